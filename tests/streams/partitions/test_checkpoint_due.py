"""A checkpoint is due by time, records, agents or dead letters."""

import pytest

from streams.partitions.checkpoint_due import CheckpointDue
from tests.streams.data_plane_run import new_partition
from tests.streams.partitions.test_begun_checkpoint import feed
from tests.streams.partitions.test_partition import record


def test_due_after_some_time_if_there_is_anything_to_write() -> None:
    now = [0.0]
    due = CheckpointDue(after_s=2.0, clock=lambda: now[0])
    now[0] = 2.0
    assert not due.is_due([])
    assert due.is_due([], is_blocked=True)
    due.count(1)
    assert due.is_due([])
    due.begin()
    due.count(1)
    now[0] = 3.9
    assert not due.is_due([])
    now[0] = 4.0
    assert due.is_due([])


def test_agents_of_all_partitions_count_together() -> None:
    due = CheckpointDue(n_agents=3)
    one, other = new_partition(0), new_partition(1)
    feed(one, "a", "b", "a")
    feed(other, "c")
    due.count(4)
    assert not due.is_due([one])
    assert due.is_due([one, other])


def test_dead_letters_do_not_pile_up_in_memory() -> None:
    due = CheckpointDue(n_dead_letters=2)
    partition = new_partition()
    for offset in range(2):
        assert not due.is_due([partition])
        partition.apply([record(b"not json", offset)], 0, 1)
        due.count(1)
    assert due.is_due([partition])


@pytest.mark.parametrize(("packing_s", "due_at"), [(0.01, 2.0), (0.2, 4.0), (9.0, 6.0)])
def test_packing_takes_a_twentieth_of_the_time_until_too_much_would_be_scored_again(
    packing_s: float, due_at: float
) -> None:
    now = [0.0]
    due = CheckpointDue(after_s=2.0, most_s=6.0, clock=lambda: now[0])
    due.cost(packing_s)
    due.count(1)
    now[0] = due_at - 0.1
    assert not due.is_due([])
    now[0] = due_at
    assert due.is_due([])
