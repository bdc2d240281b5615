"""Write a snapshot: its content first, then a pointer into every partition of `agent-actions`."""

from collections import defaultdict
from collections.abc import AsyncIterator

from aiokafka import AIOKafkaProducer

from alerts.keys import KeyRing
from streams.log import Record
from streams.snapshot import Snapshot
from streams.snapshot_pointer import SnapshotPointer, sign_pointer
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

    @property
    def last_version(self) -> int | None:
        """The highest version known here."""
        return max(self._chunk_keys, default=None)

    async def recall(self, records: AsyncIterator[Record]) -> None:
        """Learn from the snapshots topic which versions it has."""
        async for record in records:
            if record.key is None:
                continue
            version = int(record.key.split(b"/", 1)[0])
            if record.value is not None:
                self._chunk_keys[version].add(record.key)
            else:
                self._chunk_keys[version].discard(record.key)
                if not self._chunk_keys[version]:
                    del self._chunk_keys[version]

    async def write(self, snapshot: Snapshot) -> SnapshotPointer:
        """Write content and pointers; they are on the broker when this returns."""
        content = snapshot.pack()
        time_ms = int(snapshot.time * 1000)
        size = MAX_RECORD_BYTES
        chunks = [content[i : i + size] for i in range(0, len(content), size)] or [b""]
        draft = SnapshotPointer(
            version=snapshot.version, hash=snapshot.hash, offset=0, n_chunks=len(chunks)
        )
        offset = -1
        for index, chunk in enumerate(chunks):
            place = await self._producer.send_and_wait(
                SNAPSHOTS, chunk, key=draft.chunk_key(index), partition=0
            )
            offset = place.offset if index == 0 else offset
            self._chunk_keys[snapshot.version].add(draft.chunk_key(index))
        pointer = SnapshotPointer(
            version=draft.version, hash=draft.hash, offset=offset, n_chunks=draft.n_chunks
        )
        await self._point(pointer, time_ms)
        await self._forget_old_versions()
        return pointer

    async def _point(self, pointer: SnapshotPointer, time_ms: int) -> None:
        value = sign_pointer(pointer, self._keys)
        deliveries = [
            await self._producer.send(ACTIONS, value, partition=partition, timestamp_ms=time_ms)
            for partition in range(self._n_partitions)
        ]
        for delivery in deliveries:
            await delivery

    async def _forget_old_versions(self) -> None:
        for version in sorted(self._chunk_keys)[:-N_VERSIONS_KEPT]:
            for key in sorted(self._chunk_keys.pop(version)):
                await self._producer.send_and_wait(SNAPSHOTS, None, key=key, partition=0)
