"""Where an agent belongs, and when it was last at work."""

from .base import Baseline, Packed
from .features import Features


class Membership(Baseline):
    """The cohort an agent last named, and the time of its first and last event.

    Examples
    --------
    >>> membership = Membership()
    >>> membership.see("mail", 60.0)
    >>> membership.cohort, membership.last, membership.n_events
    ('mail', 60.0, 1)
    """

    name = "membership"
    letter = "m"

    def __init__(self) -> None:
        self.cohort: str | None = None
        self.last: float | None = None
        self.n_events = 0

    def see(self, cohort: str | None, time: float) -> None:
        """Take one event's cohort and time in."""
        self.cohort = cohort
        if self.last is None or time > self.last:
            self.last = time
        self.n_events += 1

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        """Membership is told by `see`; features do not carry it."""

    def merge_one(self, other: "Membership") -> None:
        """Peers have no membership of their own: they are one."""

    def pack(self) -> Packed:
        return [self.cohort, self.last, self.n_events]

    def unpack(self, packed: Packed) -> None:
        self.cohort, self.last, self.n_events = packed
