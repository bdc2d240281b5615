"""Rows of single-precision figures, as few bytes: what is as expected is not written."""

import sys
from array import array
from collections.abc import Mapping

from .binary import squeeze, unsqueeze

_IS_SWAPPED = sys.byteorder == "big"


class Rows:
    """Packs rows that are much like each other; nothing is lost, whatever they are.

    What is expected of a figure is taken away bit by bit (exclusive or), which leaves zeros where
    it was right, also in part: most often it is for sign, size and the first digits.

    Parameters
    ----------
    usual
        A row as most are.
    like
        Figures that mostly are what another one of their row is, which is not in here itself.

    Examples
    --------
    >>> rows = Rows(array("f", (1.0, 1.0, 0.0)), like={1: 0})
    >>> figures = [1.0, 1.0, 0.0, 3.5, 3.5, 0.25]
    >>> packed = rows.pack(figures)
    >>> len(packed), rows.unpack(packed) == figures
    (10, True)
    """

    def __init__(self, usual: "array[float]", like: Mapping[int, int]) -> None:
        self.usual = usual
        self.like = like

    def pack(self, figures: list[float]) -> bytes:
        """Rows one after another, all their figures being of single precision."""
        packed = array("f", figures)
        return squeeze(_swapped(_differing(packed.tobytes(), self._expected(packed))))

    def unpack(self, packed: bytes) -> list[float]:
        """What `pack` packed."""
        left, usual = _swapped(unsqueeze(packed)), self.usual
        figures = usual * (len(left) // (len(usual) * usual.itemsize))
        figures = array("f", _differing(left, figures))
        return array("f", _differing(left, self._expected(figures))).tolist()

    def _expected(self, figures: "array[float]") -> "array[float]":
        size = len(self.usual)
        expected = self.usual * (len(figures) // size)
        for at, other in self.like.items():
            expected[at::size] = figures[other::size]
        return expected


def _differing(some: bytes, others: "array[float]") -> bytes:
    """The bits in which they differ."""
    differing = int.from_bytes(some, "little") ^ int.from_bytes(others.tobytes(), "little")
    return differing.to_bytes(len(some), "little")


def _swapped(figures: bytes) -> bytes:
    if not _IS_SWAPPED:
        return figures
    swapped = array("f", figures)
    swapped.byteswap()
    return swapped.tobytes()
