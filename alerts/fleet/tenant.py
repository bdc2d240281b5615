"""What one tenant's agents ever did, in numbers."""

import msgspec

from .groups import Groups


class Tenant(msgspec.Struct):
    """Counts of one tenant: chances by kind, how often it was odd, and recent deviations."""

    since: float
    """Time of the first record."""
    n: dict[str, int] = {}
    """By kind, what could have been shared or swapped: symbols, or agents that have one."""
    n_odd: dict[str, int] = {}
    """By detector, how often it was."""
    groups: Groups = msgspec.field(default_factory=Groups)

    def count(self, kind: str) -> None:
        """One chance more."""
        self.n[kind] = self.n.get(kind, 0) + 1

    def count_odd(self, detector: str) -> int:
        """One more that was shared or swapped; return how many there were before."""
        before = self.n_odd.get(detector, 0)
        self.n_odd[detector] = before + 1
        return before

    @property
    def n_agents(self) -> int:
        """Agents known, by the kind that most of them name."""
        return max(self.n.values(), default=0)
