"""Fetch the content that a snapshot pointer names."""

import hashlib
from collections.abc import AsyncIterator, Callable

from streams.log import Record
from streams.snapshot import Snapshot
from streams.snapshot_pointer import SnapshotPointer

Read = Callable[[str, int, int], AsyncIterator[Record]]
"""Reads a topic's partition from an offset to where it ended when the reading began."""

_KEPT = 8


class SnapshotReader:
    """Fetches snapshots, and keeps the last eight for the partitions that follow.

    Parameters
    ----------
    read
        How a topic is read.
    """

    def __init__(self, read: Read) -> None:
        self._read = read
        self.known: dict[str, Snapshot] = {}
        """Contents by hash."""

    async def fetch(self, pointer: SnapshotPointer) -> Snapshot | None:
        """The snapshot, or None while its content is not there, whole and as the pointer says."""
        snapshot = self.known.get(pointer.hash)
        if snapshot is None:
            content = await self._read_content(pointer)
            if hashlib.sha256(content).hexdigest() != pointer.hash:
                return None
            snapshot = Snapshot.unpack(content)
            self.known[pointer.hash] = snapshot
            while len(self.known) > _KEPT:
                del self.known[next(iter(self.known))]
        return snapshot

    async def _read_content(self, pointer: SnapshotPointer) -> bytes:
        wanted = {pointer.chunk_key(index): index for index in range(pointer.n_chunks)}
        chunks: dict[int, bytes] = {}
        async for record in self._read(pointer.topic, pointer.partition, pointer.offset):
            index = None if record.key is None else wanted.get(record.key)
            if index is not None and record.value is not None:
                chunks[index] = record.value
                if len(chunks) == len(wanted):
                    break
        return b"".join(chunks[index] for index in sorted(chunks))
