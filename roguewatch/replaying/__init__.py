"""Files through the scoring core, and what a person or a program reads of it."""

from .run import Run
from .scores_file import ScoresFile
from .summary import Summary

__all__ = ["Run", "ScoresFile", "Summary"]
