"""What a dial of false alerts promises, against what came."""

import math


def poisson_bound(mean: float, confidence: float = 0.99) -> int:
    """Return the count that a Poisson variable of this mean exceeds with 1 - `confidence`.

    Examples
    --------
    >>> poisson_bound(10.0)
    18
    >>> poisson_bound(0.0)
    0
    """
    if mean < 0 or not math.isfinite(mean):
        raise ValueError(f"mean must be finite and not negative; got {mean!r}")
    n, term = 0, math.exp(-mean)
    total = term
    while total < confidence:
        n += 1
        term *= mean / n
        total += term
        if term == 0.0 and n > mean:
            break
    return n
