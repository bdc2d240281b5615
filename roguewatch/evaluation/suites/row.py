"""One line of the table: who, on what, and how well."""

import msgspec

OURS = "roguewatch"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one competitor on one part of a suite.

    Parameters
    ----------
    suite
        The suite's name.
    competitor
        `roguewatch`, or whom it is compared with.
    part
        What of the suite, such as a protocol; empty when it has one part.
    figures
        Values by name; None where there is none to measure.
    intervals
        95 % intervals, for the figures that have one.
    must, goal
        Floors by name of the figure, and what we would love to see. Ours only.
    at_most
        Names of the figures where less is better: their floor is a ceiling.

    Examples
    --------
    >>> Row(suite="nab", competitor="roguewatch", figures={"standard": 41.0},
    ...     must={"standard": 40.0}).misses()
    []
    """

    suite: str
    competitor: str
    figures: dict[str, float | None]
    part: str = ""
    intervals: dict[str, tuple[float, float]] = {}
    must: dict[str, float] = {}
    goal: dict[str, float] = {}
    at_most: tuple[str, ...] = ()

    def misses(self) -> list[str]:
        """The figures that do not reach their floor; one that is not there does not reach it."""
        return [name for name in self.must if not self._reaches(name)]

    def _reaches(self, name: str) -> bool:
        value, floor = self.figures.get(name), self.must[name]
        if value is None:
            return False
        return value <= floor if name in self.at_most else value >= floor
