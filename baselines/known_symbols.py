"""What an agent touched, as few bytes: what follows from its neighbour is not written again."""

from array import array
from collections.abc import Iterable
from typing import Any, Final

from .binary import pack_all, unpack_all

MIX_A: Final = 0x9E37_79B1
MIX_B: Final = 0x85EB_CA77
BITS: Final = 0xFFFF_FFFF
CLASSES: Final = (MIX_A, 2 * MIX_A & BITS)
"""What a target's mixed hash is mixed with to be that of its class: read, and changed."""

_MAX_KINDS: Final = 63
_ALONE: Final = 0
_TOUCH: Final = 1
_PAIR: Final = 2
"""Codes; those of a touch and of a pair and its class are raised by twice the number of a kind."""
_LONG: Final = 15
"""Half a byte that stands for a code which takes more than one."""
_HEX: Final = "0123456789abcdef"
_FROM_HEX: Final = bytes.maketrans(_HEX.encode(), bytes(range(16)))


def mix_target(target: int) -> int:
    """A target's hash, mixed; `Features` has it mixed once more with class and tool.

    Examples
    --------
    >>> mix_target(1) == MIX_B
    True
    """
    return ((target * MIX_B) ^ (target >> 15)) & BITS


def pack_symbols(symbols: list[int]) -> list[Any]:
    """What is common to touches, and bytes of symbols in their order; nothing is lost.

    A touch leaves three symbols in a row: its pair, its target's class and its target. The last
    tells the second but for one bit, and the second the first but for the tool and class, of which
    an agent has few. So half a byte and the target stand for three hashes.

    Examples
    --------
    >>> target, tool = 0x1234_5678, 0x0BAD_CAFE
    >>> touch = mix_target(target) ^ CLASSES[1]
    >>> symbols = [9, touch ^ tool, touch, target]
    >>> packed = pack_symbols(symbols)
    >>> [len(part) for part in packed], unpack_symbols(packed) == symbols
    ([1, 1, 1, 0, 8], True)
    """
    number: dict[int, int] = {}
    targets_class = bytearray()
    codes: list[int] = []
    raw: list[int] = []
    reading, changing = CLASSES
    i, n = 0, len(symbols)
    padded = [*symbols, -1, -1]
    while i < n:
        symbol, touch, target = padded[i], padded[i + 1], padded[i + 2]
        if touch < 0:
            codes.append(_ALONE)
            raw.append(symbol)
            break
        by_target = touch ^ (target * MIX_B & BITS) ^ (target >> 15)
        at = number.get(symbol ^ touch)
        if by_target in (changing, reading):
            if at is None and len(number) < _MAX_KINDS:
                at = number[symbol ^ touch] = len(number)
                targets_class.append(by_target == changing)
            if at is not None and CLASSES[targets_class[at]] == by_target:
                codes.append(2 * at + _TOUCH)
                raw.append(target)
                i += 3
                continue
        if at is None:
            codes.append(_ALONE)
            raw.append(symbol)
            i += 1
        else:
            codes.append(2 * at + _PAIR)
            raw.append(touch)
            i += 2
    short = "".join([_HEX[min(code, _LONG)] for code in codes])
    long = bytes([code for code in codes if code >= _LONG])
    digits = bytes.fromhex(short + "0" * (len(short) % 2))
    return [array("I", number), bytes(targets_class), digits, long, pack_all("I", raw)]


def unpack_symbols(packed: Iterable[Any]) -> list[int]:
    """The symbols that `pack_symbols` packed."""
    kinds, targets_class, digits, long, raw = packed
    mixed_with, class_with = [0], [0]
    for own, kind in zip([CLASSES[i] for i in targets_class], kinds, strict=True):
        mixed_with += (own ^ kind, kind)
        class_with += (own, 0)
    codes: Iterable[int] = digits.hex().encode().translate(_FROM_HEX)
    if long:
        longs = iter(long)
        codes = [next(longs) if code == _LONG else code for code in codes]
    symbols: list[int] = []
    # An odd number of codes is filled up to whole bytes.
    for code, symbol in zip(codes, unpack_all("I", raw), strict=False):
        if code & 1:
            mixed = (symbol * MIX_B & BITS) ^ (symbol >> 15)
            symbols += (mixed ^ mixed_with[code], mixed ^ class_with[code], symbol)
        elif code:
            symbols += (symbol ^ mixed_with[code], symbol)
        else:
            symbols.append(symbol)
    return symbols
