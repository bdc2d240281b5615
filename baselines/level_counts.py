"""How often each level of newness was met."""

from mypy_extensions import mypyc_attr


@mypyc_attr(acyclic=True)  # nothing that it holds holds it: the collector need not look
class LevelCounts:
    """Touches counted by their level, and their sum, which is asked far more often.

    Parameters
    ----------
    counts
        Touches of each level so far.

    Examples
    --------
    >>> counts = LevelCounts([0, 2, 0])
    >>> counts.add(2)
    >>> counts.of_level, counts.total
    ([0, 2, 1], 3)
    """

    __slots__ = ("of_level", "total")

    def __init__(self, counts: list[int]) -> None:
        self.of_level = counts
        self.total = 0
        for n in counts:
            self.total += n

    def add(self, level: int) -> None:
        """Count one touch."""
        # Compiled, `+= 1` on an item adds objects.
        self.of_level[level] = self.of_level[level] + 1
        self.total += 1

    def merge(self, other: "LevelCounts") -> None:
        """Add those of another agent."""
        self.of_level = [a + b for a, b in zip(self.of_level, other.of_level, strict=True)]
        self.total += other.total
