"""What a call means: its verb, its target, and what both can destroy."""
