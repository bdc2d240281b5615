"""Numbers come back as they were, in the same bytes on every machine."""

from baselines.binary import pack_all, pack_counts, unpack_all, unpack_counts


def test_the_lowest_byte_comes_first() -> None:
    assert pack_all("I", [1, 0x0403_0201]) == b"\x01\0\0\0\x01\x02\x03\x04"
    assert list(unpack_all("I", b"\x01\0\0\0\x01\x02\x03\x04")) == [1, 0x0403_0201]


def test_nothing_packs_to_nothing() -> None:
    assert list(unpack_all("d", pack_all("d", []))) == []


def test_counts_beyond_a_byte_come_back() -> None:
    for counts in ([], [0, 0, 255], [0, 256, 10**12]):
        assert unpack_counts(pack_counts(counts)) == counts
