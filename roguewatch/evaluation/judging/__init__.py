"""Whoever watches a fleet is judged alike: what was said, about whom, and at which call."""

from .judge import Judge
from .spoken import QUIET, Spoken
from .tally import Tally
from .worker_core import WorkerCore

__all__ = ["QUIET", "Judge", "Spoken", "Tally", "WorkerCore"]
