"""What the snapshots topic holds, and whether its newest version is whole."""

import hashlib
from collections import defaultdict

from streams.log import Record
from streams.snapshot import Snapshot
from streams.snapshot_pointer import SnapshotPointer


class SnapshotContents:
    """Takes the records of the snapshots topic in, in order.

    Examples
    --------
    >>> contents = SnapshotContents()
    >>> contents.newest is None
    True
    """

    def __init__(self) -> None:
        self.chunk_keys: defaultdict[int, set[bytes]] = defaultdict(set)
        """Keys of the records that hold each version."""
        self._version = -1
        self._hash = ""
        self._chunks: dict[int, tuple[int, bytes]] = {}

    def add(self, record: Record) -> None:
        """Take one record in; a key that is none of ours is passed over."""
        parts = (record.key or b"").decode(errors="replace").split("/")
        if record.key is None or len(parts) != 3 or not (parts[0] + parts[2]).isdecimal():
            return
        version, name, index = int(parts[0]), parts[1], int(parts[2])
        if record.value is None:
            self.chunk_keys[version].discard(record.key)
            if not self.chunk_keys[version]:
                del self.chunk_keys[version]
            return
        self.chunk_keys[version].add(record.key)
        if version < self._version:
            return
        if (version, name) != (self._version, self._hash):
            self._version, self._hash, self._chunks = version, name, {}
        self._chunks[index] = (record.offset, record.value)

    @property
    def snapshot(self) -> Snapshot | None:
        """The newest version, if its content is whole."""
        content = b"".join(self._chunks[index][1] for index in sorted(self._chunks))
        if not content or hashlib.sha256(content).hexdigest() != self._hash:
            return None
        return Snapshot.unpack(content)

    @property
    def newest(self) -> SnapshotPointer | None:
        """A pointer to the newest version, if its content is whole."""
        snapshot = self.snapshot
        if snapshot is None:
            return None
        return SnapshotPointer(
            self._version,
            self._hash,
            self._chunks[min(self._chunks)][0],
            len(self._chunks),
            revision=snapshot.revision,
        )
