"""A checkpoint that is not whole is not used."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.checkpoints import (
    PARTITION_KEY,
    BadCheckpoint,
    PartitionState,
    ProfileState,
    decode_partition,
    decode_profile,
    encode_state,
)
from streams.restoration import Restoration, WrongHashKey
from streams.snapshot_pointer import SnapshotPointer
from tests.streams.memory_log import MemoryRecord

STATE = ProfileState(3, 41, "key", {"rate@1": b"\x01\x02", "volume@2": b""}, 1)


def record(key: bytes, state: ProfileState | PartitionState) -> MemoryRecord:
    return MemoryRecord("agent-profiles", 0, 0, 0, key, encode_state(state))


def test_a_partition_remembers_its_snapshot() -> None:
    state = PartitionState(2, 100, "key", SnapshotPointer(7, "00", 3, 1))
    assert decode_partition(encode_state(state)) == state


@given(st.binary(max_size=64))
def test_no_bytes_do_more_than_be_refused(value: bytes) -> None:
    with pytest.raises(BadCheckpoint):
        decode_profile(value)


@given(st.integers(0, 8 * len(encode_state(STATE)) - 1))
def test_a_flipped_bit_is_noticed(bit: int) -> None:
    value = bytearray(encode_state(STATE))
    value[bit // 8] ^= 1 << bit % 8
    try:
        assert decode_profile(bytes(value)) == STATE
    except BadCheckpoint:
        return


def test_the_highest_counts_and_not_the_last() -> None:
    restoration = Restoration("key")
    for epoch, offset in [(1, 50), (2, 10), (1, 60), (2, 12), (1, 99)]:
        restoration.add(record(b"t/a", ProfileState(epoch, offset, "key", {})))
    restoration.add(record(b"t/b", ProfileState(1, 5, "key", {})))
    assert {key: state.rank for key, state in restoration.agents()} == {
        "t/a": (2, 12),
        "t/b": (1, 5),
    }
    assert [key for key, _ in restoration.buried()] == [b"t/a"]
    assert restoration.epoch == 2


def test_the_partitions_own_record_is_no_agent() -> None:
    restoration = Restoration("key")
    restoration.add(record(PARTITION_KEY, PartitionState(4, 70, "key")))
    restoration.add(record(PARTITION_KEY, PartitionState(3, 90, "key")))
    assert restoration.partition == PartitionState(4, 70, "key")
    assert restoration.n_agents == 0


def test_an_unreadable_record_leaves_the_others_alone() -> None:
    restoration = Restoration("key")
    restoration.add(MemoryRecord("agent-profiles", 0, 0, 0, b"t/a", b"garbage"))
    restoration.add(record(b"t/b", ProfileState(1, 5, "key", {})))
    assert (restoration.n_unreadable, restoration.n_agents) == (1, 1)


def test_another_hash_key_is_refused() -> None:
    """Nothing in the profiles would be recognised: all would be new, and odd."""
    with pytest.raises(WrongHashKey, match="hash key must be other"):
        Restoration("key").add(record(b"t/a", ProfileState(1, 5, "other", {})))
