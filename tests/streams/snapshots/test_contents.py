"""Only a whole snapshot may be pointed to."""

from streams.snapshot import Snapshot
from streams.snapshot_pointer import SnapshotPointer
from streams.snapshots.contents import SnapshotContents
from tests.streams.memory_log import MemoryRecord

SNAPSHOT = Snapshot(7, 0.0, 3).with_published(b"", revision=2)
HASH, CONTENT = SNAPSHOT.hash, SNAPSHOT.pack()


def record(key: str | None, value: bytes | None, offset: int = 0) -> MemoryRecord:
    return MemoryRecord(
        "agent-snapshots", 0, offset, 0, None if key is None else key.encode(), value
    )


def test_the_newest_is_found_with_its_place() -> None:
    contents = SnapshotContents()
    contents.add(record("6/00/0", b"x", 3))
    contents.add(record(f"7/{HASH}/0", CONTENT[:2], 4))
    contents.add(record(f"7/{HASH}/1", CONTENT[2:], 5))
    assert contents.newest == SnapshotPointer(7, HASH, 4, 2, revision=2)


def test_a_later_revision_of_a_version_takes_its_place() -> None:
    later = SNAPSHOT.with_published(b"", revision=3)
    contents = SnapshotContents()
    contents.add(record(f"7/{HASH}/0", CONTENT, 4))
    contents.add(record(f"7/{later.hash}/0", later.pack(), 5))
    assert contents.newest == SnapshotPointer(7, later.hash, 5, 1, revision=3)


def test_one_with_a_chunk_missing_is_none() -> None:
    contents = SnapshotContents()
    contents.add(record(f"7/{HASH}/0", CONTENT[:2]))
    assert contents.newest is None


def test_what_was_removed_is_forgotten() -> None:
    contents = SnapshotContents()
    contents.add(record("6/00/0", b"x"))
    contents.add(record("6/00/0", None))
    assert dict(contents.chunk_keys) == {}


def test_foreign_records_are_passed_over() -> None:
    contents = SnapshotContents()
    for key in (None, "", "a/b/c", "1/2", "1/2/3/4", "-1/x/0"):
        contents.add(record(key, b"x"))
    assert dict(contents.chunk_keys) == {}
