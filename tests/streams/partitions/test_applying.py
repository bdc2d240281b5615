"""A long batch keeps nobody waiting, and what it raises does not wait for its end."""

import asyncio

from streams.partitions.applying import Applying
from streams.partitions.checkpointer import Checkpointer
from streams.partitions.partition import Partition
from streams.snapshots.reader import SnapshotReader
from streams.topics import ACTIONS, ALERTS, STOP_REQUESTS
from tests.streams.data_plane_run import KEYS, copy_of_history, new_partition
from tests.streams.memory_log import MemoryBroker, MemoryLog, MemoryRecord


class Run:
    """One partition of the history, applied as one batch."""

    def __init__(self) -> None:
        self.broker: MemoryBroker = copy_of_history()[0]
        self.records: list[MemoryRecord] = list(self.broker.topics[ACTIONS, 0])
        self.partition: Partition = new_partition()
        self.counts = dict.fromkeys(
            ("records", "alerts", "stop_requests", "notices", "lost_snapshots"), 0
        )
        self.is_ours = True
        log = MemoryLog(self.broker)
        snapshots = SnapshotReader(log.read)
        self.partition.snapshots.known = snapshots.known
        self._applying = Applying(log, Checkpointer(log, KEYS, 10.0), snapshots, self.counts)

    async def apply(self) -> int:
        return await self._applying.apply(self.partition, self.records, lambda: self.is_ours)

    @property
    def n_sent(self) -> int:
        return len(self.broker.topics[ALERTS, 0]) + len(self.broker.topics[STOP_REQUESTS, 0])


async def test_what_is_raised_is_sent_before_the_batch_is_over() -> None:
    run = Run()
    applying = asyncio.create_task(run.apply())
    while not run.n_sent and not applying.done():
        await asyncio.sleep(0)
    n_first, n_applied = run.n_sent, run.partition.next_offset
    assert await applying == len(run.records)
    assert 0 < n_first < run.n_sent
    assert 0 < n_applied < len(run.records)
    assert run.counts["records"] == len(run.records)
    assert run.counts["alerts"] + run.counts["stop_requests"] == run.n_sent


async def test_who_lost_the_partition_applies_no_more_of_the_batch() -> None:
    run = Run()
    applying = asyncio.create_task(run.apply())
    while not run.partition.next_offset:
        await asyncio.sleep(0)
    run.is_ours = False
    n_applied = await applying
    assert n_applied == run.partition.next_offset == run.counts["records"]
    assert n_applied < len(run.records)
