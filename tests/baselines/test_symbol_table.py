"""Symbols that several baselines keep are written once, and come back where they were."""

from array import array

import msgspec
import pytest

from baselines.symbol_table import SymbolTable, restore_symbols


def restored(table: SymbolTable, shortened: msgspec.msgpack.Ext) -> object:
    return restore_symbols(table.symbols, shortened.code, memoryview(shortened.data))


def test_the_same_symbol_is_the_same_byte_in_every_array() -> None:
    table = SymbolTable()
    first, second = table.shorten(array("I", [9, 8])), table.shorten(array("I", [8, 7, 8]))
    assert (first.data, second.data) == (b"\0\1", b"\1\2\1")
    assert table.symbols == [9, 8, 7]
    assert restored(table, first) == array("I", [9, 8])
    assert restored(table, second) == array("I", [8, 7, 8])


def test_what_has_no_room_is_written_in_full_and_leaves_room_for_others() -> None:
    table = SymbolTable()
    many = table.shorten(array("I", range(257)))
    few = table.shorten(array("I", [2**32 - 1]))
    assert (len(bytes(many.data)), len(bytes(few.data))) == (4 * 257, 1)
    assert restored(table, many) == array("I", range(257))
    assert restored(table, few) == array("I", [2**32 - 1])


def test_a_full_table_holds_two_hundred_and_fifty_six() -> None:
    table = SymbolTable()
    last = [table.shorten(array("I", [n])) for n in range(256)][-1]
    assert restored(table, last) == array("I", [255])
    assert restored(table, table.shorten(array("I", [256]))) == array("I", [256])
    assert len(table.symbols) == 256


def test_what_a_newer_release_wrote_is_written_back_as_it_was() -> None:
    assert restore_symbols([], 99, memoryview(b"new")) == msgspec.msgpack.Ext(99, b"new")


@pytest.mark.parametrize("given", [array("f", [1.0]), object()])
def test_what_nobody_can_pack_is_refused(given: object) -> None:
    with pytest.raises(TypeError, match="type code I"):
        SymbolTable().shorten(given)
