"""What servers have declared of their tools to this agent."""

from .base import Baseline, Packed
from .features import Features


class DeclarationsBaseline(Baseline):
    """The last declaration of each tool; the tools unused for longest go first.

    Parameters
    ----------
    max_known
        Tools kept for one agent.

    Examples
    --------
    >>> baseline = DeclarationsBaseline()
    >>> baseline.learn_one(Features(time=0.0, declarer=7, declared=2))
    >>> baseline.learn_one(Features(time=1.0))
    >>> baseline.known
    {7: 2}
    """

    name = "declarations"
    letter = "f"

    def __init__(self, max_known: int = 64) -> None:
        self.max_known = max_known
        self.known: dict[int, int] = {}
        self._is_changed = False

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        """Take a declaration in, odd or not: a server that changes it once changed it once."""
        declared = x.declared
        if not declared:
            return
        declarer = x.declarer
        before = self.known.pop(declarer, declared)
        self._is_changed = before != declared
        self.known[declarer] = declared
        if len(self.known) > self.max_known:
            del self.known[next(iter(self.known))]

    def take_change(self) -> bool:
        """Whether the last declaration was another one than before; told once, and not packed."""
        is_changed, self._is_changed = self._is_changed, False
        return is_changed

    def merge_one(self, other: "DeclarationsBaseline") -> None:
        """A server may tell each agent something else: peers have no declarations."""

    def pack(self) -> Packed:
        return [list(self.known), list(self.known.values())]

    def unpack(self, packed: Packed) -> None:
        self._is_changed = False
        self.known = dict(zip(packed[0], packed[1], strict=True))
