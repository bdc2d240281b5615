"""What every suite is: something to measure, and the data it needs for it."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

import msgspec

from .delays import Delays
from .progress import Progress
from .row import Row
from .sample import Sample


class Options(msgspec.Struct, frozen=True):
    """How a suite is run.

    Parameters
    ----------
    data
        File or folder of external data, or None.
    is_quick
        Less of everything, for a first look: the whole command in two minutes.
    seed
        Of everything that is drawn.
    leave_out
        Patterns of recorded attacks, data sets and suites that are not judged. By default those
        that hijack nobody: a request that is itself the attack, and what only stops the work.

    Examples
    --------
    >>> Options().seed
    1
    """

    data: Path | None = None
    is_quick: bool = False
    seed: int = 1
    leave_out: tuple[str, ...] = ("direct-request", "*dos")


class Result(msgspec.Struct, frozen=True):
    """What a suite found: lines of the table, and scores and delays to plot.

    Examples
    --------
    >>> Result([]).samples
    []
    """

    rows: list[Row]
    samples: list[Sample] = []
    delays: list[Delays] = []


class Suite(ABC):
    """One suite of `roguewatch evaluate`: a file, a class, a line in this package.

    It measures what the worker runs, with the shipped configuration, and no model of its own.
    """

    name: ClassVar[str]
    summary: ClassVar[str]
    """One line for the list of suites."""
    data_format: ClassVar[str] = ""
    """Which external data it needs, in which format, and where to get it; empty: none."""
    may_take: ClassVar[str] = ""
    """Which external data it takes where some is given, and does without where none is."""

    @abstractmethod
    def run(self, options: Options, progress: Progress) -> Result:
        """Measure; raises ValueError or OSError when the data is not as described."""

    def data_in(self, data: Path | None, is_named: bool = True) -> Path | None:
        """The suite's own part of the data: the folder of its name when there is one.

        Without one, all of it, but for a suite that can do without and that nobody named.
        """
        if data is None:
            return None
        own = data / self.name
        if own.exists():
            return own
        return data if self.data_format or is_named else None
