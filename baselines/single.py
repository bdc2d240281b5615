"""Single precision, in which figures are kept: as they come back when they were packed."""

from math import inf
from typing import Final

_SPLIT: Final = 2.0**29 + 1.0
_LEAST: Final = 2.0**-126
"""From here on a number has all the 24 bits that single precision holds."""
_MOST: Final = (2.0 - 2.0**-24) * 2.0**127
"""What is nearer to infinity than to any number that single precision holds."""
_ULP: Final = 1.5 * 2.0**-97
"""A number this large is a multiple of what single precision tells apart below `_LEAST`."""


def single(x: float) -> float:
    """The number nearest to this one that single precision holds: what `array("f")` makes of it.

    Seven digits of a count or a size are more than anybody asks, and take half the bytes. They are
    rounded when they are learned, not when they are packed: who was restarted then says the same.

    Examples
    --------
    >>> single(0.1), single(0.5), single(1e-50), single(1e39)
    (0.10000000149011612, 0.5, 0.0, inf)

    References
    ----------
    Veltkamp's splitting (Dekker 1971), without the detour over bytes, which costs ten times as much
    where this is compiled.
    """
    if _LEAST <= x < _MOST:
        c = x * _SPLIT
        return c - (c - x)
    if x < 0.0:
        return -single(-x)
    if x >= _MOST:
        return inf
    # Nothing stays what it is, with its sign, and so does what is no number.
    return (x + _ULP) - _ULP if x > 0.0 else x
