"""Content that a pointer names is found, waited for, or given up for a stated reason."""

import hashlib

import pytest

from streams.snapshot import Snapshot
from streams.snapshot_pointer import SnapshotPointer
from streams.snapshots.reader import SnapshotReader
from streams.topics import ACTIONS, PROFILES, SNAPSHOTS, dlq
from tests.streams.data_plane_run import copy_of_history, drain, new_loop, write_snapshot
from tests.streams.memory_log import MemoryBroker, MemoryLog

SNAPSHOT = Snapshot(version=7, time=25_200.0)
POINTER = SnapshotPointer(7, SNAPSHOT.hash, 0, 1)


@pytest.fixture
def now() -> list[float]:
    """Return the clock's time, to be changed."""
    return [100.0]


@pytest.fixture
def broker() -> MemoryBroker:
    return MemoryBroker()


@pytest.fixture
def reader(broker: MemoryBroker, now: list[float]) -> SnapshotReader:
    return SnapshotReader(MemoryLog(broker).read, wait_s=30.0, clock=lambda: now[0])


async def test_content_that_comes_late_is_found(
    broker: MemoryBroker, reader: SnapshotReader, now: list[float]
) -> None:
    assert await reader.fetch(POINTER) is None
    now[0] += 29.0
    assert await reader.fetch(POINTER) is None
    broker.append(SNAPSHOTS, 0, POINTER.chunk_key(0), SNAPSHOT.pack())
    found = await reader.fetch(POINTER)
    assert found is not None
    assert (found.version, reader.lost) == (7, {})


async def test_content_that_does_not_come_is_given_up(
    reader: SnapshotReader, now: list[float]
) -> None:
    await reader.fetch(POINTER)
    now[0] += 30.0
    assert await reader.fetch(POINTER) is None
    assert reader.lost == {
        SNAPSHOT.hash: "is not in agent-snapshots from offset 0 on, also after 30 s"
    }


async def test_content_behind_which_newer_versions_stand_is_not_waited_for(
    broker: MemoryBroker, reader: SnapshotReader
) -> None:
    newer = Snapshot(version=8)
    broker.append(SNAPSHOTS, 0, POINTER.chunk_key(0), None)
    broker.append(SNAPSHOTS, 0, SnapshotPointer(8, newer.hash, 0, 1).chunk_key(0), newer.pack())
    assert await reader.fetch(POINTER) is None
    assert "where newer ones are" in reader.lost[SNAPSHOT.hash]


async def test_content_of_a_form_unknown_here_is_given_up(
    broker: MemoryBroker, reader: SnapshotReader
) -> None:
    value = b"\x93\x01\x02\x03"
    pointer = SnapshotPointer(7, hashlib.sha256(value).hexdigest(), 0, 1)
    broker.append(SNAPSHOTS, 0, pointer.chunk_key(0), value)
    assert await reader.fetch(pointer) is None
    assert "cannot be read by this version" in reader.lost[pointer.hash]


async def test_a_worker_goes_on_past_a_snapshot_that_is_lost_and_says_so(
    now: list[float],
) -> None:
    """A pointer whose content is gone would else hold the partition back for ever."""
    broker, _ = copy_of_history()
    write_snapshot(broker, Snapshot(version=10**6), is_content_there=False)
    log = MemoryLog(broker)
    loop = new_loop(log, clock=lambda: now[0])
    await loop.on_assigned([0, 1])
    for _ in range(60):
        await loop.step()
    assert log.paused == {0, 1}
    assert loop.lag == 2
    in_force = loop.partitions[0].monitor.snapshot.version
    now[0] += 31.0
    await drain(loop, log)
    assert [dict(r.headers)["stage"] for r in broker.topics[dlq(ACTIONS), 0]] == [b"snapshot"] * 2
    assert loop.counts["lost_snapshots"] == 2
    again = new_loop(MemoryLog(broker), clock=lambda: now[0])
    await again.on_assigned([0, 1])
    await again.step()
    assert again.partitions[0].monitor.snapshot.version == in_force


async def test_a_worker_restarts_although_the_snapshot_in_force_is_lost(now: list[float]) -> None:
    """It compares with nobody, until the next pointer."""
    broker, _ = copy_of_history()
    log = MemoryLog(broker)
    await drain(new_loop(log), log)
    broker.topics[SNAPSHOTS, 0].clear()
    loop = new_loop(MemoryLog(broker), clock=lambda: now[0])
    await loop.on_assigned([0, 1])
    await loop.step()
    assert loop.partitions == {}, "it may still come"
    now[0] += 31.0
    for _ in range(3):
        await loop.step()
    assert {p.monitor.snapshot.version for p in loop.partitions.values()} == {0}
    write_snapshot(broker, SNAPSHOT)
    await loop.step()
    assert {p.monitor.snapshot.version for p in loop.partitions.values()} == {7}
    assert broker.topics[PROFILES, 0]
