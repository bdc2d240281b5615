"""Numbers as fixed-width bytes, the same on every machine."""

import struct
from collections.abc import Collection, Sequence
from typing import Any, Final

_IS_SET: Final = b"0" + b"1" * 255
"""Digit by byte: whether it is more than 0."""
_SPREAD: Final = [
    b"".join([b"%c" if bits >> 7 - i & 1 else b"\0" for i in range(8)]) for bits in range(256)
]
"""By eight such bits, what the bytes that are more than 0 are filled in to."""
_SIZES: Final = {"H": 2, "I": 4, "Q": 8, "f": 4, "d": 8}
"""Bytes of a number, by its type code."""


def pack_all(code: str, numbers: Collection[float]) -> bytes:
    r"""Numbers of one type code of `struct`, little-endian.

    Examples
    --------
    >>> pack_all("H", [1, 258])
    b'\x01\x00\x02\x01'
    """
    return struct.pack(f"<{len(numbers)}{code}", *numbers)


def unpack_all(code: str, packed: bytes) -> tuple[Any, ...]:
    """What `pack_all` packed.

    Examples
    --------
    >>> unpack_all("H", pack_all("H", [1, 258]))
    (1, 258)
    """
    return struct.unpack(f"<{len(packed) // _SIZES[code]}{code}", packed)


def pack_counts(counts: Sequence[int]) -> list[Any]:
    r"""Whole numbers of which many are 0, and most are below 256.

    Examples
    --------
    >>> pack_counts([0, 0, 0, 7])
    ['B', b'\x01\x00\x11\x07']
    >>> unpack_counts(pack_counts([0, 300]))
    [0, 300]
    """
    try:
        return ["B", squeeze(bytes(counts))]
    except ValueError:  # A peer group has more of something.
        return ["Q", squeeze(pack_all("Q", counts))]


def unpack_counts(packed: list[Any]) -> list[int]:
    """What `pack_counts` packed."""
    code, squeezed = packed
    counts = unsqueeze(squeezed)
    return list(counts) if code == "B" else list(unpack_all(code, counts))


def squeeze(given: bytes) -> bytes:
    r"""Bytes of which many are 0, as a bit each and those that are not 0.

    First comes the number of the bytes with these bits, which begin with a set one.

    Examples
    --------
    >>> squeeze(b"\7\0\0\0\0\0\0\0\1")
    b'\x02\x00\x03\x01\x07\x01'
    >>> unsqueeze(b"\2\0\3\1\7\1")
    b'\x07\x00\x00\x00\x00\x00\x00\x00\x01'
    """
    size = len(given) // 8 + 1
    bits = int(b"1" + given.translate(_IS_SET), 2)
    head = size.to_bytes(2, "little") + bits.to_bytes(size, "big")
    return head + given.translate(None, b"\0")


def unsqueeze(packed: bytes) -> bytes:
    """The bytes that `squeeze` made these of."""
    end = 2 + int.from_bytes(packed[:2], "little")
    first = packed[2]
    n = first.bit_length() - 1
    spread = [_SPREAD[first ^ 1 << n][8 - n :]]
    spread += [_SPREAD[bits] for bits in packed[3:end]]
    return b"".join(spread) % tuple(packed[end:])
