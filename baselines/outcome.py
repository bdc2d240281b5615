"""How an agent's calls end."""

import math
from typing import Final

from .base import Baseline, Packed
from .features import Features

_RETRY: Final = 0.25
"""What one more try of a call that failed adds to a run of failures: it fails for the same reason.
One that was denied is no such try: who goes on is probing."""


class OutcomeBaseline(Baseline):
    """Failed and denied calls against all, fading by the clock, and the present run of failures.

    Parameters
    ----------
    memory_s
        Time after which a call counts a third, in seconds.

    Examples
    --------
    >>> baseline = OutcomeBaseline()
    >>> for outcome in ("success", "failure", "denied"):
    ...     baseline.learn_one(Features(time=0.0, outcome=outcome))
    >>> baseline.n_failed, baseline.n_calls, baseline.run
    (2.0, 3.0, 2.0)
    """

    name = "outcome"
    letter = "u"

    def __init__(self, memory_s: float = 604_800.0) -> None:
        self.memory_s = memory_s
        self.n_failed = 0.0
        self.n_calls = 0.0
        self.run = 0.0
        """Failures since the last success, retries being worth a quarter."""
        self._last = 0.0

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        outcome = x.outcome
        if outcome == "unknown":
            return
        time = x.time
        elapsed = time - self._last
        if elapsed > 0.0:
            keep = math.exp(-elapsed / self.memory_s)
            self.n_failed *= keep
            self.n_calls *= keep
            self._last = time
        self.n_calls += weight
        if outcome == "success":
            self.run = 0.0
        else:
            self.n_failed += weight
            self.run += run_step(x)

    def reinstate(self) -> None:
        self.run = 0.0

    def merge_one(self, other: "OutcomeBaseline") -> None:
        self.n_failed += other.n_failed
        self.n_calls += other.n_calls
        self._last = max(self._last, other._last)

    def pack(self) -> Packed:
        return [self.n_failed, self.n_calls, self.run, self._last]

    def unpack(self, packed: Packed) -> None:
        self.n_failed, self.n_calls, self.run, self._last = packed


def run_step(x: Features) -> float:
    """What a call that failed, or was denied, adds to a run of failures.

    Examples
    --------
    >>> x = Features(time=0.0, outcome="failure")
    >>> run_step(x), run_step(x.replace(is_retry=True))
    (1.0, 0.25)
    """
    return _RETRY if x.is_retry and x.outcome == "failure" else 1.0
