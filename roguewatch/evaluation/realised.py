"""The rate of alerts that a history really had, and how well it is known."""

import math

import msgspec


class Realised(msgspec.Struct, frozen=True):
    """Alerts, or stop requests, in 1,000 agent-days, with an exact 95 % Poisson interval.

    Examples
    --------
    >>> rate = realised(n=10, agent_days=2_000)
    >>> rate.per_1000, round(rate.low, 2), round(rate.high, 2)
    (5.0, 2.4, 9.2)
    >>> round(realised(n=0, agent_days=1_000).high, 2)
    3.69
    """

    n: int
    agent_days: int
    per_1000: float
    low: float
    high: float


def realised(n: int, agent_days: int, confidence: float = 0.95) -> Realised:
    """Garwood's interval: the means under which so many, or so few, would be rare."""
    if agent_days < 1:
        raise ValueError(f"agent_days must be at least 1; got {agent_days!r}")
    scale, rare = 1_000.0 / agent_days, (1.0 - confidence) / 2.0
    low = _mean_where(n - 1, 1.0 - rare) if n else 0.0
    return Realised(n, agent_days, n * scale, low * scale, _mean_where(n, rare) * scale)


def _mean_where(n: int, share: float) -> float:
    """The Poisson mean of which at most `n` come with this probability."""
    low, high = 0.0, 2.0 * n + 50.0
    for _ in range(80):
        middle = 0.5 * (low + high)
        if _at_most(n, middle) > share:
            low = middle
        else:
            high = middle
    return low


def _at_most(n: int, mean: float) -> float:
    if mean <= 0.0:
        return 1.0
    log_mean = math.log(mean)
    return math.fsum(math.exp(k * log_mean - mean - math.lgamma(k + 1.0)) for k in range(n + 1))
