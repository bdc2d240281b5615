"""Rows of single-precision figures, as few bytes: what is as expected is not written."""

from collections.abc import Mapping, Sequence
from typing import Final

from .binary import pack_all, squeeze, unsqueeze

_FIGURE_BITS: Final = 32


class Rows:
    """Packs rows that are much like each other; nothing is lost, whatever they are.

    What is expected of a figure is taken away bit by bit (exclusive or), which leaves zeros where
    it was right, also in part: most often it is for sign, size and the first digits.

    Parameters
    ----------
    usual
        A row as most are.
    like
        Figures that mostly are what another one of their row is, which stands before them and is
        not in here itself.

    Examples
    --------
    >>> rows = Rows([1.0, 1.0, 0.0], like={1: 0})
    >>> figures = pack_all("f", [1.0, 1.0, 0.0, 3.5, 3.5, 0.25])
    >>> packed = rows.pack(figures)
    >>> len(packed), rows.unpack(packed) == figures
    (10, True)
    """

    def __init__(self, usual: Sequence[float], like: Mapping[int, int]) -> None:
        # Rows are one whole number, whose lowest bits are the first figure of the first one: what
        # is to be done to each of them is then done to all at once.
        self._n_bits = _FIGURE_BITS * len(usual)
        alone = [0.0 if at in like else figure for at, figure in enumerate(usual)]
        self._usual = int.from_bytes(pack_all("f", alone), "little")
        shifts: dict[int, int] = {}
        for at, other in like.items():
            shift = _FIGURE_BITS * (at - other)
            bits = (1 << _FIGURE_BITS) - 1 << _FIGURE_BITS * at
            shifts[shift] = shifts.get(shift, 0) | bits
        self._like = list(shifts.items())
        """By how many bits a row is shifted, and which of them then tell what is expected."""
        self._of_so_many: dict[int, tuple[int, list[tuple[int, int]]]] = {}
        """Both, of so many bytes of rows."""

    def pack(self, figures: bytes) -> bytes:
        """Rows one after another, each of figures of four bytes (`pack_all`)."""
        usual, like = self._expected(len(figures))
        bits = left = int.from_bytes(figures, "little")
        for shift, mask in like:
            left ^= bits << shift & mask
        return squeeze((left ^ usual).to_bytes(len(figures), "little"))

    def unpack(self, packed: bytes) -> bytes:
        """What `pack` packed."""
        left = unsqueeze(packed)
        usual, like = self._expected(len(left))
        bits = int.from_bytes(left, "little") ^ usual
        for shift, mask in like:
            bits ^= bits << shift & mask
        return bits.to_bytes(len(left), "little")

    def _expected(self, n_bytes: int) -> tuple[int, list[tuple[int, int]]]:
        expected = self._of_so_many.get(n_bytes)
        if expected is None:
            each = sum(1 << first for first in range(0, 8 * n_bytes, self._n_bits))
            like = [(shift, mask * each) for shift, mask in self._like]
            expected = self._of_so_many[n_bytes] = self._usual * each, like
        return expected
