"""Whom we compare ourselves with: simple, honest versions of what others do."""
