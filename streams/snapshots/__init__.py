"""Snapshots and configurations on their way: built, published, written, named in the log, read."""
