"""The key of the keyed hash, where there may be none."""

from pathlib import Path

from alerts.key_files import read_hash_key

REPLAY_KEY = b"roguewatch: files need no secret"
"""Where there is no file."""


def replay_hash_key(path: Path) -> bytes:
    """Read the worker's key where there is one, so that hashes agree; else take a fixed one.

    The key keeps those who choose strings from making them collide. In files they are chosen
    already, and two people who replay one file should see one result.

    Examples
    --------
    >>> len(replay_hash_key(Path("no-such-file")))
    32
    """
    if not path.exists():
        return REPLAY_KEY
    return read_hash_key(path)
