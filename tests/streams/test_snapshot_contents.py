"""Only a whole snapshot may be pointed to."""

from streams.snapshot_contents import SnapshotContents
from streams.snapshot_pointer import SnapshotPointer
from tests.streams.memory_log import MemoryRecord

HASH = "fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603"  # of b"ab"


def record(key: str | None, value: bytes | None, offset: int = 0) -> MemoryRecord:
    return MemoryRecord(
        "agent-snapshots", 0, offset, 0, None if key is None else key.encode(), value
    )


def test_the_newest_is_found_with_its_place() -> None:
    contents = SnapshotContents()
    contents.add(record("6/00/0", b"x", 3))
    contents.add(record(f"7/{HASH}/0", b"a", 4))
    contents.add(record(f"7/{HASH}/1", b"b", 5))
    assert contents.newest == SnapshotPointer(7, HASH, 4, 2)


def test_one_with_a_chunk_missing_is_none() -> None:
    contents = SnapshotContents()
    contents.add(record(f"7/{HASH}/0", b"a"))
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
