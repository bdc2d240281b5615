"""Bring a partition back to where its last checkpoint left it."""

import logging
from collections.abc import Callable, Sequence

from alerts.keys import KeyRing
from streams.checkpoints import PartitionState, encode_state
from streams.log import Headers, Log
from streams.monitor import Monitor
from streams.partitions.partition import Partition
from streams.restoration import Restoration
from streams.snapshot_pointer import SnapshotPointer
from streams.snapshots.reader import SnapshotReader
from streams.topics import PROFILES

_log = logging.getLogger(__name__)

_LOOK_EVERY = 2_000


class NotNow(Exception):
    """The partition cannot be restored yet, or is no longer wanted."""


class Restorer:
    """Reads a partition's profiles and makes the partition that goes on from there.

    Parameters
    ----------
    log
        The client.
    snapshots
        Fetches the snapshot that was in force.
    new_monitor
        Makes a monitor without any profile.
    keys
        For the partition: verifies snapshot pointers.
    hash_key_id
        Which hash key this worker has.
    """

    def __init__(
        self,
        log: Log,
        snapshots: SnapshotReader,
        new_monitor: Callable[[], Monitor],
        keys: KeyRing,
        hash_key_id: str,
    ) -> None:
        self._log = log
        self._snapshots = snapshots
        self._new_monitor = new_monitor
        self._keys = keys
        self._hash_key_id = hash_key_id

    async def restore(
        self, number: int, is_wanted: Callable[[], bool]
    ) -> tuple[Partition, Sequence[tuple[bytes | None, bytes, Headers]]]:
        """The partition, and the records that must be written before it goes on.

        These are its own with the next epoch, and the states that a zombie's late write buried.
        """
        found = Restoration(self._hash_key_id)
        n_read = 0
        async for record in self._log.read(PROFILES, number):
            found.add(record)
            n_read += 1
            if n_read % _LOOK_EVERY == 0 and not is_wanted():
                raise NotNow(f"partition {number} was taken away while it was restored")
        if found.n_unreadable:
            _log.error("partition %d: %d unreadable checkpoints", number, found.n_unreadable)
        state = await self._next_state(number, found)
        monitor = self._new_monitor()
        partition = Partition(number, state, monitor, self._keys)
        for key, profile in found.agents():
            monitor.profiles.put(key, profile.packed, profile.last_offset)
            if profile.n_unscored:
                partition.raised.unscored[key] = profile.n_unscored
        partition.snapshots.known = self._snapshots.known
        partition.snapshots.lost = self._snapshots.lost
        if state.pointer is not None:
            await self._compare_with(state.pointer, partition)
        buried = [(key, encode_state(profile), ()) for key, profile in found.buried()]
        if buried:
            _log.warning("partition %d: %d states written again", number, len(buried))
        own = [(key, value, headers) for key, value, headers in partition.checkpoint()]
        return partition, [*buried, *own]

    async def _compare_with(self, pointer: SnapshotPointer, partition: Partition) -> None:
        """Put the snapshot in force that was, or none where nobody has its content any more."""
        snapshot = await self._snapshots.fetch(pointer)
        if snapshot is not None:
            partition.snapshots.use(pointer, snapshot)
        elif pointer.hash in self._snapshots.lost:
            _log.error(
                "partition %d: snapshot %d, which was in force, %s; its agents are compared with "
                "nobody until the next one, which control writes each hour and when it starts",
                partition.number,
                pointer.version,
                self._snapshots.lost[pointer.hash],
            )
            partition.snapshots.go_without()
        else:
            raise NotNow(f"partition {partition.number} waits for snapshot {pointer.version}")

    async def _next_state(self, number: int, found: Restoration) -> PartitionState:
        """What the partition goes on from, one epoch later.

        Its own record tells where: whatever was committed, all before that offset is written.
        """
        last = found.partition
        if last is not None:
            return PartitionState(found.epoch + 1, last.offset, self._hash_key_id, last.pointer)
        if found.n_agents:
            _log.error("partition %d has profiles without its own record", number)
        offset = await self._log.committed(number)
        return PartitionState(found.epoch + 1, offset or 0, self._hash_key_id)
