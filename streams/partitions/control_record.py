"""What stands in the log of actions and is none: records that `control` signed."""

from alerts.command import Command
from alerts.keys import BadSignature, KeyRing
from streams.partitions.reinstating import open_reinstatement
from streams.snapshot_pointer import SnapshotPointer, open_pointer


def open_control(value: bytes, keys: KeyRing) -> SnapshotPointer | Command:
    """Verify a pointer to a snapshot, or a command that lets an agent work again.

    Raises `BadSignature` for whatever is neither.

    Examples
    --------
    >>> from streams.snapshot_pointer import sign_pointer
    >>> keys = KeyRing.generate()
    >>> pointer = SnapshotPointer(version=490_000, hash="00ff", offset=7, n_chunks=1)
    >>> open_control(sign_pointer(pointer, keys), keys) == pointer
    True
    """
    try:
        return open_pointer(value, keys)
    except BadSignature as no_pointer:
        try:
            return open_reinstatement(value, keys)
        except BadSignature as no_command:
            raise BadSignature(
                f"must be a snapshot pointer ({no_pointer}) or a reinstate ({no_command})"
            ) from None
