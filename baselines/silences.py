"""How long an agent is usually silent."""

from typing import Final

from .base import Baseline, Packed
from .features import Features

DAY_S: Final = 86_400.0


class SilencesBaseline(Baseline):
    """The longest pauses between two events of an agent, and its last event.

    The three longest are kept: what happened once may happen again, and one pause alone, such as
    a holiday, is no rhythm.

    Parameters
    ----------
    n_kept
        Pauses kept.

    Examples
    --------
    >>> baseline = SilencesBaseline()
    >>> for time in (0.0, 60.0, 86_400.0):
    ...     baseline.learn_one(Features(time=time))
    >>> baseline.longest, baseline.silent_s(172_800.0)
    ([86340.0, 60.0], 86400.0)
    """

    name = "silences"
    letter = "z"

    def __init__(self, n_kept: int = 3) -> None:
        self.n_kept = n_kept
        self.first: float | None = None
        self.last = 0.0
        self.longest: list[float] = []
        """Seconds, the longest first."""

    def silent_s(self, time: float) -> float:
        """How long the agent has been silent at this time, in seconds."""
        if self.first is None or time <= self.last:
            return 0.0
        return time - self.last

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        """Take one event in, whatever it weighs: the agent was there."""
        time, longest = x.time, self.longest
        if self.first is None:
            self.first = self.last = time
            return
        pause = time - self.last
        if pause <= 0.0:
            return
        self.last = time
        if len(longest) < self.n_kept or pause > longest[-1]:
            longest.append(pause)
            longest.sort(reverse=True)
            del longest[self.n_kept :]

    def merge_one(self, other: "SilencesBaseline") -> None:
        """How long others are silent says nothing: peers are never all silent."""

    def pack(self) -> Packed:
        return [self.first, self.last, list(self.longest)]

    def unpack(self, packed: Packed) -> None:
        self.first, self.last, longest = packed
        self.longest = list(longest)
