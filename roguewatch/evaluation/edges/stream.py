"""A stream of edges between numbered nodes, labelled."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

Edge = tuple[int, int, int]
"""Source, destination and minute."""
Scorer = Callable[[Iterable[Edge], int], list[float]]
"""Scores edges between so many nodes, each by what came before it."""

_AT_ONCE = 50_000


class EdgeStream:
    """Edges in order of time, and whether each belongs to an attack; millions fit in memory.

    Parameters
    ----------
    edges
        Source, destination and minute of each; nodes are counted from 0.
    flags
        Whether it is an attack's.

    Examples
    --------
    >>> stream = EdgeStream([(0, 1, 5), (2, 1, 6)], [False, True])
    >>> stream.n_nodes, len(stream), list(stream.head(1))
    (3, 2, [(0, 1, 5)])
    """

    def __init__(
        self,
        edges: Sequence[Edge] | npt.NDArray[np.int64],
        flags: Sequence[bool] | npt.NDArray[np.bool_],
    ) -> None:
        if len(edges) != len(flags):
            raise ValueError(f"every edge must have a label; got {len(edges)} and {len(flags)}")
        self.rows = np.asarray(edges, dtype=np.int64).reshape(-1, 3)
        self.flags = np.asarray(flags, dtype=bool)
        self.n_nodes = 1 + int(self.rows[:, :2].max(initial=-1))

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Edge]:
        return self.followed(iter)

    def followed(self, follow: Callable[[Sequence[int]], Iterable[int]]) -> Iterator[Edge]:
        """Yield the edges; `follow` is handed the steps of many at once, for a bar of progress."""
        for start in follow(range(0, len(self.rows), _AT_ONCE)):
            yield from zip(*self.rows[start : start + _AT_ONCE].T.tolist(), strict=True)

    def head(self, n: int) -> "EdgeStream":
        """The first edges alone."""
        return EdgeStream(self.rows[:n], self.flags[:n])
