"""What a configuration plugs in: River pipelines, and variants of our own detectors."""
