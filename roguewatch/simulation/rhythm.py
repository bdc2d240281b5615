"""When an agent works."""

import math
import random

HOUR_S = 3_600.0
DAY_S = 86_400.0
UTC_OFFSETS_H = (-8, -5, -5, 0, 1, 1, 1, 2, 5, 8)


class Rhythm:
    """Office hours of a time zone, around the clock, or one batch each night.

    Parameters
    ----------
    name
        "office", "always" or "night".
    sessions_per_day
        Mean number of sessions on a weekday.
    rng
        Chooses the time zone and habits now, and each day's sessions later.

    Examples
    --------
    >>> len(Rhythm("night", 4.0, random.Random(1)).starts(weekday=6))
    1
    """

    def __init__(self, name: str, sessions_per_day: float, rng: random.Random) -> None:
        self.name = name
        self.rng = rng
        self.sessions_per_day = sessions_per_day * rng.uniform(0.8, 1.25)
        self.utc_offset_h = rng.choice(UTC_OFFSETS_H)
        self.first_h = rng.uniform(7.5, 9.5)
        self.length_h = rng.uniform(7.5, 9.5)
        self.batch_h = rng.uniform(0.5, 5.0)
        self.weekend = rng.uniform(0.25, 0.5)

    def starts(self, weekday: int) -> list[float]:
        """Session starts in seconds after UTC midnight, ascending; 0 is Monday."""
        if self.name == "night":
            return [self._utc(self.batch_h * HOUR_S + self.rng.gauss(0.0, 240.0))]
        is_weekend = weekday >= 5
        if self.name == "always":
            mean = self.sessions_per_day * (0.9 if is_weekend else 1.0)
            return sorted(self.rng.uniform(0.0, DAY_S) for _ in range(_poisson(mean, self.rng)))
        mean = self.sessions_per_day * (self.weekend if is_weekend else 1.0)
        return sorted(self._office_start() for _ in range(_poisson(mean, self.rng)))

    def batch_start(self) -> float:
        """When the day's planned job starts."""
        return self._utc((self.first_h + 1.0) * HOUR_S + self.rng.uniform(0.0, 300.0))

    def _office_start(self) -> float:
        if self.rng.random() < 0.05:
            return self._utc((self.first_h + self.length_h + self.rng.uniform(0.0, 3.0)) * HOUR_S)
        # Two humps: the morning and, after lunch, the afternoon.
        hump = self.rng.choice((0.28, 0.72))
        share = min(max(self.rng.gauss(hump, 0.16), 0.0), 1.0)
        return self._utc((self.first_h + share * self.length_h) * HOUR_S)

    def _utc(self, local_s: float) -> float:
        return (local_s - self.utc_offset_h * HOUR_S) % DAY_S


def _poisson(mean: float, rng: random.Random) -> int:
    threshold, n, product = math.exp(-mean), 0, rng.random()
    while product > threshold:
        n, product = n + 1, product * rng.random()
    return n
