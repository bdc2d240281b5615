"""One series of the Numenta Anomaly Benchmark, and the windows in which something was wrong."""

import csv
import datetime
import io
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from streams.reading.members import UNREADABLE

from ..no_such_data import NoSuchData

_LABELS = "combined_windows.json"
FORMATS = (
    "the folders data (CSV: timestamp,value) and labels (combined_windows.json) of the Numenta "
    "Anomaly Benchmark, or a tar of them, plain or packed"
)
"""What is read, in words for people."""

_PROBATION, _MOST_ROWS = 0.15, 5_000


class NabSeries(NamedTuple):
    """Values in order of time; windows are first and last index.

    Examples
    --------
    >>> NabSeries("a.csv", [0.0] * 100, [(40, 49)]).n_probation
    15
    """

    name: str
    values: list[float]
    windows: list[tuple[int, int]]
    hours: tuple[int, ...] = ()
    """Hour of the day of each value; empty: not known."""

    @property
    def n_probation(self) -> int:
        """Values at the start that are learned from and not scored."""
        return int(_PROBATION * min(len(self.values), _MOST_ROWS))


def read_corpus(path: Path) -> list[NabSeries]:
    """Every labelled series of a corpus in the published layout: a folder, or packed in a tar.

    Raises
    ------
    NoSuchData
        If there are no labels.
    ValueError
        If there are several, no series, or one without labels.
    """
    labels = list(_texts(path, lambda name: name.endswith(f"/{_LABELS}")).values())
    if not labels:
        raise NoSuchData(f"{path} must be {FORMATS}; got no {_LABELS}")
    if len(labels) > 1:
        raise ValueError(f"{path} must be {FORMATS}; got {len(labels)} {_LABELS}")
    try:
        spans = msgspec.json.decode(labels[0], type=dict[str, list[tuple[str, str]]])
    except msgspec.DecodeError as error:
        raise ValueError(f"{_LABELS} must have windows by series: {error}") from None
    ends = tuple(f"/{name}" for name in spans)
    corpus = list(_series(spans, _texts(path, lambda name: name.endswith(ends))))
    if not corpus:
        raise ValueError(f"{_LABELS} names no series")
    return corpus


def _texts(path: Path, is_wanted: Callable[[str], bool]) -> dict[str, str]:
    """The wanted files by the path in their folder or tar, which is read in place."""
    archives = [path] if path.is_file() else sorted(path.rglob("*.tar*"))
    found = {
        f"/{file.relative_to(path).as_posix()}": file.read_text()
        for file in (path.rglob("*") if path.is_dir() else ())
        if file.is_file() and is_wanted(f"/{file.relative_to(path).as_posix()}")
    }
    for archive in archives:
        try:
            found |= _unpacked(archive, is_wanted)
        except (*UNREADABLE, UnicodeDecodeError) as error:
            raise ValueError(f"{archive.name} must be {FORMATS}: {error}") from None
    return found


def _unpacked(archive: Path, is_wanted: Callable[[str], bool]) -> dict[str, str]:
    found = {}
    with tarfile.open(archive, "r|*") as members:
        for member in members:
            name = f"/{archive.name}/{member.name}"
            if is_wanted(name) and (content := members.extractfile(member)):
                found[name] = content.read().decode()
    return found


def _series(labels: dict[str, list[tuple[str, str]]], files: dict[str, str]) -> Iterator[NabSeries]:
    for name, spans in sorted(labels.items()):
        matching = [text for path, text in files.items() if path.endswith(f"/{name}")]
        if len(matching) != 1:
            raise ValueError(f"{name} must be there once; got {len(matching)}")
        times, values = _columns(name, matching[0])
        windows = []
        for start, end in sorted(spans):
            first, last = _when(start), _when(end)
            inside = [i for i, time in enumerate(times) if first <= time <= last]
            if not inside:
                raise ValueError(f"{name} has no values from {start} to {end}")
            windows.append((inside[0], inside[-1]))
        yield NabSeries(name, values, windows, tuple(time.hour for time in times))


def _columns(name: str, text: str) -> tuple[list[datetime.datetime], list[float]]:
    rows = list(csv.DictReader(io.StringIO(text)))
    try:
        return [_when(row["timestamp"]) for row in rows], [float(row["value"]) for row in rows]
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{name} must have timestamps and values: {error}") from None


def _when(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)
