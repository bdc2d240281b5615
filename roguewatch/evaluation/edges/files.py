"""Reads streams of labelled edges: run-length lines, and the two tables published with MIDAS."""

import re
from pathlib import Path

import numpy as np
import numpy.typing as npt

from streams.reading.members import UNREADABLE, open_file

from ..no_such_data import NoSuchData
from .stream import EdgeStream

FORMATS = (
    "a file or folder with NAME.rle (lines 'source destination minutes_since_the_line_before "
    "label run', as the DARPA edges), or with NAME_processed.csv (source,destination,minute) and "
    "NAME_ground_truth.csv (0 | 1), as published with MIDAS; with a line of names or without; "
    "plain, gzip or xz"
)
"""What is read, in words for people."""

_RUNS, _DATA, _LABELS = "*.rle", "*_processed.csv", "*_ground_truth.csv"
_DIGIT = re.compile(rb"\d")
_PACKED = ("", ".gz", ".xz")

_Table = npt.NDArray[np.int64]


def read_edges(path: Path) -> EdgeStream:
    """The one stream at a path.

    Raises
    ------
    NoSuchData
        If there is none.
    ValueError
        If there is more than one, or one that is not as described.
    """
    folder = path if path.is_dir() else path.parent
    runs, data, labels = (_found(folder, kind) for kind in (_RUNS, _DATA, _LABELS))
    if path.is_file():
        name = path.name.split("_processed.csv")[0]
        runs = [file for file in runs if file == path]
        data = [file for file in data if file == path]
        labels = [file for file in labels if file.name.startswith(f"{name}_ground_truth.csv")]
    if len(runs) == 1 and not data:
        return _from_runs(runs[0])
    if not runs and len(data) == len(labels) == 1:
        return _from_tables(data[0], labels[0])
    names = [file.name for file in (*runs, *data, *labels)]
    if not names:
        raise NoSuchData(f"{path} must be one stream of edges: {FORMATS}; got neither")
    raise ValueError(f"{path} must be one stream of edges: {FORMATS}; got {names}")


def _from_runs(file: Path) -> EdgeStream:
    rows = _table(file, 5, "source, destination, minutes, label and run")
    minutes, labels, runs = rows[:, 2], rows[:, 3], rows[:, 4]
    if (minutes < 0).any():
        raise ValueError(f"{file.name} must be in order of time; got {minutes.min()} minutes")
    if (runs < 1).any():
        raise ValueError(f"{file.name} must have runs of 1 or more; got {runs.min()}")
    edges = np.column_stack([_numbered(rows[:, :2]), 1 + np.cumsum(minutes)])
    return EdgeStream(np.repeat(edges, runs, axis=0), np.repeat(_flags(file, labels), runs))


def _from_tables(data: Path, labels: Path) -> EdgeStream:
    rows = _table(data, 3, "source, destination and time", ",")
    if (np.diff(rows[:, 2]) < 0).any():
        raise ValueError(f"{data.name} must be in order of time")
    edges = np.column_stack([_numbered(rows[:, :2]), rows[:, 2]])
    return EdgeStream(edges, _flags(labels, _table(labels, 1, "label", ",")[:, 0]))


def _numbered(nodes: _Table) -> _Table:
    """Nodes counted from 0: only who is the same as whom counts, names may be any numbers."""
    return np.unique(nodes, return_inverse=True)[1].reshape(-1, 2)


def _flags(file: Path, labels: _Table) -> npt.NDArray[np.bool_]:
    if not np.isin(labels, (0, 1)).all():
        raise ValueError(f"{file.name} must have labels 0 or 1; got {np.unique(labels)[:5]}")
    return labels.astype(bool)


def _table(file: Path, n_columns: int, names: str, delimiter: str | None = None) -> _Table:
    try:
        with open_file(file) as stream:
            first = stream.readline()
        if not first:
            raise ValueError("it is empty")
        # Only a line of names has no digit.
        skipped = 0 if _DIGIT.search(first) else 1
        rows = np.loadtxt(file, delimiter=delimiter, dtype=np.int64, ndmin=2, skiprows=skipped)
    except (*UNREADABLE, ValueError) as error:
        raise ValueError(f"{file.name} must have whole numbers, {names}: {error}") from None
    if rows.shape[1] != n_columns:
        raise ValueError(f"{file.name} must have {names} in a line; got {rows.shape[1]} columns")
    return rows


def _found(folder: Path, pattern: str) -> list[Path]:
    return [file for end in _PACKED for file in sorted(folder.rglob(pattern + end))]
