"""Fetch the content that a snapshot pointer names."""

import hashlib
import time
from collections.abc import AsyncIterator, Callable

from streams.log import Record
from streams.snapshot import Snapshot
from streams.snapshot_pointer import SnapshotPointer

Read = Callable[[str, int, int], AsyncIterator[Record]]
"""Reads a topic's partition from an offset to where it ended when the reading began."""

_KEPT = 8


class SnapshotReader:
    """Fetches snapshots, and keeps the last eight for the partitions that follow.

    A pointer is written after its content, so content that is not there by then has been lost:
    with its topic, or because newer versions took its place while nobody read the pointer. Waiting
    for it would hold a partition back for ever. Where a newer version stands behind its place it
    is given up at once, else after `wait_s`; then `lost` says so.

    Parameters
    ----------
    read
        How a topic is read.
    wait_s
        For how long missing content is looked for; less than the watchdog's patience.
    clock
        Monotonic seconds.
    """

    def __init__(
        self, read: Read, wait_s: float = 30.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.known: dict[str, Snapshot] = {}
        """Contents by hash."""
        self.lost: dict[str, str] = {}
        """Contents that are given up, by hash, and why."""
        self._read = read
        self._wait_s = wait_s
        self._clock = clock
        self._missed_at: dict[str, float] = {}

    async def fetch(self, pointer: SnapshotPointer) -> Snapshot | None:
        """The snapshot, or None while its content is not there, whole and as the pointer says."""
        snapshot = self.known.get(pointer.hash)
        if snapshot is not None or pointer.hash in self.lost:
            return snapshot
        content, is_superseded = await self._read_content(pointer)
        if hashlib.sha256(content).hexdigest() != pointer.hash:
            self._miss(pointer, is_superseded)
            return None
        try:
            snapshot = Snapshot.unpack(content)
        except ValueError as error:
            self.lost[pointer.hash] = f"cannot be read by this version ({error})"
            return None
        self._missed_at.pop(pointer.hash, None)
        self.known[pointer.hash] = snapshot
        while len(self.known) > _KEPT:
            del self.known[next(iter(self.known))]
        return snapshot

    def _miss(self, pointer: SnapshotPointer, is_superseded: bool) -> None:
        now = self._clock()
        place = f"is not in {pointer.topic} from offset {pointer.offset} on"
        if is_superseded:
            self.lost[pointer.hash] = f"{place}, where newer ones are"
        elif now - self._missed_at.setdefault(pointer.hash, now) >= self._wait_s:
            self.lost[pointer.hash] = f"{place}, also after {self._wait_s:.0f} s"

    async def _read_content(self, pointer: SnapshotPointer) -> tuple[bytes, bool]:
        """Its content as far as it is there, and whether a newer version stands behind it."""
        wanted = {pointer.chunk_key(index): index for index in range(pointer.n_chunks)}
        chunks: dict[int, bytes] = {}
        is_superseded = False
        async for record in self._read(pointer.topic, pointer.partition, pointer.offset):
            if record.key is None or record.value is None:
                continue
            index = wanted.get(record.key)
            if index is not None:
                chunks[index] = record.value
                if len(chunks) == len(wanted):
                    break
            else:
                version = record.key.partition(b"/")[0]
                is_superseded |= version.isdigit() and int(version) > pointer.version
        return b"".join(chunks[index] for index in sorted(chunks)), is_superseded
