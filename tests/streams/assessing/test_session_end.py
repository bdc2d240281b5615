"""An ended session is evidence, and what it touched becomes known unless it was stopped."""

import pytest

from baselines import (
    GRACE_S,
    ChangesBaseline,
    Features,
    IncidentState,
    Profile,
    RateBaseline,
    Session,
    SessionPeaks,
)
from baselines.touch import Touch
from detectors import Burst, Calibration
from detectors.config import Config
from detectors.dials import allowance
from detectors.risk import Risk
from streams.assessing.maturity import is_mature
from streams.assessing.session_end import end_session

RISK = Risk(Config(), [Burst()])
DELETE = 2


def odd_session(start: float, statistic: float = 30.0) -> Session:
    session = Session(start)
    session.spoke, session.verbs = RISK.bit(Burst()), 1 << DELETE
    session.peaks[(RISK.base(Burst()) or 0) + DELETE] = statistic
    session.touched[9] = Touch(DELETE, 7, 1, 2, 3, 4)
    return session


def profile_of_age(age_s: float) -> Profile:
    own = Profile()
    own[RateBaseline].learn_one(Features(time=0.0, verb=0))
    own[RateBaseline].learn_one(Features(time=age_s, verb=0))
    return own


@pytest.mark.parametrize(("age_s", "is_evidence"), [(GRACE_S - 1.0, False), (GRACE_S, True)])
def test_only_a_grown_agents_sessions_are_evidence(age_s: float, is_evidence: bool) -> None:
    own = profile_of_age(age_s)
    end_session(odd_session(age_s), own, Calibration(SessionPeaks()), RISK)
    assert is_mature(own[RateBaseline], age_s) is is_evidence
    assert (own[IncidentState].log_w > 5.0) is is_evidence
    assert own[IncidentState].led == (("burst",) if is_evidence else ())


def test_what_a_stopped_agent_touched_stays_unknown() -> None:
    own = profile_of_age(GRACE_S)
    own[IncidentState].alert_id, own[IncidentState].is_stop_requested = "a1", True
    end_session(odd_session(GRACE_S), own, Calibration(SessionPeaks()), RISK)
    assert 9 not in own[ChangesBaseline].known
    assert own[SessionPeaks].n_total == 0


@pytest.mark.parametrize(("later_s", "is_known"), [(40_000.0, False), (45_000.0, True)])
def test_what_it_touched_is_known_half_a_day_after_if_it_works_on(
    later_s: float, is_known: bool
) -> None:
    own = profile_of_age(GRACE_S)
    state = own[IncidentState]
    state.alert_id, state.is_stop_requested = "a1", True
    end_session(odd_session(GRACE_S), own, Calibration(SessionPeaks()), RISK)
    state.close()
    end_session(Session(GRACE_S + later_s), own, Calibration(SessionPeaks()), RISK)
    assert (9 in own[ChangesBaseline].known) is is_known


def test_a_session_of_an_open_incident_is_no_ordinary_one() -> None:
    """What it touched is known from now on; how odd it was is not usual."""
    own = profile_of_age(GRACE_S)
    own[IncidentState].alert_id = "a1"
    end_session(odd_session(GRACE_S), own, Calibration(SessionPeaks()), RISK)
    assert 9 in own[ChangesBaseline].known
    assert own[SessionPeaks].n_total == 0


@pytest.mark.parametrize(("age_s", "n_counted"), [(GRACE_S - 1.0, 0), (GRACE_S, 1)])
def test_an_agent_does_not_grow_young_again_by_an_incident(age_s: float, n_counted: int) -> None:
    """Its first session that no incident swallowed counts, if it was seen long enough before."""
    own = profile_of_age(age_s)
    end_session(odd_session(age_s), own, Calibration(SessionPeaks()), RISK)
    assert own[SessionPeaks].n_sessions == n_counted


def test_sessions_are_counted_by_what_they_came_to_but_for_their_agents_youth() -> None:
    young, old = profile_of_age(GRACE_S), profile_of_age(GRACE_S)
    old[SessionPeaks].n_total = 19
    for own in (young, old):
        end_session(odd_session(GRACE_S, 12.0), own, Calibration(SessionPeaks()), RISK)
    assert young[SessionPeaks].n_judged == old[SessionPeaks].n_judged == 1
    (least,), (most,) = young[SessionPeaks].evidence, old[SessionPeaks].evidence
    assert (most - least) / 8.0 == pytest.approx(allowance(0), abs=0.13)


def test_what_came_to_an_alert_is_not_counted_before_its_incident_is_over() -> None:
    own = profile_of_age(GRACE_S)
    own[IncidentState].alert_id = "a1"
    end_session(odd_session(GRACE_S), own, Calibration(SessionPeaks()), RISK)
    assert (own[SessionPeaks].n_judged, own[SessionPeaks].evidence) == (1, {})


def test_a_run_over_two_sessions_is_one() -> None:
    own = profile_of_age(GRACE_S)
    for _ in range(2):
        end_session(odd_session(GRACE_S, 12.0), own, Calibration(SessionPeaks()), RISK)
    assert own[SessionPeaks].n_judged == 2
    assert sum(own[SessionPeaks].evidence.values()) == 1
