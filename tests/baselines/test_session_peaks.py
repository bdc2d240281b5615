"""Session peaks are histograms of how odd ordinary sessions get."""

import pytest

from baselines import SessionPeaks
from baselines.session_peaks import N_BINS, from_bin, to_bin

DAY_S = 86_400.0


@pytest.mark.parametrize("statistic", [0.0, 0.1, 1.0, 7.0, 42.0, 700.0])
def test_a_bin_holds_what_is_at_most_its_upper_edge(statistic: float) -> None:
    index = to_bin(statistic)
    assert statistic <= from_bin(index)
    assert index == 0 or statistic >= from_bin(index - 1)


def test_bins_end() -> None:
    assert to_bin(1e12) == N_BINS - 1


def test_the_first_sessions_of_an_agent_do_not_count() -> None:
    """What is odd to an unlearned baseline says nothing about odd sessions."""
    peaks = SessionPeaks(grace=3)
    for i in range(5):
        peaks.learn_session({0: 1.0}, start=float(i), verbs=0)
    assert (peaks.n_sessions, peaks.n_total, peaks.counts) == (2, 5, {0: {5: 2}})


def test_old_sessions_fade_when_new_ones_come() -> None:
    peaks = SessionPeaks(max_sessions=100, grace=0)
    for statistic in (0.5, 5.0):
        for _ in range(150):
            peaks.learn_session({0: statistic}, start=0.0, verbs=0)
    assert peaks.n_sessions <= 100
    assert peaks.counts[0][to_bin(5.0)] > 2 * peaks.counts[0][to_bin(0.5)]


def test_a_single_odd_session_is_forgotten_in_time() -> None:
    peaks = SessionPeaks(max_sessions=10, grace=0)
    peaks.learn_session({7: 50.0}, start=0.0, verbs=0)
    for _ in range(20):
        peaks.learn_session({0: 0.5}, start=0.0, verbs=0)
    assert list(peaks.counts) == [0]


def test_an_agents_days_are_those_on_which_it_began_a_session() -> None:
    """As evaluations count them: an agent that rests on weekends has five a week."""
    peaks = SessionPeaks()
    assert peaks.agent_days == 0
    for day in (0.0, 0.4, 0.9, 1.1, 7.2, 7.1):
        peaks.learn_session({}, start=day * DAY_S, verbs=0)
    assert peaks.agent_days == 3


def test_days_of_peers_add_up_in_any_order() -> None:
    three, five = SessionPeaks(), SessionPeaks()
    for peaks, days in ((three, 3), (five, 5)):
        peaks.learn_session({}, start=0.0, verbs=0)
        peaks.learn_session({}, start=days * DAY_S, verbs=0)
    one, other = SessionPeaks(), SessionPeaks()
    for peers, order in ((one, (three, five)), (other, (five, three))):
        for peaks in order:
            peers.merge_one(peaks)
    assert one.agent_days == 4
    assert one.pack() == other.pack()


def test_sessions_without_evidence_are_not_counted_by_it() -> None:
    peaks = SessionPeaks(grace=0)
    for nats in (-0.7, 0.0, 0.01, 4.0, 4.05, 99.0):
        peaks.learn_evidence(nats)
    assert peaks.evidence == {0: 1, 32: 2, N_BINS - 1: 1}


def test_evidence_of_peers_adds_up_and_survives_packing() -> None:
    one, other, back = SessionPeaks(grace=0), SessionPeaks(grace=0), SessionPeaks()
    for peaks in (one, other):
        peaks.learn_session({}, start=0.0, verbs=0)
        peaks.learn_evidence(2.0)
    one.merge_one(other)
    back.unpack(one.pack())
    assert back.evidence == {16: 2}


def test_a_run_of_evidence_is_counted_once_by_the_most_it_came_to() -> None:
    """It can alert once, however many sessions it takes."""
    peaks, before = SessionPeaks(), 0.0
    for reached in (1.0, 0.0, 2.0, 1.5):
        peaks.learn_evidence(reached, before)
        before = max(before, reached)
    assert (peaks.n_judged, peaks.evidence) == (4, {16: 1})


def test_halving_evidence_keeps_half_of_the_runs_though_each_is_alone_in_its_bin() -> None:
    peaks = SessionPeaks(max_sessions=100)
    for session in range(101):
        peaks.learn_evidence(0.05 + session / 8.0 if session < 40 else 0.0)
    assert peaks.n_judged == 50
    assert sum(peaks.evidence.values()) == 20
    assert sum(n for index, n in peaks.evidence.items() if index >= 20) == 10


def test_an_agents_alerts_are_remembered_until_a_week_passes_without_one() -> None:
    peaks, cohort, back = SessionPeaks(), SessionPeaks(), SessionPeaks()
    for day in (1.0, 5.0, 11.0):
        peaks.learn_alert(day * DAY_S)
    assert peaks.n_alerts == 3
    back.unpack(peaks.pack())
    cohort.merge_one(peaks)
    assert (back.n_alerts, cohort.n_alerts) == (3, 0)
    back.forget_alerts(17.9 * DAY_S)
    assert back.n_alerts == 3
    back.forget_alerts(18.1 * DAY_S)
    assert back.n_alerts == 0
