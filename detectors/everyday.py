"""What an agent's peers do every day is not unheard of when it does so for the first time."""

from baselines import ChangesBaseline, Features, Profile, RateBaseline

CALLS_A_DAY = 1.0
"""Calls of the class by the average peer: its trade, and not the habit of a few."""
_DAY_S = 86_400.0


def is_everyday(x: Features, peers: Profile) -> bool:
    """Whether two peers use this tool, and such calls are the average peer's daily work.

    Examples
    --------
    >>> is_everyday({"time": 0.0, "verb": 7, "tool": 1}, Profile())
    False
    """
    rate = peers[RateBaseline]
    per_s = rate.n_calls(x["verb"], x["time"]) / rate.observed_s if rate.observed_s else 0.0
    if per_s * _DAY_S < CALLS_A_DAY:
        return False
    return is_known(x, peers)


def is_known(x: Features, peers: Profile) -> bool:
    """Whether two peers use this tool.

    Examples
    --------
    >>> is_known({"time": 0.0, "tool": 1}, Profile())
    False
    """
    return peers[ChangesBaseline].known.get(x["tool"], 0) >= 2
