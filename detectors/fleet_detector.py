"""The contract of a detector that compares agents with each other, as things happen."""

import inspect
from typing import Any, ClassVar

from .score import Score


class FleetDetector:
    """Judges what several agents have in common: the second stage, run once for the whole fleet.

    Like any detector it keeps no state and starts in `shadow`: counted, without an alert. What it
    judges comes from `agent-firsts` and `agent-alerts`, which the control plane folds; `replay`
    folds the same, in the same core.
    """

    name: ClassVar[str]
    stream: ClassVar[str] = "fleet"
    hypothesis: ClassVar[str]
    """What has happened if it is right, in one sentence."""
    misses: ClassVar[str]
    """What it cannot see, and who does."""
    runbook: ClassVar[str]
    """Two or three steps for whoever is woken up by it."""

    def score(self, n: int, among: float) -> Score | None:
        """Score one more than `n`, or `n` at once, among so many; `None` abstains."""
        raise NotImplementedError

    def is_odd(self, score: Score) -> bool:
        """Whether a score is worth an alert."""
        raise NotImplementedError

    def reason(self, score: Score) -> str:
        """The sentence a person reads; who it is about stands before it."""
        raise NotImplementedError

    @property
    def parameters(self) -> dict[str, Any]:
        """Parameters by name, as given to `__init__`."""
        return {name: getattr(self, name) for name in inspect.signature(type(self)).parameters}
