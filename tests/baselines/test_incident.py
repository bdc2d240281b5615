"""Incident state carries evidence over, and forgets all of it at the end."""

import pytest

from baselines import IncidentState


def test_evidence_of_sessions_adds_up() -> None:
    state = IncidentState()
    for log_e in (1.0, 2.0, 0.5):
        state.end_session(log_e, 0.0)
    assert state.log_w == 3.5


def test_good_sessions_cannot_be_saved_up() -> None:
    """A CUSUM: a month of good conduct is no licence for one bad night."""
    state = IncidentState()
    for _ in range(100):
        state.end_session(-0.7, -0.7)
    state.end_session(3.0, 2.0)
    assert (state.log_w, state.log_w_stop) == (3.0, 2.0)


def test_good_sessions_wear_evidence_off() -> None:
    state = IncidentState()
    state.end_session(2.0, 0.0)
    state.end_session(-0.5, 0.0)
    assert state.log_w == pytest.approx(1.5)


def test_it_is_open_while_it_has_an_alert() -> None:
    state = IncidentState()
    states = [state.is_open]
    state.alert_id = "a1"
    assert [*states, state.is_open] == [False, True]


def test_a_closed_incident_leaves_nothing() -> None:
    state = IncidentState()
    state.end_session(4.0, 4.0)
    state.alert_id, state.is_stop_requested, state.risk = "a1", True, 100
    state.evidence.append({"event_id": "1"})
    state.close()
    assert state.pack() == IncidentState().pack()
