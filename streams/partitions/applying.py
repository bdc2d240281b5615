"""What becomes of the records of one poll."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence

from streams.log import Log, Record
from streams.partitions.checkpointer import Checkpointer
from streams.partitions.partition import Partition
from streams.snapshots.reader import SnapshotReader

_log = logging.getLogger(__name__)

_SLICE = 64


class Applying:
    """Has partitions apply records, slice by slice, and sends at once what they raise.

    Between two slices others have their turn, on a loop that they share: the heartbeats of the
    group, the checkpoint under way, and the client that has a stop request to deliver.

    Parameters
    ----------
    log
        The client, to pause partitions that wait for a snapshot.
    checkpointer
        Sends stop requests and alerts.
    snapshots
        Fetches the content that pointers name.
    counts
        Figures of the loop: records, alerts, stop requests, notices and lost snapshots are added.
    """

    def __init__(
        self,
        log: Log,
        checkpointer: Checkpointer,
        snapshots: SnapshotReader,
        counts: dict[str, int],
    ) -> None:
        self._log = log
        self._checkpointer = checkpointer
        self._snapshots = snapshots
        self._counts = counts

    async def apply(
        self, partition: Partition, records: Sequence[Record], is_ours: Callable[[], bool]
    ) -> int:
        """Apply records up to the end, or to a snapshot that is not there; return how many."""
        if records[0].offset > partition.next_offset:
            self.notice(f"offsets {partition.next_offset} to {records[0].offset - 1} are gone")
        index, end = 0, len(records)
        while index < end and is_ours():
            index = partition.apply(records, index, min(index + _SLICE, end))
            if partition.raised.is_urgent:
                await self._send_raised(partition)
            if partition.snapshots.awaited is not None and not await self._fetch(partition):
                self._log.seek(partition.number, partition.next_offset)
                self._log.pause(partition.number)
                break
            await asyncio.sleep(0)
        self._count(partition, index)
        return index

    async def look_for_snapshots(self, partitions: Iterable[Partition]) -> None:
        """Let partitions go on whose snapshot has come."""
        for partition in partitions:
            if partition.snapshots.awaited is not None and await self._fetch(partition):
                self._log.resume(partition.number)

    def notice(self, text: str) -> None:
        """Tell an operator."""
        self._counts["notices"] += 1
        _log.warning("%s", text)

    async def _send_raised(self, partition: Partition) -> None:
        self._counts["stop_requests"] += len(partition.raised.stop_requests)
        self._counts["alerts"] += len(partition.raised.findings)
        await self._checkpointer.send_raised(partition)

    async def _fetch(self, partition: Partition) -> bool:
        if partition.snapshots.awaited is None:
            return True
        snapshot = await self._snapshots.fetch(partition.snapshots.awaited)
        if snapshot is None and partition.snapshots.awaited.hash not in self._snapshots.lost:
            return False
        partition.snapshots.awaited = None
        return True

    def _count(self, partition: Partition, n_records: int) -> None:
        self._counts["records"] += n_records
        self._counts["lost_snapshots"] += partition.snapshots.n_lost
        partition.snapshots.n_lost = 0
        for notice in partition.raised.notices:
            self.notice(notice)
        partition.raised.notices.clear()
