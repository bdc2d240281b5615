"""What the monitor says of one event."""

import msgspec

from alerts.alert import Alert
from alerts.first_use import FirstUse
from alerts.stop_request import StopRequest
from detectors import Score


class Assessment(msgspec.Struct, frozen=True, gc=False):
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
    scores
        Score of each detector by name; `None` where it abstained.
    alerts
        Alerts created, updated or closed by this event.
    stop_requests
        Stops asked for because of it.
    flags
        What was odd about the event itself: `duplicate`, `conflict`, `clock`.
    firsts
        What the agent used for the first time, for the second stage.
    """

    key: str
    event_id: str
    time: float
    risk: int
    scores: dict[str, Score | None]
    alerts: tuple[Alert, ...] = ()
    stop_requests: tuple[StopRequest, ...] = ()
    flags: tuple[str, ...] = ()
    firsts: tuple[FirstUse, ...] = ()
