"""Take the evidence of a session apart, by the events that it grew with."""

import math

from alerts.breakdown import Breakdown, Part
from baselines import OddEvent, OddEvents, Profile, Session
from detectors import OwnCalibration, Points, Score
from detectors.dials import Thresholds
from detectors.risk import Risk

from ..events import ActionEvent


def break_down(
    risk: Risk,
    own: Profile,
    session: tuple[int, Session],
    calibration: OwnCalibration,
    limits: Thresholds,
    direct: tuple[Part, ...] = (),
    points: int = 0,
) -> Breakdown:
    """The evidence as it stands: what was carried over, each odd event's part, and the rest.

    The events are put back one after the other, in their order, and each is given what ln E of the
    session grows by: the parts telescope. Whatever else made the evidence what it is, is the rest,
    so that all of it adds up.

    Parameters
    ----------
    risk
        How evidence is combined.
    own
        The agent's profile.
    session
        The session's symbol, and what happened in it.
    calibration
        Of the agent's peers and of its own sessions.
    limits
        The thresholds that were in force.
    direct, points
        What the direct path saw, and its risk.
    """
    ident, live = session
    known = own.peek(OddEvents)
    events = known.of_session(ident, live.start) if known is not None else []
    told = {event.slot for event in events}
    so_far = Session(live.start)
    so_far.spoke, so_far.verbs = live.spoke, live.verbs
    so_far.peaks = {slot: value for slot, value in live.peaks.items() if slot not in told}
    before = risk.log_e(so_far, calibration)[0]
    parts = []
    for event in events:
        so_far.peaks[event.slot] = max(event.statistic, so_far.peaks.get(event.slot, 0.0))
        now = risk.log_e(so_far, calibration)[0]
        parts.append(_part(event, now - before))
        before = now
    carried = max(own.incident.log_w, 0.0)
    evidence = carried + live.log_e
    rest = evidence - math.fsum([carried, *(part.nats for part in parts)])
    return Breakdown(
        alert_at=limits.alert,
        stop_at=limits.stop,
        carried=carried,
        parts=tuple(parts),
        rest=rest,
        direct=direct,
        points=points,
    )


def odd_event(
    event: ActionEvent, time: float, detector: str, slot: int, statistic: float, score: Score
) -> OddEvent:
    """What is remembered of an event that raised a slot's largest statistic."""
    return OddEvent(
        event.event_id,
        time,
        event.tool,
        event.action,
        detector,
        slot,
        statistic,
        score.p,
        score.observed,
        score.expected_by_agent,
        score.expected_by_peers,
        score.n,
    )


def direct_parts(
    event: ActionEvent, time: float, scores: dict[str, Score | None], names: tuple[str, ...]
) -> tuple[Part, ...]:
    """What these direct detectors saw in this event; it adds no evidence."""
    seen = [(name, score) for name in names if (score := scores[name]) is not None]
    return tuple(
        _part(odd_event(event, time, name, 0, 0.0, score), 0.0, score.points)
        for name, score in seen
    )


def _part(event: OddEvent, nats: float, points: Points | None = None) -> Part:
    return Part(
        event_id=event.event_id,
        time=event.time,
        tool=event.tool,
        action=event.action,
        detector=event.detector,
        observed=event.observed,
        expected_by_agent=event.expected_by_agent,
        expected_by_peers=event.expected_by_peers,
        p=event.p,
        n=event.n,
        nats=nats,
        points=points,
    )
