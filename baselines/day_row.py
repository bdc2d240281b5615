"""What is known of the days on which calls of one verb class move something."""

from struct import Struct
from typing import Final

from mypy_extensions import mypyc_attr

from .rows import Rows
from .single import single

LEAST_HIGH: Final = 3.4
"""What is told first is half as far again: five errors."""
ROWS: Final = Rows(
    [0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, LEAST_HIGH, 0.0, 0.0], like={2: 1, 6: 4, 9: 4}
)
"""Packs them: as those of a new row, limit and next, and what is like the level, alike."""
_FIGURES: Final = Struct("<10f")
_N_BYTES: Final = 40


@mypyc_attr(acyclic=True)  # nothing that it holds holds it: the collector need not look
class DayRow:
    """Figures of single precision; `single` is for whoever changes them.

    Examples
    --------
    >>> row = DayRow()
    >>> row.today = single(0.1)
    >>> DayRow.unpack(row.pack(), 0).today
    0.10000000149011612
    """

    __slots__ = (
        "anchor",
        "high",
        "last",
        "level",
        "limit",
        "n",
        "next",
        "rise",
        "today",
        "variance",
    )

    def __init__(self) -> None:
        self.today = 0.0
        """Today's sum."""
        self.next = 0.0
        """The sum beyond which it is told next."""
        self.limit = 0.0
        """That of a new day."""
        self.n = 0.0
        """Days learned."""
        self.level = 0.0
        """Mean of the logarithm of the last days' sums."""
        self.variance = 1.0
        """Their variance, from day to day."""
        self.anchor = 0.0
        """The mean that grows slowly."""
        self.high = single(LEAST_HIGH)
        """How far, in its own errors, the level was above the anchor when that was last told."""
        self.rise = 0.0
        """How far it is now, if that is half as far again."""
        self.last = 0.0
        """The logarithm of the last day's sum."""

    def pack(self) -> bytes:
        """All figures, of four bytes each."""
        return _FIGURES.pack(
            self.today,
            self.next,
            self.limit,
            self.n,
            self.level,
            self.variance,
            self.anchor,
            self.high,
            self.rise,
            self.last,
        )

    @staticmethod
    def unpack(packed: bytes, number: int) -> "DayRow":
        """The row that `pack` packed as this one of several, counted from 0."""
        row = DayRow()
        (
            row.today,
            row.next,
            row.limit,
            row.n,
            row.level,
            row.variance,
            row.anchor,
            row.high,
            row.rise,
            row.last,
        ) = _FIGURES.unpack_from(packed, _N_BYTES * number)
        return row
