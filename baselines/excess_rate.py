"""A rate whose counts are scored and learned in one step: for streams of many calls at once."""

from math import nan

from .excess import excess, nats_of, weight_of
from .rate import RateBaseline


class ExcessRate(RateBaseline):
    """The same estimator; of a key counted already at this time, nothing has to fade.

    Most calls of a flood are of this kind, and cost half. What is odd in a key teaches that key
    less.

    Parameters
    ----------
    memory_s
        Time after which a call counts a third, in seconds.

    Examples
    --------
    >>> rate = ExcessRate()
    >>> [round(rate.take_one(7, 0.0), 1) for _ in range(3)]
    [0.9, 1.5, 2.1]
    """

    def take_one(self, key: int, time: float) -> float:
        """Nats by which this call exceeds what is usual of its key; then it is learned."""
        row = self._by_verb.get(key)
        if row is None or row.last != time:
            found = excess(self, key, time)
            self.count(key, time, weight_of(found))
            return found
        found = nats_of(row.n, row.minute, row.hour, self.observed_s)
        row.add(row.n, row.minute, row.hour, row.day, weight_of(found))
        self._at = nan
        return found
