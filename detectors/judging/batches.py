"""Whether what one session destroys is more than its agent's habit."""

from typing import Final

from baselines import Features, Profile, RateBaseline, Session

from .everyday import FASTER, has_past, is_everyday, is_first_time, is_usual_batch

_MINUTE: Final = 0
_HOUR: Final = 1
_DAY_S: Final = 86_400.0
_MOST_LIKE_PEERS: Final = 10
_IN_A_MINUTE: Final = 9.5
"""The tenth call in a minute is a batch however many a day are usual, unless its batches are so."""
_A_SECOND: Final = 9.25
"""What ten calls are worth in that minute, of which they fade, when they come a second apart."""


class Batches:
    """Judges the irreversible calls of a session by number and pace.

    Parameters
    ----------
    times
        How much larger than its usual batches one may be, as long as two usual days are.
    at_least
        A batch of fewer calls is none.

    Examples
    --------
    >>> rate = RateBaseline()
    >>> [Batches(3.0, 8.0).is_habit(Features(time=0.0, verb=2), n, rate, 0.0) for n in (7, 8)]
    [True, False]
    """

    def __init__(self, times: float, at_least: float) -> None:
        self.times = times
        self.at_least = at_least

    def is_habit(self, x: Features, n_all: int, rate: RateBaseline, n_before: float) -> bool:
        """Whether so many calls in a session are no more than usual for an agent.

        Parameters
        ----------
        x
            The last of them.
        n_all
            All of them, with that one.
        rate, n_before
            What is usual for the agent, and the calls it made before them (`n_calls_before`).
        """
        verb, time = x.verb, x.time
        if n_all < self.at_least or is_usual_batch(x, n_all, rate, rate):
            return True
        # All of them, and none besides: for a moment a long batch, or two at once, may be as fast.
        in_minute = rate.recent(verb, time)[1] + 1.0
        is_rush = max(_IN_A_MINUTE, n_all - 1.0) < in_minute <= n_all
        return n_all < self._cap(rate, verb, n_before) and not is_rush

    def is_theirs(self, x: Features, n_all: int, own: Profile, peers: Profile) -> bool:
        """Whether peers delete as many as fast, fewer than ten, with a tool that two of them use.

        Beyond that it takes a habit of its own: one odd peer must not speak for all.
        """
        if n_all >= _MOST_LIKE_PEERS or not is_first_time(x, own, peers):
            return False
        return is_usual_batch(x, n_all, own.rate, peers.rate)

    def is_usual(
        self, x: Features, n_all: int, own: Profile, peers: Profile, session: Session
    ) -> bool:
        """Whether a newcomer did as much hours ago, or it is its peers' daily work."""
        rate, theirs, verb, time = own.rate, peers.rate, x.verb, x.time
        if has_past(rate, verb, time):
            return self.is_habit(x, n_all, rate, n_calls_before(x, rate, session))
        return is_everyday(x, peers) and n_all < self._cap(theirs, verb, theirs.n_calls(verb, time))

    def _cap(self, rate: RateBaseline, verb: int, n_before: float) -> float:
        """Calls in one session that no number of earlier ones explains."""
        together = self.times * rate.clump(verb)[_HOUR]
        in_two_days = 2.0 * n_before * _DAY_S / max(_DAY_S, rate.observed_s)
        return max(self.at_least, min(together, in_two_days))


def is_rush_of_ten(x: Features, rate: RateBaseline) -> bool:
    """Whether a call is the tenth of its class in some seconds, where no batch is half as fast.

    Examples
    --------
    >>> rate = RateBaseline()
    >>> for i in range(9):
    ...     rate.learn_one(Features(time=0.5 * i, verb=3))
    >>> [is_rush_of_ten(Features(time=4.5, verb=verb), rate) for verb in (3, 2)]
    [True, False]
    """
    in_minute = rate.recent(x.verb, x.time)[1] + 1.0
    return in_minute >= _A_SECOND and in_minute > FASTER * rate.clump(x.verb)[_MINUTE]


def n_calls_before(x: Features, rate: RateBaseline, session: Session) -> float:
    """Calls of a class that still count, without the destructive ones of a session.

    Examples
    --------
    >>> rate, session = RateBaseline(), Session(0.0)
    >>> for _ in range(3):
    ...     rate.learn_one(Features(time=0.0, verb=2), weight=0.1)
    >>> session.n_irreversible = 3
    >>> round(n_calls_before(Features(time=0.0, verb=2), rate, session), 6)
    0.0
    """
    n_calls = rate.n_calls(x.verb, x.time) + rate.lack(x.verb, x.time)
    return n_calls - session.n_irreversible - session.n_again - session.n_trashed
