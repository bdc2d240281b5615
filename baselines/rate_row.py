"""What is known of the calls of one verb class."""

from math import exp
from struct import Struct
from typing import Final

from mypy_extensions import mypyc_attr

from .rows import Rows
from .single import single

MINUTE_S: Final = 60.0
HOUR_S: Final = 3_600.0
DAY_S: Final = 86_400.0
ROWS: Final = Rows(
    [8.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 8.0, 0.0],
    like={7: 1, 8: 2, 9: 3},
)
"""Packs them: as most rows have them, peaks being what the counts are."""
_FIGURES: Final = Struct("<13f")
_N_BYTES: Final = 52
_MAX_IN_CLUMPS: Final = 200.0


@mypyc_attr(acyclic=True)  # nothing that it holds holds it: the collector need not look
class RateRow:
    """Counts as they were at the last call; all figures but its time are of single precision.

    Parameters
    ----------
    last
        Time of the last call, in seconds since 1970.

    Examples
    --------
    >>> row = RateRow()
    >>> row.add(*row.faded(0.0, 86_400.0), 0.5)
    >>> row.n, row.hour, row.lack
    (0.5, 1.0, 0.5)
    """

    __slots__ = (
        "day",
        "day_clump",
        "day_peak",
        "hour",
        "hour_clump",
        "hour_peak",
        "in_clumps",
        "lack",
        "last",
        "minute",
        "minute_clump",
        "minute_peak",
        "n",
        "weight",
    )

    def __init__(self, last: float = 0.0) -> None:
        self.last = last
        self.n = 0.0
        """Calls that still count."""
        self.minute = self.hour = self.day = 0.0
        """Calls of the last minute, hour and day."""
        self.minute_clump = self.hour_clump = self.day_clump = 1.0
        """Calls usually together in a minute, an hour and a day."""
        self.minute_peak = self.hour_peak = self.day_peak = 0.0
        """The most that there were together since that was last learned."""
        self.weight = 0.0
        """Of the last call."""
        self.in_clumps = 0.0
        """Calls that the clumps were learned from."""
        self.lack = 0.0
        """What the calls of the last hour count less than they would, had none looked odd."""

    def faded(self, at: float, memory_s: float) -> tuple[float, float, float, float]:
        """Calls that still count at this time, and those of the last minute, hour and day."""
        elapsed = at - self.last
        if elapsed <= 0.0:
            return self.n, self.minute, self.hour, self.day
        return (
            self.n * exp(-elapsed / memory_s),
            self.minute * exp(-elapsed / MINUTE_S),
            self.hour * exp(-elapsed / HOUR_S),
            self.day * exp(-elapsed / DAY_S),
        )

    def n_at(self, at: float, memory_s: float) -> float:
        """The first of them alone."""
        elapsed = at - self.last
        return self.n * exp(-elapsed / memory_s) if elapsed > 0.0 else self.n

    def lack_at(self, at: float) -> float:
        """What of `lack` is of the last hour at this time."""
        elapsed = at - self.last
        if not self.lack or elapsed <= 0.0:
            return self.lack
        return self.lack * exp(-elapsed / HOUR_S)

    def fade_lack(self, at: float) -> None:
        """Let `lack` be as it is at this time."""
        if self.lack:
            self.lack = single(self.lack_at(at))

    def add(self, n: float, minute: float, hour: float, day: float, weight: float) -> None:
        """Add one call; the counts before it are these, faded to its time."""
        # What looked odd must not become usual, but it did happen: recent calls count in full.
        minute, hour, day = minute + 1.0, hour + 1.0, day + 1.0
        self.n = single(n + weight)
        self.minute, self.hour, self.day = single(minute), single(hour), single(day)
        self.weight = single(weight)
        if weight != 1.0:
            self.lack = single(self.lack + (1.0 - weight))
        if minute > self.minute_peak:
            self.minute_peak = self.minute
        if hour > self.hour_peak:
            self.hour_peak = self.hour
        if day > self.day_peak:
            self.day_peak = self.day

    def end_clumps(self, elapsed: float) -> None:
        """Learn how many calls came together, once they are over: a burst must not excuse itself.

        Parameters
        ----------
        elapsed
            Seconds since the last call.
        """
        if self.minute_peak > 0.0:
            self.in_clumps = single(min(_MAX_IN_CLUMPS, self.in_clumps + self.minute_peak))
        if elapsed > MINUTE_S and self.minute_peak > 0.0:
            self.minute_clump = self._learned(self.minute_clump, self.minute_peak)
            self.minute_peak = 0.0
        if elapsed > HOUR_S and self.hour_peak > 0.0:
            self.hour_clump = self._learned(self.hour_clump, self.hour_peak)
            self.hour_peak = 0.0
        if elapsed > DAY_S and self.day_peak > 0.0:
            self.day_clump = self._learned(self.day_clump, self.day_peak)
            self.day_peak = 0.0

    def _learned(self, clump: float, peak: float) -> float:
        """A clump that has learned how many were together.

        Weighted by the calls in it: one bulk job among many single calls is what counts. Even what
        was held back teaches half: the same bulk job need not alarm every day.
        """
        step = max(0.5, self.weight) * peak / (self.in_clumps + peak)
        return single(clump + step * (peak - clump))

    def believe(self, n: float, minute: float, hour: float, day: float) -> None:
        """Count calls that were held back, and take a batch as large as these for a usual one."""
        self.n = single(self.n + n)
        self.minute_clump = max(self.minute_clump, minute)
        self.hour_clump = max(self.hour_clump, hour)
        self.day_clump = max(self.day_clump, day)

    def merge(self, other: "RateRow") -> None:
        """Take another agent's row in; only what is usual: nobody's present tells of another's."""
        n, mine, theirs = self.n + other.n, self.n, other.n
        if n > 0.0:
            self.minute_clump = single((self.minute_clump * mine + other.minute_clump * theirs) / n)
            self.hour_clump = single((self.hour_clump * mine + other.hour_clump * theirs) / n)
            self.day_clump = single((self.day_clump * mine + other.day_clump * theirs) / n)
        self.in_clumps = single(self.in_clumps + other.in_clumps)
        self.n = single(n)
        self.last = max(self.last, other.last)

    def pack(self) -> bytes:
        """All figures but `last`, of four bytes each."""
        return _FIGURES.pack(
            self.n,
            self.minute,
            self.hour,
            self.day,
            self.minute_clump,
            self.hour_clump,
            self.day_clump,
            self.minute_peak,
            self.hour_peak,
            self.day_peak,
            self.weight,
            self.in_clumps,
            self.lack,
        )

    @staticmethod
    def unpack(last: float, packed: bytes, number: int) -> "RateRow":
        """The row that `pack` packed as this one of several, counted from 0."""
        row, figures = RateRow(last), _FIGURES.unpack_from(packed, _N_BYTES * number)
        (
            row.n,
            row.minute,
            row.hour,
            row.day,
            row.minute_clump,
            row.hour_clump,
            row.day_clump,
            row.minute_peak,
            row.hour_peak,
            row.day_peak,
            row.weight,
            row.in_clumps,
            row.lack,
        ) = figures
        return row
