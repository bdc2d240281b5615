"""How an estimator's own past scores were spread: what the next one is compared with."""

import bisect
import math


class ScoreHistogram:
    """At most `max_bins` centres with whole counts; the two closest are joined to make room.

    The scores of any estimator fit, whatever their scale, and the far ones keep bins of their own:
    they are what a tail is made of. Counts are halved past a cap, so the last weeks weigh most.

    Parameters
    ----------
    max_bins
        Centres kept.
    max_total
        Scores counted before all counts are halved.

    Examples
    --------
    >>> histogram = ScoreHistogram()
    >>> for score in range(99):
    ...     histogram.add(float(score))
    >>> histogram.tail(98.0), histogram.tail(1e9), histogram.tail(-1.0)
    (0.02, 0.01, 1.0)

    References
    ----------
    Ben-Haim and Tom-Tov (2010), A streaming parallel decision tree algorithm.
    """

    def __init__(self, max_bins: int = 64, max_total: int = 2_000) -> None:
        self.max_bins = max_bins
        self.max_total = max_total
        self.centres: list[float] = []
        self.counts: list[int] = []
        self.total = 0

    def add(self, score: float) -> None:
        """Count one finite score."""
        centres, counts = self.centres, self.counts
        at = bisect.bisect_left(centres, score)
        self.total += 1
        if at < len(centres) and centres[at] == score:
            counts[at] += 1
        else:
            centres.insert(at, score)
            counts.insert(at, 1)
            if len(centres) > self.max_bins:
                self._join()
        if self.total > self.max_total:
            self._halve()

    def tail(self, score: float) -> float:
        """How often a past score was at least this high; never 0."""
        at = bisect.bisect_left(self.centres, score)
        return (sum(self.counts[at:]) + 1) / (self.total + 1)

    def median(self) -> float:
        """The score that half of the past ones reach; 0 without any."""
        below = 0
        for centre, count in zip(self.centres, self.counts, strict=True):
            below += count
            if 2 * below >= self.total:
                return centre
        return 0.0

    def pack(self) -> list[list[float] | list[int]]:
        return [self.centres, self.counts]

    def unpack(self, packed: list[list[float] | list[int]]) -> None:
        centres, counts = packed
        self.centres = [float(centre) for centre in centres]
        self.counts = [int(count) for count in counts]
        self.total = sum(self.counts)

    def _join(self) -> None:
        centres, counts = self.centres, self.counts
        at = min(range(len(centres) - 1), key=lambda i: centres[i + 1] - centres[i])
        n = counts[at] + counts[at + 1]
        share = counts.pop(at + 1) / n
        other = centres.pop(at + 1)
        centres[at] = min(other, centres[at] + share * (other - centres[at]))
        counts[at] = n

    def _halve(self) -> None:
        # Rounded up: the highest score ever seen is worth keeping, and is seen once.
        self.counts = [math.ceil(count / 2) for count in self.counts]
        self.total = sum(self.counts)
