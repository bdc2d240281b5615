"""How much an agent moves in a day, by verb class, and how fast that may grow."""

from array import array
from math import expm1, log1p, sqrt

from .base import Baseline, Packed
from .features import Features
from .rows import Rows

DAY_S = 86_400.0
OF_BYTES = 16
"""Added to the verb class where bytes are counted, not items."""
TODAY, NEXT, LIMIT, N, LEVEL, VARIANCE, ANCHOR, HIGH, RISE, LAST = range(10)
"""Figures of a row: today's sum; the sum beyond which it is told next; that of a new day; the days
learned; mean of the logarithm of the last days' sums, their variance, and the mean that grows
slowly; how far, in its own errors, the first mean was above the second when that was last told, and
now, if that is half as far again; the logarithm of the last day's sum."""
_LEAST_HIGH = 3.4
"""What is told first is half as far again: five errors."""
_FRESH = array("f", (0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, _LEAST_HIGH, 0.0, 0.0))
"""Single precision: seven digits say more of a size than anybody asks, in half the bytes."""
_ROWS = Rows(_FRESH, like={LIMIT: NEXT, ANCHOR: LEVEL, LAST: LEVEL})
MIN_VARIANCE = 0.25
"""Always allowed to the logarithm of a day's sum: what never differed still may."""
NEWS = 1.2
"""A day is told of again when its sum has grown by this factor: each session is odd by itself."""
_CLIP_SIGMA = 3.0
_LIMIT_SIGMA = 1.5
_LEVEL_DAYS = 5.0
_TIMES_UP = 1.5
_HIGH_FADES = 0.98
_LEVEL_ERROR = 0.25


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
    ...         days.learn_one({"time": time, "verb": 3, "n_items": n_items, "n_bytes": 0})
    >>> row = days.row(3)
    >>> round(expm1(row[LEVEL])), round(expm1(row[ANCHOR]))
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
        self._rows: dict[int, array[float]] = {}

    def row(self, key: int) -> "array[float]":
        """Figures of a verb class, or of its bytes; of one never seen, what nobody knows."""
        return self._rows.get(key, _FRESH)

    def keys(self) -> list[int]:
        """Verb classes seen, and those with bytes, in order."""
        return sorted(self._rows)

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        if self.is_new_day:
            self.is_new_day = False
        if x["time"] >= self.ends:
            self._end_day(x["time"], weight)
        if x.get("is_approved") or "is_planned" in x:
            return
        key, rows = x["verb"], self._rows
        row = rows.get(key)
        if row is None:
            row = rows[key] = _FRESH[:]
        row[TODAY] = total = row[TODAY] + x["n_items"]
        if total > row[NEXT]:
            row[NEXT] = NEWS * total
        if n_bytes := x["n_bytes"]:
            row = rows.get(key + OF_BYTES)
            if row is None:
                row = rows[key + OF_BYTES] = _FRESH[:]
            row[TODAY] = total = row[TODAY] + n_bytes
            if total > row[NEXT]:
                row[NEXT] = NEWS * total

    def _end_day(self, time: float, weight: float) -> None:
        """Learn what was summed up, however long ago, and begin with nothing."""
        self.is_new_day = bool(self.ends)
        self.ends = (time // DAY_S + 1.0) * DAY_S
        for row in self._rows.values():
            row[RISE] = 0.0
            if row[TODAY] > 0.0:
                self._learn(row, log1p(row[TODAY]), weight)
            row[TODAY], row[NEXT] = 0.0, row[LIMIT]

    def _learn(self, row: "array[float]", value: float, weight: float) -> None:
        row[N] = n = row[N] + 1.0
        step, row[LAST] = value - row[LAST], value
        if n == 1.0:
            row[LEVEL] = row[ANCHOR] = value
            return
        sigma = sqrt(max(row[VARIANCE], MIN_VARIANCE))
        off = value - row[LEVEL]
        bound = _CLIP_SIGMA * sigma
        off = weight * max(-bound, min(bound, off))
        row[LEVEL] += off / min(n, _LEVEL_DAYS)
        # From day to day: a ramp must not widen what is allowed to it.
        step = max(-bound, min(bound, step))
        row[VARIANCE] += (0.5 * step * step - row[VARIANCE]) / min(n, self.memory_days)
        self._follow(row, value, bound)
        sigma = sqrt(max(row[VARIANCE], MIN_VARIANCE))
        row[LIMIT] = expm1(row[ANCHOR] + _LIMIT_SIGMA * sigma)
        rise = (row[LEVEL] - row[ANCHOR]) / (sigma * level_error(n, self.calm_days))
        if rise >= _TIMES_UP * row[HIGH]:
            row[RISE] = row[HIGH] = rise
        elif rise < row[HIGH]:
            row[HIGH] = max(_LEAST_HIGH, rise, _HIGH_FADES * row[HIGH])

    def _follow(self, row: "array[float]", value: float, bound: float) -> None:
        """Move the anchor: freely while it is young, and then slowly."""
        if row[N] <= self.calm_days:
            off = value - row[ANCHOR]
            row[ANCHOR] += max(-bound, min(bound, off)) / row[N]
        else:
            apart = row[LEVEL] - row[ANCHOR]
            row[ANCHOR] += max(-self.growth, min(self.growth, apart))

    def merge_one(self, other: "DaysBaseline") -> None:
        for key, theirs in other._rows.items():
            if not theirs[N]:
                continue
            mine = self._rows.get(key)
            if mine is None:
                mine = self._rows[key] = theirs[:]
                # Of peers, only what is usual: nobody's today says anything of another's.
                mine[TODAY] = mine[NEXT] = mine[LIMIT] = mine[RISE] = 0.0
                mine[HIGH] = _LEAST_HIGH
                continue
            n = mine[N] + theirs[N]
            share, off = theirs[N] / n, theirs[ANCHOR] - mine[ANCHOR]
            within = share * (theirs[VARIANCE] - mine[VARIANCE])
            mine[VARIANCE] += within + share * (1.0 - share) * off * off
            mine[LEVEL] += share * (theirs[LEVEL] - mine[LEVEL])
            mine[ANCHOR] += share * off
            mine[N] = n

    def pack(self) -> Packed:
        keys = self.keys()
        figures = _ROWS.pack([self._rows[key] for key in keys])
        return [self.ends, self.is_new_day, keys, figures]

    def unpack(self, packed: Packed) -> None:
        self.ends, self.is_new_day, keys, figures = packed
        self._rows = dict(zip(keys, _ROWS.unpack(figures), strict=True))


def level_error(n_days: float, calm_days: float) -> float:
    """How uncertain the distance of level and anchor is, in sigmas of a day.

    Twice what it were if days were independent: busy ones follow each other.

    Examples
    --------
    >>> round(level_error(30.0, 14.0), 2)
    0.57
    """
    return sqrt(_LEVEL_ERROR + 1.0 / min(n_days, calm_days))
