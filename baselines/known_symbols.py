"""What an agent touched, as few bytes: what follows from its neighbour is not written again."""

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from .binary import pack_all, unpack_all

if TYPE_CHECKING:
    # To whoever compiles it, an int of 64 bits, where the product of two hashes has room.
    from mypy_extensions import i64

MIX_A: Final = 0x9E37_79B1
MIX_B: Final = 0x85EB_CA77
BITS: Final = 0xFFFF_FFFF
CLASSES: Final = (MIX_A, 2 * MIX_A & BITS)
"""What a target's mixed hash is mixed with to be that of its class: read, and changed."""

_MAX_KINDS: Final = 63
# Codes; those of a touch and of a pair and its class are raised by twice the number of a kind.
_ALONE: Final = 0
_TOUCH: Final = 1
_PAIR: Final = 2
_N_PLACES: Final = 64
_LONG: Final = 15
"""Half a byte that stands for a code which takes more than one."""
_NO_HALF: Final = -1
_FROM_HEX: Final = bytes.maketrans(b"0123456789abcdef", bytes(range(16)))


def mix_target(target: "i64") -> "i64":
    """A target's hash, mixed; `Features` has it mixed once more with class and tool.

    Examples
    --------
    >>> mix_target(1) == MIX_B
    True
    """
    return (target * MIX_B & BITS) ^ (target >> 15)


def mix(a: "i64", b: "i64") -> "i64":
    """Two hashes as one of 32 bits, never 0.

    Examples
    --------
    >>> mix(1, 0) == MIX_A, mix(0, 0)
    (True, 1)
    """
    return ((a * MIX_A & BITS) ^ mix_target(b)) or 1


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
    # What a pair and its class differ in, to the number of this kind; and by that number, whether
    # its targets are of the class of changed ones.
    number: dict[int, int] = {}
    is_of_changed: list[bool] = []
    digits: list[int] = []
    longs: list[int] = []
    # As they are: compiled, a number would be made an object again.
    objects: list[Any] = symbols
    raw: list[Any] = []
    reading, changing = CLASSES
    i: i64 = 0
    last: i64 = len(symbols) - 1
    at: i64
    code: i64
    size: i64
    symbol: i64
    touch: i64
    target: i64
    mixed_with: i64
    kind: i64
    held: i64
    half: i64 = _NO_HALF
    # Kinds by their lowest bits, and their numbers: most often that tells without a look-up.
    kind_in = [0] * _N_PLACES
    at_in = [-1] * _N_PLACES
    while i < last:
        symbol, touch = symbols[i], symbols[i + 1]
        kind = symbol ^ touch
        place = kind & (_N_PLACES - 1)
        held, at = kind_in[place], at_in[place]
        if held != kind and at >= 0:
            at = number.get(kind, -1)
        code, size = _ALONE, 1
        if at >= 0:
            code, size = 2 * at + _PAIR, 2
        if i + 1 < last:
            target = symbols[i + 2]
            mixed_with = touch ^ (target * MIX_B & BITS) ^ (target >> 15)
            is_changed = mixed_with == changing
            if is_changed or mixed_with == reading:
                if at < 0 and len(number) < _MAX_KINDS:
                    at = number[kind] = len(number)
                    is_of_changed.append(is_changed)
                    kind_in[place], at_in[place] = kind, at
                if at >= 0 and is_of_changed[at] == is_changed:
                    code, size = 2 * at + _TOUCH, 3
        if code >= _LONG:
            longs.append(code)
            code = _LONG
        if half < 0:
            half = code
        else:
            digits.append(half << 4 | code)
            half = _NO_HALF
        i += size
        raw.append(objects[i - 1])
    if i == last:
        raw.append(objects[i])
        half = max(half, _ALONE)
    if half >= 0:
        digits.append(half << 4 | _ALONE)
    kinds = array("I", list(number))
    return [kinds, bytes(is_of_changed), bytes(digits), bytes(longs), pack_all("I", raw)]


def unpack_symbols(packed: Sequence[Any]) -> list[int]:
    """The symbols that `pack_symbols` packed."""
    kinds, targets_class, digits, long, raw = packed
    mixed_with, class_with = [0], [0]
    if len(targets_class) != len(kinds):
        raise ValueError(f"each of {len(kinds)} kinds must have a class; got {len(targets_class)}")
    kind: int
    for i, kind in enumerate(kinds):
        own = CLASSES[targets_class[i]]
        mixed_with.append(own ^ kind)
        mixed_with.append(kind)
        class_with.append(own)
        class_with.append(0)
    codes: bytes = digits.hex().encode().translate(_FROM_HEX)
    longs: bytes = long
    # An object, as most of them stay.
    given: Any
    symbols: list[Any] = []
    symbol: i64
    n_long = 0
    # An odd number of codes is filled up to whole bytes.
    for i, given in enumerate(unpack_all("I", raw)):
        code = codes[i]
        if code == _LONG:
            code = longs[n_long]
            n_long += 1
        if code:
            symbol = given
            if code & 1:
                symbol = (symbol * MIX_B & BITS) ^ (symbol >> 15)
                symbols.append(symbol ^ mixed_with[code])
                symbols.append(symbol ^ class_with[code])
            else:
                symbols.append(symbol ^ mixed_with[code])
        symbols.append(given)
    return symbols
