"""A stream of edges between numbered nodes, labelled, as published with MIDAS."""

from pathlib import Path

import numpy as np

Edge = tuple[int, int, int]
"""Source, destination and minute."""

_DATA, _LABELS = "*_processed.csv*", "*_ground_truth.csv*"


class EdgeStream:
    """Edges in order of time, and whether each belongs to an attack.

    Parameters
    ----------
    edges
        Source, destination and minute of each; nodes are counted from 0.
    flags
        Whether it is an attack's.

    Examples
    --------
    >>> stream = EdgeStream([(0, 1, 5), (2, 1, 6)], [False, True])
    >>> stream.n_nodes, len(stream.head(1).edges)
    (3, 1)
    """

    def __init__(self, edges: list[Edge], flags: list[bool]) -> None:
        if len(edges) != len(flags):
            raise ValueError(f"every edge must have a label; got {len(edges)} and {len(flags)}")
        self.edges = edges
        self.flags = flags
        self.n_nodes = 1 + max((max(source, to) for source, to, _ in edges), default=-1)

    def head(self, n: int) -> "EdgeStream":
        """The first edges alone."""
        return EdgeStream(self.edges[:n], self.flags[:n])

    @classmethod
    def read(cls, folder: Path) -> "EdgeStream":
        """The stream in a folder: NAME_processed.csv and NAME_ground_truth.csv, plain or gzip.

        Raises
        ------
        ValueError
            If there is not one of each, or they do not fit each other.
        """
        rows = np.loadtxt(_only(folder, _DATA), delimiter=",", dtype=np.int64, ndmin=2)
        labels = np.loadtxt(_only(folder, _LABELS), delimiter=",", dtype=np.int64, ndmin=1)
        if rows.shape[1:] != (3,):
            raise ValueError(f"edges must have source, destination and time; got {rows.shape}")
        if (np.diff(rows[:, 2]) < 0).any():
            raise ValueError("edges must be in order of time")
        _, nodes = np.unique(rows[:, :2], return_inverse=True)
        sources, to = nodes.reshape(-1, 2).T.tolist()
        edges = list(zip(sources, to, rows[:, 2].tolist(), strict=True))
        return cls(edges, (labels != 0).tolist())


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.rglob(pattern)) if folder.is_dir() else []
    if len(found) != 1:
        raise ValueError(f"{folder} must hold one {pattern}; got {[file.name for file in found]}")
    return found[0]
