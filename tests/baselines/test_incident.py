"""Incident state carries evidence over, and forgets all of it at the end."""

import pytest

from baselines import IncidentState
from baselines.touch import Touch
from baselines.touches import pack_touches


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


def test_what_a_stop_was_asked_for_is_handed_over_once_half_a_day_later() -> None:
    state, touched = IncidentState(), {9: Touch(2, 7, 1, 2, 3, 4)}
    state.hold(touched, 100.0)
    state.close()
    again = IncidentState()
    again.unpack(state.pack())
    taken = [again.take_believed(100.0 + s) for s in (43_200.0, 43_201.0, 43_202.0)]
    assert [pack_touches(of) for of in taken] == [[], pack_touches(touched), []]


def test_no_more_is_held_than_a_session_may_touch() -> None:
    state = IncidentState()
    for first in (0, 50):
        state.hold({pair: Touch(2, 7, 1, 2, 3, 4) for pair in range(first, first + 50)}, 0.0)
    assert len(state.take_believed(1e6)) == 64
