"""How many first touches met a known target, a related one, a new one."""

from math import log
from typing import Final

from mypy_extensions import mypyc_attr

KNOWN: Final = 0
RELATED: Final = 1
NEW: Final = 2
MAX_N: Final = 400
_BACK_OFF: Final = 4.0
# How often a spree meets each; fixed round figures, never fitted.
_KNOWN_IN_SPREE: Final = 0.25
_RELATED_IN_SPREE: Final = 0.15
_NEW_IN_SPREE: Final = 0.60


@mypyc_attr(acyclic=True)  # nothing that it holds holds it: the collector need not look
class TouchCounts:
    """Counts of three kinds, all halved when together they pass four hundred.

    Examples
    --------
    >>> counts = TouchCounts()
    >>> counts.add(KNOWN)
    >>> counts.add(NEW)
    >>> counts.pack(), counts.total()
    ([1, 0, 1], 2)
    """

    __slots__ = ("known", "new", "related")

    def __init__(self, known: int = 0, related: int = 0, new: int = 0) -> None:
        self.known = known
        self.related = related
        self.new = new

    def n_of(self, kind: int) -> int:
        if kind == KNOWN:
            return self.known
        return self.related if kind == RELATED else self.new

    def total(self) -> int:
        return self.known + self.related + self.new

    def add(self, kind: int) -> None:
        if kind == KNOWN:
            self.known += 1
        elif kind == RELATED:
            self.related += 1
        else:
            self.new += 1
        if self.total() > MAX_N:
            self.known //= 2
            self.related //= 2
            self.new //= 2

    def pack(self) -> list[int]:
        return [self.known, self.related, self.new]


def ratio_of(kind: int, usual: TouchCounts, of_tool: TouchCounts | None) -> float:
    """How much likelier this kind is in a spree than with this agent, in nats.

    Examples
    --------
    >>> round(ratio_of(NEW, TouchCounts(known=97), None), 2)
    4.09
    """
    if kind == NEW:
        return log(_NEW_IN_SPREE / _share(NEW, usual, of_tool))
    # What is less new than usual is no spree, however seldom it is.
    if kind == KNOWN:
        return min(0.0, log(_KNOWN_IN_SPREE / _share(KNOWN, usual, of_tool)))
    related = _share(RELATED, usual, of_tool)
    ratio = log(_RELATED_IN_SPREE / related)
    if ratio <= 0.0:
        return ratio
    at_least = related + _share(NEW, usual, of_tool)
    return min(ratio, log((_RELATED_IN_SPREE + _NEW_IN_SPREE) / at_least))


def _share(kind: int, usual: TouchCounts, of_tool: TouchCounts | None) -> float:
    """How usual this kind is: by the tool, backed off to all tools of the class."""
    share = (usual.n_of(kind) + 1.0) / (usual.total() + 3.0)
    if of_tool is None:
        return share
    return (of_tool.n_of(kind) + _BACK_OFF * share) / (of_tool.total() + _BACK_OFF)
