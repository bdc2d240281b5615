"""Files are found in one order, opened whatever packs them, and never unpacked to disk."""

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from streams.reading.members import archived, files, open_file

packed = pytest.mark.parametrize(
    "pack", [bytes, gzip.compress, lzma.compress, bz2.compress], ids=["plain", "gz", "xz", "bz2"]
)


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b/2.json", "a/1.json", "c.jsonl", "a/0.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = [str(path.relative_to(tmp_path)) for path in files([tmp_path])]
    assert found == ["c.jsonl", "a/0.json", "a/1.json", "b/2.json"]


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    outside.mkdir()
    folder.mkdir()
    (outside / "x.jsonl").touch()
    (folder / "link").symlink_to(outside)
    assert [path.name for path in files([folder]) if path.suffix] == []


@packed
def test_packed_files_open_whatever_their_name(
    tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "events"
    path.write_bytes(pack(b"{}\n"))
    with open_file(path) as stream:
        assert stream.read() == b"{}\n"


@packed
def test_archives_hold_files_and_nothing_is_written(
    tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    """A member may be named like a path anywhere; it is only ever read."""
    path, unpacked = tmp_path / "logs.tar", io.BytesIO()
    with tarfile.open(fileobj=unpacked, mode="w") as archive:
        for name in ("../../evil.json", "README.md"):
            member = tarfile.TarInfo(name)
            member.size = 2
            archive.addfile(member, io.BytesIO(b"{}"))
        link = tarfile.TarInfo("link.json")
        link.type = tarfile.SYMTYPE
        link.linkname = "/etc/passwd"
        archive.addfile(link)
    path.write_bytes(pack(unpacked.getvalue()))
    found = [(name, stream and stream.read()) for name, stream in archived(path)]
    assert found == [("../../evil.json", b"{}"), ("README.md", None)]
    assert [x.name for x in tmp_path.iterdir()] == ["logs.tar"]
