"""How well a share is known from counting."""

import math


def clopper_pearson(k: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """The exact interval of a share of which `k` in `n` were seen.

    Examples
    --------
    >>> low, high = clopper_pearson(5, 1_000)
    >>> f"{low:.5f} {high:.5f}"
    '0.00163 0.01163'
    >>> clopper_pearson(0, 10)[0], clopper_pearson(10, 10)[1]
    (0.0, 1.0)
    """
    if not 0 <= k <= n or n < 1:
        raise ValueError(f"k must be between 0 and n, n at least 1; got {k!r} in {n!r}")
    rare = (1.0 - confidence) / 2.0
    low = 0.0 if k == 0 else _share_where(k - 1, n, 1.0 - rare)
    return low, 1.0 if k == n else _share_where(k, n, rare)


def _share_where(k: int, n: int, chance: float) -> float:
    """The share at which at most `k` in `n` come with this chance; it falls as the share grows."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = 0.5 * (low + high)
        if _at_most(k, n, middle) > chance:
            low = middle
        else:
            high = middle
    return low


def _at_most(k: int, n: int, share: float) -> float:
    if share <= 0.0:
        return 1.0
    if share >= 1.0:
        return float(k >= n)
    log_p, log_q = math.log(share), math.log1p(-share)
    whole = math.lgamma(n + 1.0)
    return math.fsum(
        math.exp(
            whole - math.lgamma(i + 1.0) - math.lgamma(n - i + 1.0) + i * log_p + (n - i) * log_q
        )
        for i in range(k + 1)
    )
