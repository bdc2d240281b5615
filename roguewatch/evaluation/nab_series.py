"""One series of the Numenta Anomaly Benchmark, and the windows in which something was wrong."""

import csv
import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_LABELS = "combined_windows.json"
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

    @property
    def n_probation(self) -> int:
        """Values at the start that are learned from and not scored."""
        return int(_PROBATION * min(len(self.values), _MOST_ROWS))


def read_corpus(folder: Path) -> list[NabSeries]:
    """Every labelled series below a folder with the layout of the published corpus.

    Raises
    ------
    ValueError
        If there are no labels, no series, or one without labels.
    """
    found = sorted(folder.rglob(_LABELS)) if folder.is_dir() else []
    if len(found) != 1:
        raise ValueError(f"{folder} must hold one {_LABELS}; got {len(found)}")
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*.csv")}
    corpus = list(_series(json.loads(found[0].read_text()), files))
    if not corpus:
        raise ValueError(f"{_LABELS} names no series")
    return corpus


def _series(
    labels: dict[str, list[tuple[str, str]]], files: dict[str, Path]
) -> Iterator[NabSeries]:
    for name, spans in sorted(labels.items()):
        matching = [file for path, file in files.items() if f"/{path}".endswith(f"/{name}")]
        if len(matching) != 1:
            raise ValueError(f"{name} must be there once; got {len(matching)}")
        times, values = _columns(matching[0])
        windows = []
        for start, end in sorted(spans):
            first, last = _when(start), _when(end)
            inside = [i for i, time in enumerate(times) if first <= time <= last]
            if not inside:
                raise ValueError(f"{name} has no values from {start} to {end}")
            windows.append((inside[0], inside[-1]))
        yield NabSeries(name, values, windows)


def _columns(file: Path) -> tuple[list[datetime.datetime], list[float]]:
    with file.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    try:
        return [_when(row["timestamp"]) for row in rows], [float(row["value"]) for row in rows]
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{file.name} must have timestamps and values: {error}") from None


def _when(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)
