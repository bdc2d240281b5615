"""When an agent is old enough for what it does to be evidence."""

from typing import Final

from baselines import GRACE_S, Profile, RateBaseline

FEWEST_EVENTS: Final = 40


def is_mature(rate: RateBaseline, time: float) -> bool:
    """Whether a baseline is old enough for evidence; a young one still raises alerts.

    Examples
    --------
    >>> is_mature(RateBaseline(), 0.0)
    False
    """
    return rate.first is not None and time - rate.first >= GRACE_S


def is_known(own: Profile, time: float) -> bool:
    """Whether evidence may stop an agent: it is old enough, and was seen often enough.

    Of one that works for an hour a week, days tell little: what it did not do yet is not what it
    never does. What a single call can destroy stops it all the same.

    Examples
    --------
    >>> from baselines import Features
    >>> own = Profile()
    >>> own[RateBaseline].learn_one(Features(time=0.0, verb=0))
    >>> is_mature(own[RateBaseline], 604_800.0), is_known(own, 604_800.0)
    (True, False)
    """
    return own.membership.n_events >= FEWEST_EVENTS and is_mature(own.rate, time)
