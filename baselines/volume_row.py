"""What is known of how much the calls of one verb class, or of one tool, move."""

from typing import Final

from .sizes import Sizes

N_FIGURES: Final = 6


class VolumeRow:
    """Sizes of these calls in items and in bytes.

    Examples
    --------
    >>> row, figures = VolumeRow(), []
    >>> row.items.learn(0.5, weight=1.0, memory=500.0)
    >>> row.add_figures(figures)
    >>> figures
    [1.0, 0.5, 1.0, 0.0, 0.0, 1.0]
    """

    __slots__ = ("bytes", "items")

    def __init__(self) -> None:
        self.items = Sizes()
        self.bytes = Sizes()

    def copy(self) -> "VolumeRow":
        """Another row of the same figures."""
        figures: list[float] = []
        self.add_figures(figures)
        return VolumeRow.restored(figures, 0)

    def merge(self, other: "VolumeRow") -> None:
        """Take another agent's row in."""
        self.items.merge(other.items)
        self.bytes.merge(other.bytes)

    def add_figures(self, to: list[float]) -> None:
        """Append count, mean and variance of the items, and then of the bytes."""
        items, moved = self.items, self.bytes
        to.extend((items.n, items.mean, items.variance, moved.n, moved.mean, moved.variance))

    @classmethod
    def restored(cls, figures: list[float], at: int) -> "VolumeRow":
        """A row of the figures from there on."""
        row = cls()
        row.items.restore(figures[at], figures[at + 1], figures[at + 2])
        row.bytes.restore(figures[at + 3], figures[at + 4], figures[at + 5])
        return row
