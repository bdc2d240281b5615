"""Numbers as fixed-width bytes, the same on every machine."""

import sys
from array import array
from collections.abc import Iterable
from typing import Any

_IS_SWAPPED = sys.byteorder == "big"


def pack_all(code: str, numbers: Iterable[float]) -> bytes:
    r"""Numbers of one `array` type code, little-endian.

    Examples
    --------
    >>> pack_all("H", [1, 258])
    b'\x01\x00\x02\x01'
    """
    # From a list, whose length is known, it is made at once.
    packed = array(code, list(numbers))
    if _IS_SWAPPED:
        packed.byteswap()
    return packed.tobytes()


def pack_rows(code: str, rows: "Iterable[array[Any]]") -> bytes:
    r"""Arrays of one type code, one after another, little-endian.

    Examples
    --------
    >>> pack_rows("H", [array("H", [1]), array("H", [258])])
    b'\x01\x00\x02\x01'
    """
    packed = b"".join(rows)
    if not _IS_SWAPPED:
        return packed
    numbers = array(code, packed)
    numbers.byteswap()
    return numbers.tobytes()


def unpack_all(code: str, packed: bytes) -> "array[Any]":
    """What `pack_all` packed.

    Examples
    --------
    >>> list(unpack_all("H", pack_all("H", [1, 258])))
    [1, 258]
    """
    numbers = array(code)
    numbers.frombytes(packed)
    if _IS_SWAPPED:
        numbers.byteswap()
    return numbers
