"""What a detector says of one event."""

from typing import Final

from .judging.points import Points


class Score:
    """How odd an event is in one respect, and the figures a person needs to believe it.

    It is never changed. No Struct, as what travels is: dozens are made for each event, and a class
    of its own is made and read at machine speed where the core is compiled.

    Parameters
    ----------
    p
        How often the usual looks this odd or odder, by the detector's own model, in (0, 1].
    observed
        What was seen, in the detector's own unit.
    expected_by_agent
        The same figure as this agent's past would have it.
    expected_by_peers
        The same figure as its peers' past would have it.
    n
        Past observations behind the expectation.
    points
        Of a detector on the direct path: what it makes of the event.

    Examples
    --------
    >>> Score(p=0.01, observed=12.0, expected_by_agent=1.0, expected_by_peers=1.5, n=300.0)
    Score(p=0.01, observed=12.0, expected_by_agent=1.0, expected_by_peers=1.5, n=300.0)
    """

    def __init__(
        self,
        p: float,
        observed: float,
        expected_by_agent: float,
        expected_by_peers: float,
        n: float,
        points: Points | None = None,
    ) -> None:
        self.p: Final = p
        self.observed: Final = observed
        self.expected_by_agent: Final = expected_by_agent
        self.expected_by_peers: Final = expected_by_peers
        self.n: Final = n
        self.points: Final = points

    def to_dict(self) -> dict[str, float | Points]:
        """What it says by name, as a file of scores has it: points only where there are some."""
        figures: dict[str, float | Points] = {
            "p": self.p,
            "observed": self.observed,
            "expected_by_agent": self.expected_by_agent,
            "expected_by_peers": self.expected_by_peers,
            "n": self.n,
        }
        return figures if self.points is None else {**figures, "points": self.points}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Score) and self.to_dict() == other.to_dict()

    def __repr__(self) -> str:
        return f"Score({', '.join(f'{name}={value!r}' for name, value in self.to_dict().items())})"
