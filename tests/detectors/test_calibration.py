"""Calibration turns a statistic into how often benign sessions look so."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baselines import SessionPeaks
from baselines.session_peaks import CHANGING
from detectors import Calibration

DAY_S = 86_400.0

EVERY = (1 << 9) - 1
"""Sessions that use every verb class."""


def peaks_of(*statistics: float, slot: int = 0) -> SessionPeaks:
    peaks = SessionPeaks(max_sessions=10_000, grace=0)
    for i, statistic in enumerate(statistics):
        peaks.learn_session({slot: statistic} if statistic else {}, start=float(i), verbs=EVERY)
    return peaks


def test_in_range_p_is_the_share_of_sessions_as_odd() -> None:
    calibration = Calibration(peaks_of(*(0.5, 1.5, 2.5, 3.5) * 100))
    ps = [calibration.p(0, statistic) for statistic in (0.5, 1.5, 2.5, 3.5)]
    assert ps == pytest.approx([1.0, 0.75, 0.5, 0.25], abs=0.01)


def test_sessions_without_the_slot_are_not_odd_at_all() -> None:
    calibration = Calibration(peaks_of(*(2.0, 0.0, 0.0, 0.0) * 100))
    assert 0.15 < calibration.p(0, 2.0) < 0.26


def test_before_any_history_p_is_the_models_own() -> None:
    assert Calibration(SessionPeaks()).p(0, 10.0) == pytest.approx(4.54e-5, rel=1e-3)


def test_a_slot_nobody_ever_used_is_worth_a_little() -> None:
    calibration = Calibration(peaks_of(*(2.0,) * 1_000))
    assert calibration.p(7, 10.0) == pytest.approx(4.54e-5 / 21, rel=1e-3)


def test_beyond_what_was_seen_p_falls_on() -> None:
    calibration = Calibration(peaks_of(*(0.5, 1.0, 2.0, 3.0) * 100))
    ps = [calibration.p(0, statistic) for statistic in (5.0, 10.0, 20.0, 40.0)]
    assert ps == sorted(ps, reverse=True)
    assert ps[-1] < 1e-14


def test_one_odd_session_does_not_hide_the_next() -> None:
    """Else the first attack, once it is over, would make the second one usual."""
    ordinary = (0.5, 1.0, 1.5, 2.0) * 100
    assert Calibration(peaks_of(*ordinary, 40.0)).p(0, 40.0) < 1e-6


def test_sessions_that_often_go_far_make_going_far_usual() -> None:
    wild = Calibration(peaks_of(*(1.0,) * 300, *(10.0, 15.0, 20.0, 25.0) * 25))
    calm = Calibration(peaks_of(*(1.0,) * 400))
    assert wild.p(0, 30.0) > 1e-3 > calm.p(0, 30.0)


@given(
    st.lists(st.floats(0, 700), max_size=60),
    st.lists(st.floats(0, 2_000), min_size=2, max_size=20),
)
@settings(max_examples=150)
def test_a_larger_statistic_is_never_less_odd(seen: list[float], asked: list[float]) -> None:
    calibration = Calibration(peaks_of(*seen))
    ps = [calibration.p(0, statistic) for statistic in sorted(asked)]
    assert all(0.0 < p <= 1.0 for p in ps)
    assert ps == sorted(ps, reverse=True)


@given(st.lists(st.floats(0, 700), max_size=60))
def test_what_is_ordinary_is_no_evidence(seen: list[float]) -> None:
    calibration = Calibration(peaks_of(*seen))
    bound = calibration.ordinary(0)
    assert bound >= 2.99
    assert calibration.p(0, 0.9 * bound) >= 0.04 or bound < 3.3


def test_sessions_a_day_are_those_of_one_agent() -> None:
    cohort = SessionPeaks()
    for _ in range(3):
        agent = SessionPeaks()
        for i in range(41):
            agent.learn_session({}, start=i * DAY_S / 4, verbs=0)
        cohort.merge_one(agent)
    assert Calibration(cohort).sessions_a_day == pytest.approx(41 / 11)


def test_nobody_watched_says_nothing_of_a_day() -> None:
    assert Calibration(SessionPeaks()).sessions_a_day is None


def test_only_sessions_that_used_a_verb_class_could_be_odd_in_it() -> None:
    """Where one session in fifty deletes, half of those are odd, not one session in a hundred."""
    peaks, delete = SessionPeaks(grace=0), 1 << 2
    for i in range(500):
        deletes = i % 50 == 0
        odd = {1 + 2: 4.0} if i % 100 == 0 else {}
        peaks.learn_session(odd, start=float(i), verbs=delete if deletes else 1)
    assert Calibration(peaks).p(1 + 2, 3.0) == pytest.approx(6 / 11)


def test_all_changing_verbs_share_a_denominator() -> None:
    peaks = SessionPeaks(grace=0)
    for verb in range(9):
        peaks.learn_session({1 + CHANGING: 4.0}, start=float(verb), verbs=1 << verb)
    assert peaks.n_with[CHANGING] == 7
