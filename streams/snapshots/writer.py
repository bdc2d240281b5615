"""Write a snapshot: its content first, then a pointer into every partition of `agent-actions`."""

from collections import defaultdict

from aiokafka import AIOKafkaProducer
from msgspec.structs import replace

from alerts.keys import KeyRing
from streams.snapshot import Snapshot
from streams.snapshot_pointer import SnapshotPointer, sign_pointer
from streams.snapshots.contents import SnapshotContents
from streams.topics import ACTIONS, MAX_RECORD_BYTES, SNAPSHOTS

N_VERSIONS_KEPT = 48


class SnapshotWriter:
    """Writes snapshots with somebody's producer, keeping the last 48 versions.

    Used by the control plane each hour, and by whoever writes history: there the pointer must
    stand between the last event of one hour and the first of the next, so write events through
    the same producer and call `write` in between.

    Parameters
    ----------
    producer
        A started producer; its order is the order in the partitions.
    keys
        Must hold the private key of the role `control`.
    n_partitions
        Number of partitions of `agent-actions`.
    """

    def __init__(self, producer: AIOKafkaProducer, keys: KeyRing, n_partitions: int) -> None:
        self._producer = producer
        self._keys = keys
        self._n_partitions = n_partitions
        self._chunk_keys: defaultdict[int, set[bytes]] = defaultdict(set)

    def recall(self, contents: SnapshotContents) -> None:
        """Take over what the topic holds, to remove it when its time has come."""
        for version, chunk_keys in contents.chunk_keys.items():
            self._chunk_keys[version] |= chunk_keys

    async def write(self, snapshot: Snapshot) -> SnapshotPointer:
        """Write content and pointers; they are on the broker when this returns."""
        content = snapshot.pack()
        size = MAX_RECORD_BYTES
        chunks = [content[i : i + size] for i in range(0, len(content), size)]
        draft = SnapshotPointer(
            version=snapshot.version,
            hash=snapshot.hash,
            offset=0,
            n_chunks=len(chunks),
            revision=snapshot.revision,
        )
        offsets = []
        for index, chunk in enumerate(chunks):
            key = draft.chunk_key(index)
            place = await self._producer.send_and_wait(SNAPSHOTS, chunk, key=key, partition=0)
            offsets.append(place.offset)
            self._chunk_keys[snapshot.version].add(key)
        pointer = replace(draft, offset=offsets[0])
        await self.point(pointer, snapshot.time)
        await self._forget_old_versions()
        return pointer

    async def point(self, pointer: SnapshotPointer, time: float) -> None:
        """Write the pointer into every partition; one that is there already changes nothing."""
        value = sign_pointer(pointer, self._keys)
        deliveries = [
            await self._producer.send(
                ACTIONS, value, partition=partition, timestamp_ms=int(time * 1000)
            )
            for partition in range(self._n_partitions)
        ]
        for delivery in deliveries:
            await delivery

    async def _forget_old_versions(self) -> None:
        for version in sorted(self._chunk_keys)[:-N_VERSIONS_KEPT]:
            for key in sorted(self._chunk_keys.pop(version)):
                await self._producer.send_and_wait(SNAPSHOTS, None, key=key, partition=0)
