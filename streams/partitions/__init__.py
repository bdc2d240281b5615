"""One partition of actions: read, scored, written down and restored."""
