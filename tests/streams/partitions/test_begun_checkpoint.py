"""A checkpoint holds what was known when it began, whatever comes while it is packed."""

from streams.checkpoints import decode_partition, decode_profile
from streams.events import ActionEvent, encode_event
from streams.partitions.begun_checkpoint import BegunCheckpoint, OutRecord
from streams.partitions.partition import Partition
from tests.streams.data_plane_run import new_partition
from tests.streams.partitions.test_partition import EVENT, record


def feed(partition: Partition, *agents: str) -> None:
    for agent in agents:
        offset = partition.next_offset
        event = ActionEvent(
            event_id=f"e{offset}", time=EVENT.time, agent_id=agent, tool="read_mail"
        )
        records = [record(encode_event(event), offset, f"default/{agent}".encode())]
        assert partition.apply(records, 0, 1) == 1


def all_of(checkpoint: BegunCheckpoint) -> list[OutRecord]:
    """Every record, packed in the smallest slices there are."""
    ticks = iter(range(1_000))
    records: list[OutRecord] = []
    while checkpoint.pack_for(0.5, lambda: float(next(ticks))):
        records += checkpoint.take_packed()
    records += checkpoint.take_packed()
    return sorted(records, key=lambda record: record[0] or b"")


def test_an_agent_that_goes_on_is_packed_as_it_was() -> None:
    partition, other = new_partition(), new_partition()
    for one in (partition, other):
        feed(one, "a", "b", "c")
    checkpoint = partition.begin_checkpoint()
    assert checkpoint.pack_for(0.5, iter([0.0, 1.0]).__next__)
    first = checkpoint.take_packed()
    assert [key for key, _, _ in first] == [b"default/a"]
    feed(partition, "a", "c", "c", "d")
    expected = other.checkpoint()
    assert [*first, *all_of(checkpoint)] == sorted(expected[:-1], key=lambda r: r[0] or b"")
    assert checkpoint.own_record == expected[-1]
    assert decode_partition(checkpoint.own_record[1]).offset == 3


def test_packing_is_told_of_all_agents_by_those_packed_in_slices() -> None:
    partition = new_partition()
    feed(partition, "a", "b", "c")
    checkpoint = partition.begin_checkpoint()
    feed(partition, "b")
    all_of(checkpoint)
    # A second of the clock each for a and c; b was packed in between, untimed.
    assert checkpoint.packing_s == 3.0


def test_what_came_meanwhile_is_in_the_next_one() -> None:
    partition = new_partition()
    feed(partition, "a", "b")
    all_of(partition.begin_checkpoint())
    feed(partition, "b", "c")
    partition.end_checkpoint()
    records = all_of(partition.begin_checkpoint())
    offsets = {key: decode_profile(value).last_offset for key, value, _ in records}
    assert offsets == {b"default/b": 2, b"default/c": 3}


def test_what_is_taken_back_is_in_the_next_one_too() -> None:
    """Once: both the failure and whoever drops the partitions may take it back."""
    partition = new_partition()
    feed(partition, "a", "b")
    partition.apply([record(b"not json", 2)], 0, 1)
    checkpoint = partition.begin_checkpoint()
    feed(partition, "b", "c")
    assert partition.last_touched("default/a") == 0
    assert partition.last_touched("default/b") == 3
    partition.take_back(checkpoint)
    partition.take_back(checkpoint)
    again = partition.begin_checkpoint()
    offsets = {key: offset for key, (offset, _) in again.touched.items()}
    assert offsets == {"default/a": 0, "default/b": 3, "default/c": 4}
    assert [letter.record.offset for letter in again.dead_letters] == [2]
