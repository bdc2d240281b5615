"""The parts of a configuration, and a configuration with other parameters."""
