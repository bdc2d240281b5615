"""First touches that read, or those that change: what is usual, and the run of the last ones."""

from math import log
from typing import Final

from mypy_extensions import mypyc_attr

from .touch_counts import MAX_N, TouchCounts

RUSH_S: Final = 1.0
"""Seconds between two touches below which nobody looked at what the first one answered."""
_RUSHED: Final = 0.5
"""The share of a spree's touches that come in such a rush, where it is done at a machine's pace."""
_RUSH_MOST: Final = 1.0
"""Nats that the pace may add to a touch: touches of one batch share it, and say it only once."""


@mypyc_attr(acyclic=True)  # nothing that it holds holds it: the collector need not look
class TouchRun:
    """Counts of first touches of one class, and the evidence that the last ones are a spree.

    Examples
    --------
    >>> run = TouchRun(TouchCounts(known=60))
    >>> round(run.pace(), 2), TouchRun(TouchCounts(known=60), n_rushed=60).pace()
    (1.0, 0.0)
    """

    __slots__ = ("evidence", "last", "n_rushed", "usual")

    def __init__(
        self,
        usual: TouchCounts | None = None,
        n_rushed: int = 0,
        evidence: float = 0.0,
        last: float = 0.0,
    ) -> None:
        self.usual = TouchCounts() if usual is None else usual
        self.n_rushed = n_rushed
        """How many of them came in a rush."""
        self.evidence = evidence
        """In nats, at the last touch."""
        self.last = last
        """Time of the last touch."""

    def pace(self) -> float:
        """What the pace of a touch in a rush adds, in nats, if it is new."""
        usual = (self.n_rushed + 1.0) / (self.usual.total() + 2.0)
        return max(0.0, min(_RUSH_MOST, log(_RUSHED / usual)))

    def count(self, kind: int, is_rushed: bool) -> None:
        """Count one touch more."""
        if is_rushed:
            self.n_rushed += 1
        if self.usual.total() >= MAX_N:
            self.n_rushed //= 2
        self.usual.add(kind)
