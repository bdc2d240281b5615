"""What an agent's peers do every day is not unheard of when it does so for the first time."""

from typing import Final

from baselines import Features, Profile, RateBaseline

NEVER: Final = 0.2
"""Past calls of a class below which an agent counts as never having made one: a single call is
remembered for eleven days."""
_TODAY: Final = 0.5
CALLS_A_DAY: Final = 1.0
"""Calls of the class by the average peer: its trade, and not the habit of a few."""
RUSH_S: Final = 3.0
"""Seconds from call to call below which nobody looks at what one did before the next."""
LARGER: Final = 2.0
FASTER: Final = 1.5
"""How much larger, and how much faster, than usual a batch may be."""
_DAY_S: Final = 86_400.0


def is_everyday(x: Features, peers: Profile) -> bool:
    """Whether two peers use this tool, and such calls are the average peer's daily work.

    Examples
    --------
    >>> is_everyday(Features(time=0.0, verb=7, tool=1), Profile())
    False
    """
    rate = peers.rate
    per_s = rate.n_calls(x.verb, x.time) / rate.observed_s if rate.observed_s else 0.0
    if per_s * _DAY_S < CALLS_A_DAY:
        return False
    return is_known(x, peers)


def is_known(x: Features, peers: Profile) -> bool:
    """Whether two peers use this tool.

    Examples
    --------
    >>> is_known(Features(time=0.0, tool=1), Profile())
    False
    """
    return peers.changes.known.get(x.tool, 0) >= 2


def is_first_time(x: Features, own: Profile, peers: Profile) -> bool:
    """Whether two peers use this tool, and such calls of the last hour were no rush.

    The first time that an agent does what is in its peers' job looks like this. A rogue one may be
    as slow: that it goes on tells it apart, and a rush does at once.

    Examples
    --------
    >>> is_first_time(Features(time=0.0, tool=1, verb=2), Profile(), Profile())
    False
    """
    return is_known(x, peers) and own.rate.pace(x.verb, x.time) > RUSH_S


def has_past(rate: RateBaseline, verb: int, time: float) -> bool:
    """Whether an agent made calls of a class before those it is making now.

    Neither what is going on nor all of the last hour is a past: a burst must not make itself usual.

    Examples
    --------
    >>> rate = RateBaseline()
    >>> rate.learn_one(Features(time=0.0, verb=2))
    >>> [has_past(rate, 2, 86_400.0 * days) for days in (0.01, 0.1, 1, 10, 12)]
    [False, True, True, True, False]
    """
    n_calls, _, hour, day = rate.recent(verb, time)
    n_calls += rate.lack(verb, time)
    return n_calls - hour >= _TODAY or n_calls - day >= NEVER


def is_usual_batch(x: Features, n_all: int, own: RateBaseline, usual: RateBaseline) -> bool:
    """Whether batches of a class usually are about as large, and about as fast, as one is so far.

    However seldom they come: who tidies up once a week has that habit.

    Parameters
    ----------
    x
        The last call of the batch.
    n_all
        Its calls.
    own, usual
        Who makes it, and whose batches it is compared with.

    Examples
    --------
    >>> rate = RateBaseline()
    >>> for i in range(40):
    ...     rate.learn_one(Features(time=604_800.0 * (i // 10) + 8.0 * (i % 10), verb=2))
    >>> x = Features(time=4 * 604_800.0, verb=2)
    >>> [is_usual_batch(x, n_all, rate, rate) for n_all in (9, 20)]
    [True, False]
    """
    minute, hour, _, _ = usual.clump(x.verb)
    is_fast = own.recent(x.verb, x.time)[1] + 1.0 > FASTER * minute
    return n_all <= LARGER * hour and not is_fast
