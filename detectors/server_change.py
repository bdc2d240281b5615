"""A server says something else of its own tools than it said before: told of once for all."""

from .fleet_detector import FleetDetector
from .judging.parameters import check_positive
from .score import Score


class ServerChange(FleetDetector):
    """A server changed the annotations of its tools; the agent that met it first raises the alert.

    Agents and people grant rights by what a tool declares of itself: read-only, destructive,
    idempotent, open to the world. A server that was approved and then changes what it declares
    (a rug pull) may have changed what it does. All who call it meet the change; it is one alert
    for each server and day, and none where servers change all the time. What one agent met is
    `annotation_change`. Misses a tool that does something else and declares the same, and what
    producers do not record.

    Parameters
    ----------
    most_a_day
        Changes in a day, since the tenant is known, up to which one more is odd.

    Examples
    --------
    >>> detector = ServerChange()
    >>> score = detector.score(1, 13.0)
    >>> detector.is_odd(score), detector.reason(score)
    (True, 'a server changed annotations of its own tools; the 2nd such change in 14 days')
    >>> detector.is_odd(detector.score(40, 13.0))
    False
    """

    name = "server_change"
    hypothesis = "A server that was approved changed its tools, or somebody took it over."
    misses = "A tool that does something else and declares the same; what nobody records."
    runbook = (
        "Compare the tool's description and code with the version that was approved. "
        "Ask whoever runs the server. Until then approve each call of its tools by hand."
    )

    def __init__(self, most_a_day: float = 1.0) -> None:
        check_positive(most_a_day=most_a_day)
        self.most_a_day = most_a_day

    def score(self, n: int, among: float) -> Score | None:
        """Score one change more, after `n` in so many days."""
        days = among + 1.0
        a_day = (n + 1.0) / days
        return Score(min(1.0, a_day), n + 1.0, 0.0, n / days, days)

    def is_odd(self, score: Score) -> bool:
        return score.observed / score.n <= self.most_a_day

    def reason(self, score: Score) -> str:
        days = "a day" if score.n < 1.5 else f"{score.n:.0f} days"
        which = f"the {_ordinal(int(score.observed))} such change in {days}"
        return f"a server changed annotations of its own tools; {which}"


def _ordinal(n: int) -> str:
    if n % 100 in (11, 12, 13):
        return f"{n}th"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"
