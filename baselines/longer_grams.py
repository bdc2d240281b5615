"""In which order a lone agent uses its tools, followed over as many steps as there is room for."""

from typing import Any

from .base import Packed
from .binary import pack_all, unpack_all

Table = dict[int, int]


class LongerGrams:
    """How often runs of two tools, of three and so on were seen: one table a length.

    Contexts are as long as room allows: when all tables together are full, the longest runs are
    forgotten whole, and from then on shorter contexts are all there is. So counts stay exact, and a
    varied agent is not judged by the accidents of what still fitted in.

    Parameters
    ----------
    longest
        Tools in the longest run.
    max_grams
        Runs kept, of all lengths together.

    Examples
    --------
    >>> longer = LongerGrams.of_length(3, max_grams=4)
    >>> for runs in ([11, 111], [12, 112], [11, 111]):
    ...     longer.learn(runs)
    >>> longer.tables
    [{11: 2, 12: 1}, {111: 2, 112: 1}]
    >>> longer.learn([13, 113])
    >>> longer.tables
    [{11: 2, 12: 1, 13: 1}]
    """

    __slots__ = ("_n_grams", "max_grams", "tables")

    def __init__(self, tables: list[Table], max_grams: int) -> None:
        self.tables = tables
        """Hash of a run to how often it was seen: runs of two tools first."""
        self.max_grams = max_grams
        self._n_grams = sum(map(len, tables))

    @classmethod
    def of_length(cls, longest: int, max_grams: int) -> "LongerGrams":
        """Nothing seen so far."""
        return cls([{} for _ in range(longest - 1)], max_grams)

    # Runs are `Any` here and below: they are only looked up, and compiled, an `int` would be taken
    # out of its object for nothing, and put into another one.
    def learn(self, runs: list[Any]) -> None:
        """Take in the runs that end in one tool: with the one before, the two before and so on."""
        tables = self.tables
        for i in range(min(len(tables), len(runs))):
            table, run = tables[i], runs[i]
            n = table.get(run, 0)
            if not n:
                self._n_grams += 1
            table[run] = n + 1
        while self._n_grams > self.max_grams:
            self._n_grams -= len(self.tables.pop())

    def share_of(self, contexts: list[Any], runs: list[Any], p: float, prior_n: float) -> float:
        """Back a share by the last tool off to longer contexts, as far as they were met before.

        Contexts are the last two tools, the last three and so on; runs are the last tool and the
        next one, and these contexts and the next one.
        """
        tables = self.tables
        for i in range(min(len(tables) - 1, len(contexts))):
            n = tables[i].get(contexts[i], 0)
            if not n:
                break
            seen = tables[i + 1].get(runs[i + 1], 0)
            # A session's last run was met, and nothing came after it.
            p = (seen + prior_n * p) / (max(n, seen) + prior_n)
        return p

    def halve(self) -> None:
        """Halve all counts; what was seen once is forgotten."""
        self.tables = [{g: n // 2 for g, n in t.items() if n >= 2} for t in self.tables]
        self._n_grams = sum(map(len, self.tables))

    def pack(self) -> Packed:
        return [pack_table(table) for table in self.tables]

    @classmethod
    def unpack(cls, packed: Packed, max_grams: int) -> "LongerGrams":
        return cls([unpack_table(table) for table in packed], max_grams)


def pack_table(table: Table) -> Packed:
    r"""Hashes as fixed-width bytes, and how often each was seen: five bytes a gram, mostly.

    Examples
    --------
    >>> pack_table({7: 2, 258: 1}), unpack_table(pack_table({7: 2, 258: 1}))
    ([b'\x07\x00\x00\x00\x02\x01\x00\x00', [2, 1]], {7: 2, 258: 1})
    """
    return [pack_all("I", table), list(table.values())]


def unpack_table(packed: Packed) -> Table:
    """The table that `pack_table` packed, in its order."""
    grams, counts = packed
    return {gram: counts[i] for i, gram in enumerate(unpack_all("I", grams))}
