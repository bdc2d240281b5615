"""An alert's risk, taken apart: which events and detectors it comes from, in nats that add up."""

import math

import msgspec

from detectors import Points


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one event, judged by one detector, added to the evidence.

    Parameters
    ----------
    observed, expected_by_agent, expected_by_peers, p, n
        The detector's own figures for this event.
    nats
        What the evidence grew by: of ln W, or of nothing on the direct path.
    points
        On the direct path, what the detector's points add up from.
    """

    event_id: str
    time: float
    tool: str
    action: str
    detector: str
    observed: float
    expected_by_agent: float
    expected_by_peers: float
    p: float
    n: float
    nats: float
    points: Points | None = None


class Breakdown(msgspec.Struct, frozen=True, kw_only=True):
    """The evidence of an alert as a sum, and the thresholds it was held against.

    `carried + sum(part.nats) + rest` is the evidence, ln W. The direct path is apart: it adds no
    evidence, and its risk is `points`. The larger of the two is the risk.

    Parameters
    ----------
    alert_at, stop_at
        Evidence, in nats, at which an alert is raised and a stop asked for.
    carried
        Evidence of sessions that had ended before.
    parts
        Odd events of the session, in their order.
    rest
        Streams of evidence in which nothing was odd, which count against it, and whatever was too
        ordinary, or too many, to be told event by event.
    direct
        What direct detectors saw in the event itself.
    points
        Risk by the direct path, 0 to 100.

    Examples
    --------
    >>> part = Part(event_id="e1", time=0.0, tool="rm", action="delete", detector="burst",
    ...     observed=9.0, expected_by_agent=0.1, expected_by_peers=0.1, p=1e-9, n=70.0, nats=6.5)
    >>> breakdown = Breakdown(alert_at=5.0, stop_at=10.0, carried=2.0, parts=(part,), rest=-0.5)
    >>> breakdown.log_evidence, breakdown.risk
    (8.0, 80)
    """

    alert_at: float
    stop_at: float
    carried: float = 0.0
    parts: tuple[Part, ...] = ()
    rest: float = 0.0
    direct: tuple[Part, ...] = ()
    points: int = 0

    @property
    def log_evidence(self) -> float:
        """The sum of all parts, in nats."""
        return math.fsum([self.carried, *(part.nats for part in self.parts), self.rest])

    @property
    def risk(self) -> int:
        """The risk that the parts come to, 0 to 100."""
        return max(self.points, max(0, min(100, int(100.0 * self.log_evidence / self.stop_at))))

    def by_detector(self) -> dict[str, float]:
        """Nats of each detector, largest first."""
        nats: dict[str, float] = {}
        for part in self.parts:
            nats[part.detector] = nats.get(part.detector, 0.0) + part.nats
        return dict(sorted(nats.items(), key=lambda item: (-item[1], item[0])))
