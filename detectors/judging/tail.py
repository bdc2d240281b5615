"""Tails of count and size distributions, bounded from above and finite everywhere."""

from math import erfc, exp, lgamma, log, log1p, pi, sqrt
from typing import Final

_MIN_LOG_P: Final = -700.0
_SQRT_2: Final = sqrt(2.0)
_LOG_ROOT_2_PI: Final = 0.5 * log(2.0 * pi)
_AT_THREE_SIGMA: Final = 0.5 * erfc(3.0 / _SQRT_2)
# Where this is compiled, another module's name is looked up at each use, unless it is bound once.
_erfc: Final = erfc
_lgamma: Final = lgamma
_log1p: Final = log1p


def count_tail(n: float, mean: float, shape: float) -> float:
    """P(N >= n) for a negative binomial of this mean and shape, never smaller than the truth.

    Beyond the mean the terms fall at least geometrically, so the first one over one minus their
    largest ratio bounds the sum. `n` may be a decayed, fractional count.

    Examples
    --------
    >>> count_tail(2, 5.0, 1.0)
    1.0
    >>> round(count_tail(3, 0.01, 1e9) / (0.01**3 / 6), 2)
    0.99
    """
    if n <= mean or n <= 0.0:
        return 1.0
    q = mean / (mean + shape)
    # From term to term the ratio falls towards q where shape is above one, and rises below it.
    ratio = q * (n + shape) / (n + 1.0) if shape > 1.0 else q
    if ratio >= 1.0:
        return 1.0
    log_p = (
        _lgamma(n + shape)
        - _lgamma(shape)
        - _lgamma(n + 1.0)
        - shape * _log1p(mean / shape)
        + n * log(q)
        - _log1p(-ratio)
    )
    if log_p >= 0.0:
        return 1.0
    return exp(log_p if log_p > _MIN_LOG_P else _MIN_LOG_P)


def log_floor(n: float, mean: float, shape: float) -> float:
    """What ln of `count_tail` is not below, by logarithms where that takes the gamma function.

    By Stirling's formula, which is too small, but by less than 1 / (12 x); below a shape of one by
    Γ(1 + x) being at most 1; above, by the first term alone.

    Examples
    --------
    >>> round(log_floor(9.0, 2.0, 0.5), 1), round(log(count_tail(9.0, 2.0, 0.5)), 1)
    (-3.0, -2.9)
    """
    before, after = n + 1.0, n + shape
    both, of_shape = log(mean + shape), log(shape)
    floor = (after - 0.5) * log(after) - after - (n + 0.5) * log(before) + before
    floor -= 1.0 / (12.0 * before) + shape * (both - of_shape) + n * (both - log(mean))
    if shape < 1.0:
        return floor + both
    return floor - (shape - 0.5) * of_shape + shape - _LOG_ROOT_2_PI - 1.0 / (12.0 * shape)


def size_tail(z: float) -> float:
    """P(Z >= z): normal up to three sigma, exponential beyond, where sizes are never normal.

    Examples
    --------
    >>> size_tail(0.0), round(size_tail(3.0), 5), size_tail(10.0) > 1e-13
    (0.5, 0.00135, True)
    """
    if z <= 3.0:
        return 0.5 * _erfc(z / _SQRT_2)
    # Continues with the same density: the normal's hazard at three sigma.
    return _AT_THREE_SIGMA * exp(max(_MIN_LOG_P, -3.2831 * (z - 3.0)))
