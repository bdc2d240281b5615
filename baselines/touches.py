"""First touches of a session, to and from a packed profile."""

from array import array

from .base import Packed
from .binary import pack_all, unpack_all
from .touch import Touch


def pack_touches(touched: dict[int, Touch]) -> Packed:
    """Pairs and their touches, in their order.

    What a pair and its target's class differ in is the same for all touches by one tool, so it is
    one of the symbols that stand in a profile once.

    Examples
    --------
    >>> touched = {9: Touch(2, 7, 5, 6, 8, 4), 10: Touch(0, 0, 5, 0, 0, 0)}
    >>> again = unpack_touches(pack_touches(touched))
    >>> list(again), again[9].level, again[10].tool
    ([9, 10], 7, 5)
    """
    if not touched:
        return []
    touches = list(touched.values())
    classes = [touch.class_target for touch in touches]
    kinds = [pair ^ touch.class_target for pair, touch in touched.items()]
    aims = [touch.target for touch in touches] + classes + [touch.prefix for touch in touches]
    return [
        bytes([touch.verb for touch in touches]),
        bytes([touch.level for touch in touches]),
        array("I", [touch.tool for touch in touches]),
        array("I", kinds),
        pack_all("I", aims),
    ]


def unpack_touches(packed: Packed) -> dict[int, Touch]:
    """The touches that `pack_touches` packed."""
    if not packed:
        return {}
    verbs, levels, tools, kinds, aims = packed
    n, symbols = len(verbs), unpack_all("I", aims)
    touched: dict[int, Touch] = {}
    for i in range(n):
        target, class_target, family = symbols[i], symbols[n + i], symbols[2 * n + i]
        touch = Touch(verbs[i], levels[i], tools[i], target, class_target, family)
        touched[kinds[i] ^ class_target] = touch
    return touched
