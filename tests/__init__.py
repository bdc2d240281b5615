"""Tests mirror the packages: `tests/<package>/test_<file>.py`."""
