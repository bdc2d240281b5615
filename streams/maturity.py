"""When an agent is old enough for what it does to be evidence."""

from baselines import GRACE_S, RateBaseline


def is_mature(rate: RateBaseline, time: float) -> bool:
    """Whether a baseline is old enough to stop an agent by; a young one still raises alerts.

    Examples
    --------
    >>> is_mature(RateBaseline(), 0.0)
    False
    """
    return rate.first is not None and time - rate.first >= GRACE_S
