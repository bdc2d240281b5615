"""What a detector that needs no statistics makes of one event, as a sum."""

import msgspec

Term = tuple[str, float]
"""What was found, and what it added or took off."""


class Points(msgspec.Struct, frozen=True, gc=False):
    """Points against those that matter, and the terms that they are the sum of.

    Parameters
    ----------
    total
        What the event comes to, 0 at least.
    alert_at, stop_at
        Points that raise an alert, and points that ask for a stop.
    terms
        What was found, and what it added or took off, in the order it was looked for.

    Examples
    --------
    >>> points = Points.of((("delete", 40.0), ("production", 15.0)), 65.0, 90.0)
    >>> points.total, points.told()
    (55.0, '55 points, where 65 alert and 90 ask for a stop: delete +40, production +15')
    """

    total: float
    alert_at: float
    stop_at: float
    terms: tuple[Term, ...] = ()

    @classmethod
    def of(cls, terms: tuple[Term, ...], alert_at: float, stop_at: float) -> "Points":
        """The points that these terms come to."""
        total = 0.0
        for _, points in terms:
            total += points
        return cls(max(0.0, total), alert_at, stop_at, terms)

    def told(self) -> str:
        """All of it in one line."""
        terms = ", ".join(f"{name} {points:+.4g}" for name, points in self.terms)
        limits = f"where {self.alert_at:.4g} alert and {self.stop_at:.4g} ask for a stop"
        return f"{self.total:.4g} points, {limits}{': ' if terms else ''}{terms}"
