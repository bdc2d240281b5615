"""How far the calls of the last minutes exceed what is usual, in closed form."""

from math import exp, log, sqrt
from typing import Final

from .rate import RateBaseline
from .rate_row import HOUR_S, MINUTE_S

_BETWEEN_S: Final = sqrt(MINUTE_S * HOUR_S)
_PRIOR_N: Final = 0.5
_CALLS_A_DEGREE: Final = 3.0
# Evidence of nats is an e-value of half of them, and from ln 20 on it teaches less: as in Monitor.
_WEIGHT_FULL: Final = 2.0 * log(40.0)
_MOST_NATS: Final = 1_400.0


def excess(rate: RateBaseline, key: int, at: float) -> float:
    """Nats by which one call more of this key, now, would exceed the usual; 0 when it does not.

    The exponent of the Chernoff bound on a negative binomial count, whose mean is the key's usual
    rate with half a call of prior, and whose shape grows with the calls behind it: `-ln p` is at
    least this. It costs two logarithms, and is finite however far the excess, where tails are
    rounded to nothing.

    Parameters
    ----------
    rate
        What is usual; its keys are verb classes, or whatever else was counted.
    key
        What is counted.
    at
        Time of the call, in seconds since 1970.

    Examples
    --------
    >>> from baselines import Features
    >>> rate = RateBaseline()
    >>> for minute in range(600):
    ...     rate.learn_one(Features(time=60.0 * minute, verb=0))
    >>> round(excess(rate, 0, 36e3), 1), round(excess(rate, 1, 36e3), 1)
    (0.5, 2.9)

    References
    ----------
    Chernoff (1952). Excesses of an edge, its source and its destination: MIDAS-R (Bhatia et al.,
    arXiv:1911.04464).
    """
    n, minute, hour, _ = rate.recent(key, at)
    return nats_of(n, minute, hour, rate.observed_s)


def nats_of(n: float, minute: float, hour: float, observed_s: float) -> float:
    """`excess` of what was counted: calls in all, those of the last minute and hour, and time.

    Examples
    --------
    >>> nats_of(600.0, 0.0, 0.0, 36e3), nats_of(600.0, 60.0, 60.0, 36e3) > 50.0
    (0.0, True)
    """
    belief = n + _PRIOR_N
    # Floods last some minutes: between one and an hour, where a call counts in both.
    seen = sqrt((minute + 1.0) * (hour + 1.0))
    # An hour more than was observed: at first nothing is known, and nothing stands out.
    mean = _BETWEEN_S * belief / (observed_s + HOUR_S)
    if seen <= mean:
        return 0.0
    shape = belief / _CALLS_A_DEGREE
    return seen * log(seen / mean) - (seen + shape) * log((seen + shape) / (mean + shape))


def weight_of(nats: float) -> float:
    """How far a call teaches that exceeds the usual by so many nats.

    Examples
    --------
    >>> weight_of(3.0), weight_of(20.0) < 0.01
    (1.0, True)
    """
    if nats <= _WEIGHT_FULL:
        return 1.0
    return exp(0.5 * (_WEIGHT_FULL - (nats if nats < _MOST_NATS else _MOST_NATS)))
