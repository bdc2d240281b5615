"""How well a share is known from counting."""

from scipy.stats import beta


def clopper_pearson(k: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """The exact interval of a share of which `k` in `n` were seen (Clopper and Pearson, 1934).

    Raises
    ------
    ValueError
        When `k` is not between 0 and `n`, or `n` is not positive.

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
    low = 0.0 if k == 0 else float(beta.ppf(rare, k, n - k + 1))
    high = 1.0 if k == n else float(beta.ppf(1.0 - rare, k + 1, n - k))
    return low, high
