"""Symbols that several baselines of one agent keep, such as its tools, written once."""

from array import array
from typing import Any, Final

from msgspec.msgpack import Ext

from .binary import pack_all, unpack_all

_IN_TABLE: Final = 1
_IN_FULL: Final = 2
_MOST: Final = 256
"""Symbols of a table: one byte tells which of them is meant."""


class SymbolTable:
    r"""Gives arrays of symbols (type code `I`) a byte a symbol, and keeps what these stand for.

    Arrays that it has no room for, as those of peers with hundreds of tools, are written in full.

    Examples
    --------
    >>> table = SymbolTable()
    >>> [table.shorten(array("I", tools)).data for tools in ([70, 80], [80])]
    [b'\x00\x01', b'\x01']
    >>> restore_symbols(table.symbols, 1, memoryview(b"\x01"))
    array('I', [80])
    """

    __slots__ = ("_places",)

    def __init__(self) -> None:
        # Compiled, an `int` would be taken out of its object for nothing, and put into another.
        self._places: dict[Any, Any] = {}

    @property
    def symbols(self) -> list[int]:
        """What was found in arrays so far, each once, in order."""
        return list(self._places)

    def shorten(self, given: object) -> Ext:
        """What stands for an array of symbols; raises `TypeError` for anything else."""
        if not isinstance(given, array) or given.typecode != "I":
            raise TypeError(
                "a packed state must be of numbers, strings, bytes, lists, maps, and arrays of "
                f"type code I; got {given!r}"
            )
        places = self._places
        symbols: list[Any] = given.tolist()
        told: list[Any] = []
        has_room = len(places) + len(symbols) <= _MOST
        for symbol in symbols:
            place = places.get(symbol)
            if place is None:
                if not has_room:
                    return Ext(_IN_FULL, pack_all("I", symbols))
                place = places[symbol] = len(places)
            told.append(place)
        return Ext(_IN_TABLE, bytes(told))


def restore_symbols(symbols: list[Any], code: int, data: memoryview) -> Any:
    """The array that `SymbolTable.shorten` wrote so; what it did not write is left as it is."""
    if code == _IN_TABLE:
        return array("I", [symbols[place] for place in bytes(data)])
    if code == _IN_FULL:
        return array("I", unpack_all("I", bytes(data)))
    return Ext(code, bytes(data))
