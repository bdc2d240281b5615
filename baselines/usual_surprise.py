"""How surprising the sessions of an agent usually are."""

import math
from typing import Final

from mypy_extensions import mypyc_attr

from .live_sequence import LiveSequence

_MEMORY: Final = 50.0
_CLIP_SIGMA: Final = 3.0
_MIN_VARIANCE: Final = 1.0


@mypyc_attr(acyclic=True)  # nothing that it holds holds it: the collector need not look
class UsualSurprise:
    """Mean surprise of a session's steps, its spread over sessions, and that of single steps.

    Examples
    --------
    >>> usual = UsualSurprise()
    >>> for surprise in (1.0, 2.0, 1.0):
    ...     live = LiveSequence(0.0, 0.0)
    ...     live.move(0.0, 7, [], surprise)
    ...     usual.learn_session(live)
    >>> usual.n, round(usual.mean, 2), round(usual.sigma(4), 2)
    (3.0, 1.25, 0.73)
    """

    __slots__ = ("mean", "n", "of_steps", "spread")

    def __init__(
        self, n: float = 0.0, mean: float = 0.0, spread: float = 0.0, of_steps: float = 0.0
    ) -> None:
        self.n = n
        """Sessions this was learned from."""
        self.mean = mean
        self.spread = spread
        """Variance of the mean over sessions."""
        self.of_steps = of_steps
        """Variance of a step within its session."""

    def sigma(self, n_steps: int) -> float:
        """Spread of the mean of so many steps.

        A nat more or less in one step is never news, however regular the agent was so far.
        """
        return math.sqrt(self.spread + (self.of_steps + _MIN_VARIANCE) / n_steps)

    def learn_session(self, live: LiveSequence) -> None:
        """Take an ended session in; none moves the usual by more than three sigma allow."""
        if not live.n:
            return
        mean = live.total / live.n
        within = max(0.0, live.squares / live.n - mean * mean)
        self.n += 1.0
        if self.n == 1.0:
            self.mean, self.of_steps = mean, within
            return
        bound = _CLIP_SIGMA * self.sigma(live.n)
        off = min(bound, max(-bound, mean - self.mean))
        step = 1.0 / min(self.n + 1.0, _MEMORY)
        self.mean += step * off
        self.spread += step * (off * off - self.spread)
        self.of_steps += step * (min(within, bound * bound * live.n) - self.of_steps)

    def merge(self, other: "UsualSurprise") -> None:
        """Take another agent's in; how agents differ is part of the spread."""
        n = self.n + other.n
        if not other.n:
            return
        share, off = other.n / n, other.mean - self.mean
        self.spread += share * (other.spread - self.spread) + share * (1.0 - share) * off * off
        self.of_steps += share * (other.of_steps - self.of_steps)
        self.mean += share * off
        self.n = n

    def pack(self) -> list[float]:
        return [self.n, self.mean, self.spread, self.of_steps]
