"""The record in a partition of `agent-actions` that says: from here on, compare with this."""

import msgspec

from alerts.keys import KeyRing
from alerts.signed import BadSignature
from streams.topics import SNAPSHOTS

TYP = "snapshot-pointer+jwt"


class SnapshotPointer(msgspec.Struct, frozen=True):
    """Names a snapshot, by version and hash, and the place of its content.

    Parameters
    ----------
    version
        Hours since 1970; only a higher one than the last counts, or a higher revision of it.
    hash
        SHA-256 of the content, in hex.
    offset
        Where the first of its chunks stands.
    n_chunks
        How many records the content takes.
    revision
        Counts the snapshots of one version: a published configuration does not wait an hour.

    Examples
    --------
    >>> keys = KeyRing.generate()
    >>> pointer = SnapshotPointer(version=490_000, hash="00ff", offset=7, n_chunks=1)
    >>> open_pointer(sign_pointer(pointer, keys), keys) == pointer
    True
    """

    version: int
    hash: str
    offset: int
    n_chunks: int
    topic: str = SNAPSHOTS
    partition: int = 0
    revision: int = 0

    @property
    def rank(self) -> tuple[int, int]:
        """The higher one is the newer one."""
        return self.version, self.revision

    def chunk_key(self, index: int) -> bytes:
        """The key of one chunk of the content."""
        return f"{self.version}/{self.hash}/{index}".encode()


def sign_pointer(pointer: SnapshotPointer, keys: KeyRing) -> bytes:
    """The pointer as a control record: only the control plane's key counts."""
    return keys.sign(msgspec.json.encode(pointer), "control", TYP).encode()


def open_pointer(value: bytes, keys: KeyRing) -> SnapshotPointer:
    """Verify a control record; raises `BadSignature` for whatever is not a pointer."""
    payload = keys.verify(value, {"control"}, TYP)
    try:
        return msgspec.json.decode(payload, type=SnapshotPointer)
    except msgspec.DecodeError as error:
        raise BadSignature(f"payload must be a snapshot pointer; {error}") from None
