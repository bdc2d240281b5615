"""Files, folders and archives as one sequence of open files, in an order that never varies."""

import bz2
import gzip
import lzma
import os
import re
import tarfile
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, cast

UNREADABLE = (OSError, EOFError, zlib.error, lzma.LZMAError, tarfile.TarError)
"""What a damaged or forbidden file raises."""

_ARCHIVE = re.compile(r"\.(?:tar(?:\.\w+)?|tgz|txz|tbz2?)$", re.IGNORECASE)
_LOG = re.compile(r"\.(?:jsonl?|ndjson|log|otlp|binpb|pb)(?:\.(?:gz|bz2|xz))?$", re.IGNORECASE)
_DEFLATED: tuple[tuple[bytes, Callable[..., object]], ...] = (
    (b"\x1f\x8b", gzip.open),
    (b"\xfd7zXZ\x00", lzma.open),
    (b"BZh", bz2.open),
)


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """List files as given and, by name, what lies in folders; links are not followed.

    Examples
    --------
    >>> [*files([Path("no/such/file.jsonl")])]
    Traceback (most recent call last):
        ...
    FileNotFoundError: no such file or folder: 'no/such/file.jsonl'
    """
    for path in paths:
        if path.is_dir():
            for folder, folders, names in os.walk(path):
                folders.sort()
                yield from (Path(folder) / name for name in sorted(names))
        elif path.exists():
            yield path
        else:
            raise FileNotFoundError(f"no such file or folder: {str(path)!r}")


def is_log(name: str) -> bool:
    """Whether a file found in a folder or archive may hold events, by its name.

    Examples
    --------
    >>> is_log("trail.json.gz"), is_log("traces.binpb"), is_log("LICENSE"), is_log("README.md")
    (True, True, False, False)
    """
    return _LOG.search(name) is not None


def is_archive(name: str) -> bool:
    """Whether a file is a tar archive, by its name.

    Examples
    --------
    >>> is_archive("logs.tar.xz"), is_archive("logs.tgz"), is_archive("logs.json.gz")
    (True, True, False)
    """
    return _ARCHIVE.search(name) is not None


@contextmanager
def open_file(path: Path) -> Generator[BufferedReader, None, None]:
    """Open a file for reading, inflated if it is gzip, xz or bzip2, whatever its name."""
    with path.open("rb") as stream:
        yield inflated(stream)


def inflated(stream: IO[bytes]) -> BufferedReader:
    """Inflate a stream as its first bytes say."""
    reader: BufferedReader = BufferedReader(cast(RawIOBase, stream))
    start = reader.peek(6)[:6]
    for magic, inflate in _DEFLATED:
        if start.startswith(magic):
            return BufferedReader(cast(RawIOBase, inflate(reader)))
    return reader


def archived(path: Path) -> Iterator[tuple[str, IO[bytes] | None]]:
    """Open what a tar archive holds, in its own order; nothing is ever written to disk.

    What is not a log file comes without a stream.
    """
    with tarfile.open(path, "r|*") as archive:
        for member in archive:
            if not member.isfile():
                continue
            stream = archive.extractfile(member) if is_log(member.name) else None
            yield member.name, stream
