"""What is known of sizes of one kind: their logarithms' mean and spread."""

from math import log1p, sqrt
from typing import Final

from mypy_extensions import mypyc_attr

from .single import single

MIN_SIGMA: Final = 0.5
"""Spread that is always allowed: sizes that never differ still may."""
_CLIP_SIGMA: Final = 3.0
_ALLOWED: Final = _CLIP_SIGMA * MIN_SIGMA
_log1p: Final = log1p  # where this is compiled, `log1p` is looked up at each use
_N_LOGS: Final = 128
_LOGS: Final = [log1p(n) for n in range(_N_LOGS)]
"""Most calls take one object or a few; looking their logarithms up costs less than asking again."""


def log_size(n: int) -> float:
    """ln(1 + n).

    Examples
    --------
    >>> log_size(0), round(log_size(1_000_000), 2)
    (0.0, 13.82)
    """
    return _LOGS[n] if 0 <= n < _N_LOGS else _log1p(n)


@mypyc_attr(acyclic=True)  # nothing that it holds holds it: the collector need not look
class Sizes:
    """Mean and variance of `log_size`, and how many sizes they are of; in single precision.

    Examples
    --------
    >>> sizes = Sizes()
    >>> for _ in range(3):
    ...     sizes.learn(log_size(1), weight=1.0, memory=500.0)
    >>> sizes.n, round(sizes.mean, 2), round(sizes.variance, 2)
    (3.0, 0.69, 0.5)
    """

    __slots__ = ("mean", "n", "variance")

    def __init__(self) -> None:
        self.n = 0.0
        self.mean = 0.0
        self.variance = 1.0

    def learn(self, value: float, weight: float, memory: float) -> None:
        """Take one size in; it is clipped at three sigma.

        Parameters
        ----------
        value
            Its logarithm.
        weight
            How far it becomes usual.
        memory
            Sizes after which the past counts a third.
        """
        if not self.n:
            self.n = single(weight)
            self.mean = single(value)
            return
        mean, variance, n = self.mean, self.variance, self.n + weight
        self.n = single(n)
        n += 1.0
        off, step = value - mean, weight / (n if n < memory else memory)
        if off > _ALLOWED or off < -_ALLOWED:
            bound = _CLIP_SIGMA * max(sqrt(variance), MIN_SIGMA)
            if not -bound < off < bound:
                off = bound if off > 0.0 else -bound
        self.mean = single(mean + step * off)
        self.variance = single(variance + step * (off * off - variance))

    def merge(self, other: "Sizes") -> None:
        """Take another agent's sizes in."""
        n = self.n + other.n
        if n <= 0.0:
            return
        share = other.n / n
        off = other.mean - self.mean
        within = share * (other.variance - self.variance)
        # Peers differ from each other too: the spread between them is part of it.
        self.variance = single(self.variance + (within + share * (1.0 - share) * off * off))
        self.mean = single(self.mean + share * off)
        self.n = single(n)
