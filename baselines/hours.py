"""When an agent works: hour of the day, weekdays and weekends apart."""

from typing import Final

from .base import Baseline, Packed
from .binary import pack_counts, unpack_counts
from .features import Features

N_HOURS: Final = 48


class HoursBaseline(Baseline):
    """Sessions' hours counted in 24 bins for weekdays and 24 for weekends, in UTC.

    Counts are halved when they grow past a cap, so the last weeks weigh most.

    Parameters
    ----------
    max_total
        Hours counted before all are halved.

    Examples
    --------
    >>> baseline = HoursBaseline()
    >>> for hour in (9, 10, 11) * 100:
    ...     baseline.learn_one(Features(time=0.0, hour=hour))
    >>> baseline.counts[9], baseline.counts[3]
    (100, 0)
    """

    name = "hours"
    letter = "h"
    version = 2

    def __init__(self, max_total: int = 1_000) -> None:
        self.max_total = max_total
        self.counts = [0] * N_HOURS
        self.total = 0

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        if weight < 0.5:
            return
        self.counts[x.hour] += 1
        self.total += 1
        if self.total > self.max_total:
            self.counts = [count // 2 for count in self.counts]
            self.total = sum(self.counts)

    def merge_one(self, other: "HoursBaseline") -> None:
        self.counts = [a + b for a, b in zip(self.counts, other.counts, strict=True)]
        self.total += other.total

    def pack(self) -> Packed:
        return pack_counts(self.counts)

    def unpack(self, packed: Packed) -> None:
        self.counts = unpack_counts(packed)
        self.total = sum(self.counts)
