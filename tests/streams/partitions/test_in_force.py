"""A snapshot counts from its place in the log on, in every partition alike."""

import pytest

from streams.partitions.partition import Partition
from streams.snapshot import Snapshot
from streams.snapshot_pointer import SnapshotPointer
from tests.streams.data_plane_run import new_partition
from tests.streams.partitions.test_partition import GOOD, pointer_to, record


def with_snapshot(version: int) -> tuple[Partition, Snapshot]:
    partition, snapshot = new_partition(), Snapshot(version=version)
    partition.snapshots.known = {snapshot.hash: snapshot}
    partition.apply([record(pointer_to(snapshot), key=None)], 0, 1)
    return partition, snapshot


def test_a_snapshot_counts_from_its_pointer_on() -> None:
    partition, snapshot = with_snapshot(7)
    assert partition.monitor.snapshot is snapshot
    assert partition.state().pointer == SnapshotPointer(7, snapshot.hash, 0, 1)


def test_a_snapshot_that_is_not_there_holds_what_follows_back() -> None:
    partition, snapshot = new_partition(), Snapshot(version=7)
    records = [record(GOOD), record(pointer_to(snapshot), 1, None), record(GOOD, 2)]
    assert partition.apply(records, 0, 3) == 1
    assert partition.snapshots.awaited is not None
    assert partition.next_offset == 1


@pytest.mark.parametrize(("version", "n_notices"), [(7, 1), (6, 1), (8, 0)])
def test_a_snapshot_that_is_not_newer_is_ignored_and_told_of(version: int, n_notices: int) -> None:
    partition, _ = with_snapshot(7)
    other = Snapshot(version=version, time=1.0)
    partition.snapshots.known = {other.hash: other}
    partition.apply([record(pointer_to(other), 1, None)], 0, 1)
    assert len(partition.raised.notices) == n_notices
    assert partition.monitor.snapshot.version == max(7, version)


def test_the_same_pointer_again_is_nothing_to_tell_of() -> None:
    """A builder that died between its pointers writes all of them again."""
    partition, snapshot = with_snapshot(7)
    partition.apply([record(pointer_to(snapshot), 1, None)], 0, 1)
    assert partition.raised.notices == []
    assert partition.raised.dead_letters == []


def test_a_snapshot_that_nobody_has_any_more_is_skipped_and_told_of() -> None:
    partition, snapshot = with_snapshot(7)
    lost = Snapshot(version=8)
    partition.snapshots.lost = {lost.hash: "was deleted"}
    records = [record(pointer_to(lost), 1, None), record(GOOD, 2)]
    assert partition.apply(records, 0, 2) == 2
    assert partition.monitor.snapshot is snapshot
    assert [letter.stage for letter in partition.raised.dead_letters] == ["snapshot"]
    assert partition.raised.notices == [
        "snapshot 8 was deleted; it is skipped and 7 stays in force"
    ]
    assert partition.snapshots.n_lost == 1


def test_a_partition_whose_snapshot_is_lost_goes_on_without_one() -> None:
    partition, _ = with_snapshot(7)
    partition.snapshots.go_without()
    assert partition.state().pointer is None
    assert partition.snapshots.n_lost == 1
