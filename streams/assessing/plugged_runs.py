"""How odd a session looks to what was plugged in: its oddest event, or a run of odd ones."""

import math
from typing import Final

from baselines import Features, OddEvents, Profile, Session
from detectors import Calibration, Score
from detectors.risk import Risk

from ..events import ActionEvent
from .breaking_down import odd_event

_STEP: Final = 0.25
_LEAST: Final = 3.0


def learn_runs(
    risk: Risk,
    event: ActionEvent,
    x: Features,
    own: Profile,
    session: Session,
    calibration: Calibration,
    scores: dict[str, Score | None],
) -> bool:
    """Take one event's scores into the session; whether its evidence has to be combined anew.

    A plug-in's p is a share of past scores, and so never less than one in their number: one event
    proves little. A run adds up events: each is worth ln(0.5 p^-0.5), the nats of an e-value, and
    below nothing it starts anew. A session that a plug-in had a word in has its slot, odd or not.

    Parameters
    ----------
    risk
        Knows the plug-ins.
    event, x
        The event, and what is known of it; an intent is judged, and counted once it is completed.
    own
        The agent's profile.
    session
        Where runs and peaks are kept.
    calibration
        Of its peers.
    scores
        Of this event.
    """
    moved = False
    for one in risk.plugged:
        score = scores.get(one.name)
        if score is None:
            continue
        base, oddness = one.base, -math.log(score.p)
        run = max(0.0, session.runs.get(base, 0.0) + 0.5 * oddness - math.log(2.0))
        if not x.is_intent:
            session.runs[base] = run
        is_heard = one.is_heard and calibration.is_heard(base)
        if is_heard:
            session.spoke |= risk.bit_of(one.stream)
        statistic, known = max(oddness, run), session.peaks.setdefault(base, 0.0)
        if statistic <= max(_LEAST, known + _STEP):
            continue
        session.peaks[base] = statistic
        if is_heard and statistic > calibration.ordinary(base):
            moved = True
            odd = odd_event(event, x.time, one.name, base, statistic, score)
            sessions = own.sessions.live
            own[OddEvents].add(x.session, session.start, odd, sessions)
    return moved
