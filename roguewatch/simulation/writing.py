"""A history as native JSONL."""

import gzip
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, cast

from streams.events import ActionEvent, encode_event


def write_jsonl(events: Iterable[ActionEvent], path: Path | None) -> int:
    """Write one event a line, gzipped when the name ends so; returns how many.

    The same events give the same bytes: a gzip header without name and time.
    """
    if path is None:
        return _write(events, sys.stdout.buffer)
    with path.open("wb") as file:
        if path.suffix != ".gz":
            return _write(events, file)
        with gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as packed:
            return _write(events, cast("BinaryIO", packed))


def _write(events: Iterable[ActionEvent], file: BinaryIO) -> int:
    n_events = 0
    for event in events:
        file.write(encode_event(event) + b"\n")
        n_events += 1
    return n_events
