"""What is known of how much the calls of one verb class, or of one tool, move."""

from struct import Struct
from typing import Final

from mypy_extensions import mypyc_attr

from .sizes import Sizes

N_BYTES: Final = 24
"""That a packed row takes."""
_FIGURES: Final = Struct("<6f")


@mypyc_attr(acyclic=True)  # nothing that it holds holds it: the collector need not look
class VolumeRow:
    """Sizes of these calls in items and in bytes.

    Examples
    --------
    >>> row = VolumeRow()
    >>> row.items.learn(0.5, weight=1.0, memory=500.0)
    >>> again = VolumeRow.unpack(row.pack(), 0)
    >>> again.items.n, again.items.mean, again.bytes.n
    (1.0, 0.5, 0.0)
    """

    __slots__ = ("bytes", "items")

    def __init__(self) -> None:
        self.items = Sizes()
        self.bytes = Sizes()

    def copy(self) -> "VolumeRow":
        """Another row of the same figures."""
        return VolumeRow.unpack(self.pack(), 0)

    def merge(self, other: "VolumeRow") -> None:
        """Take another agent's row in."""
        self.items.merge(other.items)
        self.bytes.merge(other.bytes)

    def pack(self) -> bytes:
        """Count, mean and variance of the items, and then of the bytes, of four bytes each."""
        items, moved = self.items, self.bytes
        return _FIGURES.pack(
            items.n, items.mean, items.variance, moved.n, moved.mean, moved.variance
        )

    @staticmethod
    def unpack(packed: bytes, at: int) -> "VolumeRow":
        """The row that `pack` packed, from this byte on."""
        row = VolumeRow()
        items, moved = row.items, row.bytes
        (
            items.n,
            items.mean,
            items.variance,
            moved.n,
            moved.mean,
            moved.variance,
        ) = _FIGURES.unpack_from(packed, at)
        return row
