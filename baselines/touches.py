"""First touches of a session, to and from a packed profile."""

from array import array
from operator import xor

from .base import Packed
from .binary import pack_all, unpack_all

Touch = tuple[int, int, int, int, int, int]
"""Verb class, level, tool, target, class of the target, and family of a first touch."""


def pack_touches(touched: dict[int, Touch]) -> Packed:
    """Pairs and their touches, in their order.

    What a pair and its target's class differ in is the same for all touches by one tool, so it is
    one of the symbols that stand in a profile once.

    Examples
    --------
    >>> touched = {9: (2, 7, 5, 6, 8, 4), 10: (0, 0, 5, 0, 0, 0)}
    >>> unpack_touches(pack_touches(touched)) == touched
    True
    """
    if not touched:
        return []
    verbs, levels, tools, targets, classes, families = zip(*touched.values(), strict=True)
    kinds = array("I", list(map(xor, touched, classes)))
    what = [bytes(verbs), bytes(levels), array("I", tools), kinds]
    return [*what, pack_all("I", (*targets, *classes, *families))]


def unpack_touches(packed: Packed) -> dict[int, Touch]:
    """The touches that `pack_touches` packed."""
    if not packed:
        return {}
    verbs, levels, tools, kinds, aims = packed
    n, symbols = len(verbs), unpack_all("I", aims).tolist()
    targets, classes, families = symbols[:n], symbols[n : 2 * n], symbols[2 * n :]
    touches = zip(verbs, levels, tools, targets, classes, families, strict=True)
    return dict(zip(map(xor, kinds, classes), touches, strict=True))
