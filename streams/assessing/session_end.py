"""What is left of a session when it ends: evidence, and what it touched."""

import math

from baselines import (
    OddEvents,
    OutletsBaseline,
    Profile,
    Session,
    SessionPeaks,
    SessionVectors,
)
from detectors import Calibration, OwnCalibration
from detectors.dials import allowance
from detectors.risk import Risk

from .incidents import MIN_SHARE
from .maturity import is_mature


def end_session(session: Session, own: Profile, calibration: Calibration, risk: Risk) -> None:
    """Take an ended session into the evidence, and what it touched into the profile.

    Parameters
    ----------
    session
        A session that ended, as `SessionsBaseline.open` hands it back.
    own
        The agent's profile.
    calibration
        How odd the sessions of its peers get.
    risk
        How the evidence of detectors is combined.

    Examples
    --------
    >>> from baselines.touch import Touch
    >>> from detectors.config import Config
    >>> own, session = Profile(), Session(0.0)
    >>> session.touched[9] = Touch(0, 7, 1, 2, 3, 4)
    >>> end_session(session, own, Calibration(SessionPeaks()), Risk(Config(), []))
    >>> 9 in own.changes.known, own[SessionPeaks].n_total, own.incident.log_w
    (True, 1, 0.0)
    """
    state = own.incident
    if (odd := own.peek(OddEvents)) is not None:
        odd.forget(session.start)
    if is_mature(own.rate, session.last):
        beside = OwnCalibration(calibration, own[SessionPeaks])
        log_e, log_e_stop = risk.log_e(session, beside)
        led = risk.shares(session, beside) if log_e > 0.0 else {}
        # Without a share is who speaks for a stop behind another that leads.
        told = [name for name, part in led.items() if part >= MIN_SHARE or not part]
        _try_plugged(session, own, beside, risk)
        reached = _learn_evidence(session, own, log_e)
        state.end_session(log_e, log_e_stop, told, reached)
        if state.is_stop_requested:
            state.hold(session.touched, session.last)
            return
    if not state.alert_id:
        known_since = own.rate.first
        own[SessionPeaks].learn_session(session.peaks, session.start, session.verbs, known_since)
        own[SessionVectors].learn_session(session)
    own[OutletsBaseline].learn_session(session.touched)
    # What was alerted and left alone becomes known: the same alert every day helps nobody.
    changes = own.changes
    changes.learn_symbols(sorted(session.broad_tools))
    if held := state.take_believed(session.last):
        changes.learn_session(held)
    changes.learn_session(session.touched)


def _try_plugged(session: Session, own: Profile, calibration: OwnCalibration, risk: Risk) -> None:
    """What the session comes to with each plug-in heard, for the peers to set a threshold by."""
    for one in risk.plugged:
        if one.base not in session.peaks or not calibration.is_measured(one.base):
            continue
        reached, (log_e, _) = 0.0, risk.log_e(session, calibration, tried=one.base)
        if log_e > 0.0:
            peaks, carried = own[SessionPeaks], max(own.incident.log_w, 0.0)
            reached = log_e + carried - allowance(peaks.n_total, peaks.n_alerts)
        # The bins are of ln(1 + statistic).
        session.peaks[one.base + 1] = math.expm1(max(0.0, reached))


def _learn_evidence(session: Session, own: Profile, log_e: float) -> float:
    """Count what the session came to, beyond what its agent may show."""
    peaks, state, reached = own[SessionPeaks], own.incident, 0.0
    peaks.forget_alerts(session.start)
    # What came to an alert is counted once, when its incident is over.
    if log_e > 0.0 and not state.alert_id:
        reached = log_e + max(state.log_w, 0.0) - allowance(peaks.n_total, peaks.n_alerts)
    peaks.learn_evidence(reached, state.reached)
    return reached
