"""What the monitor says of one event."""

from alerts.alert import Alert
from alerts.first_use import FirstUse
from alerts.stop_request import StopRequest
from detectors import Score


class Assessment:
    """Scores, risk, and what follows from them.

    Parameters
    ----------
    key
        tenant/agent_id.
    event_id
        The event assessed.
    time
        Event time it was judged at, in seconds since 1970.
    risk
        0 to 100; 100 is where a stop is asked for.
    said
        Score of each detector asked, in order of `asked`; `None` where it abstained.
    alerts
        Alerts created, updated or closed by this event.
    stop_requests
        Stops asked for because of it.
    flags
        What was odd about the event itself: `duplicate`, `conflict`, `clock`.
    firsts
        What the agent used for the first time, for the second stage.
    asked
        Names of the detectors.

    Examples
    --------
    >>> quiet = Assessment("default/a", "e1", 0.0, 0, [None], asked=("burst",))
    >>> quiet.scores, quiet.alerts, quiet == Assessment("default/a", "e1", 0.0, 0, [])
    ({'burst': None}, (), False)
    """

    def __init__(
        self,
        key: str,
        event_id: str,
        time: float,
        risk: int,
        said: list[Score | None],
        alerts: tuple[Alert, ...] = (),
        stop_requests: tuple[StopRequest, ...] = (),
        flags: tuple[str, ...] = (),
        firsts: tuple[FirstUse, ...] = (),
        asked: tuple[str, ...] = (),
    ) -> None:
        self.key = key
        self.event_id = event_id
        self.time = time
        self.risk = risk
        self.said = said
        self.alerts = alerts
        self.stop_requests = stop_requests
        self.flags = flags
        self.firsts = firsts
        self.asked = asked

    @property
    def scores(self) -> dict[str, Score | None]:
        """Score of each detector by name; `None` where it abstained."""
        return dict(zip(self.asked, self.said, strict=True))

    def _fields(self) -> tuple[object, ...]:
        said = self.key, self.event_id, self.time, self.risk, self.scores
        return *said, self.alerts, self.stop_requests, self.flags, self.firsts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Assessment) and self._fields() == other._fields()

    def __repr__(self) -> str:
        return f"Assessment{self._fields()!r}"
