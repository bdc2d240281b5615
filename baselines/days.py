"""How much an agent moves in a day, by verb class, and how fast that may grow."""

from math import expm1, log1p, sqrt
from typing import Final

from .base import Baseline, Packed
from .day_row import LEAST_HIGH, ROWS, DayRow
from .features import Features
from .single import single

DAY_S: Final = 86_400.0
OF_BYTES: Final = 16
"""Added to the verb class where bytes are counted, not items."""
MIN_VARIANCE: Final = 0.25
"""Always allowed to the logarithm of a day's sum: what never differed still may."""
NEWS: Final = 1.2
"""A day is told of again when its sum has grown by this factor: each session is odd by itself."""
_FRESH: Final = DayRow()
"""Stands for the row of a class that was never seen; nothing is ever learned by it."""
_CLIP_SIGMA: Final = 3.0
_LIMIT_SIGMA: Final = 1.5
_LEVEL_DAYS: Final = 5.0
_TIMES_UP: Final = 1.5
_HIGH_FADES: Final = 0.98
_LEVEL_ERROR: Final = 0.25


class DaysBaseline(Baseline):
    """Logarithms of the items and bytes of whole days, each verb class apart.

    A day is one of UTC, and counts if anything was moved in it. The level follows the last five
    days; what an agent is held against is the anchor, which is their mean for `calm_days` days, and
    then follows the level by no more than `growth` a day, up or down: who grows faster is seen to
    grow, however smoothly. Announced and approved calls are left out.

    Parameters
    ----------
    calm_days
        Days until the anchor is set.
    memory_days
        Days after which the spread learned counts a third.
    growth
        How far the anchor may move in a day, in logarithms: two and a half times in a year.

    Examples
    --------
    >>> days = DaysBaseline()
    >>> for day in range(40):
    ...     for call in range(4):
    ...         time = 86_400.0 * day + call
    ...         n_items = round(100 * 1.1 ** max(0, day - 20))
    ...         days.learn_one(Features(time=time, verb=3, n_items=n_items, n_bytes=0))
    >>> row = days.row(3)
    >>> round(expm1(row.level)), round(expm1(row.anchor))
    (1529, 418)
    """

    name = "days"
    letter = "d"
    version = 2

    def __init__(
        self, calm_days: float = 14.0, memory_days: float = 30.0, growth: float = 0.0025
    ) -> None:
        self.calm_days = calm_days
        self.memory_days = memory_days
        self.growth = growth
        self.ends = 0.0
        """When the day that is summed up ends, in seconds since 1970."""
        self.is_new_day = False
        """Whether a day was learned and no event has come since then but the one that ended it."""
        self._rows: dict[int, DayRow] = {}

    def row(self, key: int) -> DayRow:
        """Figures of a verb class, or of its bytes; of one never seen, what nobody knows."""
        return self._rows.get(key, _FRESH)

    def keys(self) -> list[int]:
        """Verb classes seen, and those with bytes, in order."""
        return sorted(self._rows)

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        if self.is_new_day:
            self.is_new_day = False
        if x.time >= self.ends:
            self._end_day(x.time, weight)
        if x.is_approved or x.is_planned:
            return
        verb, n_bytes = x.verb, x.n_bytes
        self._move(verb, float(x.n_items))
        if n_bytes:
            self._move(verb + OF_BYTES, float(n_bytes))

    def _move(self, key: int, n: float) -> None:
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = DayRow()
        total = row.today + n
        row.today = single(total)
        if total > row.next:
            row.next = single(NEWS * total)

    def _end_day(self, time: float, weight: float) -> None:
        """Learn what was summed up, however long ago, and begin with nothing."""
        self.is_new_day = bool(self.ends)
        self.ends = (time // DAY_S + 1.0) * DAY_S
        for row in self._rows.values():
            row.rise = 0.0
            if row.today > 0.0:
                self._learn(row, log1p(row.today), weight)
            row.today, row.next = 0.0, row.limit

    def _learn(self, row: DayRow, value: float, weight: float) -> None:
        n = row.n + 1.0
        step = value - row.last
        row.n, row.last = single(n), single(value)
        if n == 1.0:
            row.level = row.anchor = row.last
            return
        sigma = sqrt(max(row.variance, MIN_VARIANCE))
        bound = _CLIP_SIGMA * sigma
        off = weight * max(-bound, min(bound, value - row.level))
        row.level = single(row.level + off / min(n, _LEVEL_DAYS))
        # From day to day: a ramp must not widen what is allowed to it.
        step = max(-bound, min(bound, step))
        more = (0.5 * step * step - row.variance) / min(n, self.memory_days)
        row.variance = single(row.variance + more)
        self._follow(row, value, bound)
        sigma = sqrt(max(row.variance, MIN_VARIANCE))
        row.limit = single(expm1(row.anchor + _LIMIT_SIGMA * sigma))
        rise = (row.level - row.anchor) / (sigma * level_error(n, self.calm_days))
        if rise >= _TIMES_UP * row.high:
            row.rise = row.high = single(rise)
        elif rise < row.high:
            row.high = single(max(LEAST_HIGH, rise, _HIGH_FADES * row.high))

    def _follow(self, row: DayRow, value: float, bound: float) -> None:
        """Move the anchor: freely while it is young, and then slowly."""
        if row.n <= self.calm_days:
            off = value - row.anchor
            row.anchor = single(row.anchor + max(-bound, min(bound, off)) / row.n)
        else:
            apart = row.level - row.anchor
            row.anchor = single(row.anchor + max(-self.growth, min(self.growth, apart)))

    def merge_one(self, other: "DaysBaseline") -> None:
        for key, theirs in other._rows.items():
            if not theirs.n:
                continue
            mine = self._rows.get(key)
            if mine is None:
                # Of peers, only what is usual: nobody's today says anything of another's.
                mine = self._rows[key] = DayRow()
                mine.n, mine.level, mine.variance = theirs.n, theirs.level, theirs.variance
                mine.anchor, mine.last = theirs.anchor, theirs.last
                continue
            n = mine.n + theirs.n
            share, off = theirs.n / n, theirs.anchor - mine.anchor
            within = share * (theirs.variance - mine.variance)
            mine.variance = single(mine.variance + (within + share * (1.0 - share) * off * off))
            mine.level = single(mine.level + share * (theirs.level - mine.level))
            mine.anchor = single(mine.anchor + share * off)
            mine.n = single(n)

    def pack(self) -> Packed:
        keys = self.keys()
        figures = b"".join([self._rows[key].pack() for key in keys])
        return [self.ends, self.is_new_day, keys, ROWS.pack(figures)]

    def unpack(self, packed: Packed) -> None:
        self.ends, self.is_new_day, keys, figures = packed
        unpacked = ROWS.unpack(figures)
        self._rows = {key: DayRow.unpack(unpacked, i) for i, key in enumerate(keys)}


def level_error(n_days: float, calm_days: float) -> float:
    """How uncertain the distance of level and anchor is, in sigmas of a day.

    Twice what it were if days were independent: busy ones follow each other.

    Examples
    --------
    >>> round(level_error(30.0, 14.0), 2)
    0.57
    """
    return sqrt(_LEVEL_ERROR + 1.0 / min(n_days, calm_days))
