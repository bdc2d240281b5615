"""Recorded events from files: what there is to open, what stands in it, all of it in time order."""

from .history import History
from .report import Report

__all__ = ["History", "Report"]
