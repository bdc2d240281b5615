"""The form in which a River state travels: tags, limits, and what is rebuilt and not carried."""

from enum import IntEnum
from typing import Any, Final

FORMAT: Final = 1
MAX_DEPTH: Final = 100
MAX_BYTES: Final = 64 * 1024

# What a pipeline works out again from its steps when it is first asked.
REBUILT: Final[dict[str, dict[str, Any]]] = {
    "river.compose.pipeline:Pipeline": {
        "_plan": None,
        "_inference_transformers": (),
        "_last_step_cached": None,
        "_last_step_params": {},
    }
}


class Tag(IntEnum):
    """What a list in a packed state stands for; scalars and bytes stand for themselves.

    Examples
    --------
    >>> Tag(0).name
    'AGAIN'
    """

    AGAIN = 0
    """[index]: a container or object met before; states share parts."""
    TUPLE = 1
    LIST = 2
    SET = 3
    DEQUE = 4
    """[maxlen, item, ...]"""
    DICT = 5
    """[key, value, ...]; likewise the next two."""
    ORDERED = 6
    COUNTER = 7
    DEFAULT = 8
    """[factory, key, value, ...]"""
    OBJECT = 9
    """[shape, value, ...]; a shape is a class name and its attributes' names."""
    RANDOM = 10
    """[625 words as bytes, next Gaussian or None]"""
    ARRAY = 11
    """[dtype, shape, bytes]"""
    NUMBER = 12
    """[dtype, bytes]: one number of NumPy's."""
    BIG = 13
    """[hexadecimal]: an integer over 64 bits."""
    VECTOR = 14
    """[key, value, ...]: River's dictionary of numbers."""
    CLASS = 15
    """[class name]: only as a factory."""
    PARTIAL = 16
    """[factory, argument, ...]: only as a factory."""


FACTORIES: Final[dict[str, type]] = {
    kind.__name__: kind for kind in (bool, dict, float, int, list, set, str, tuple)
}
"""Builtin factories of a defaultdict, by name."""

DTYPE_KINDS: Final = frozenset("biuf")
