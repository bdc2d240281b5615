"""The two dials, and how much is known of an agent and its fleet, say when to act."""

import math

import pytest

from baselines import SessionPeaks
from detectors import Calibration
from detectors.config import Config
from detectors.dials import LEAST_NATS, Dials, allowance, risk_score

NOTHING = Calibration(SessionPeaks())
"""Before any history p is exp(-statistic): figures can be worked out by hand."""


def thresholds(n_sessions: int = 1_000, **changes: float) -> tuple[float, float]:
    config = Config(**changes)  # type: ignore[arg-type]  # Only the dials, which are numbers.
    limits = Dials(config).thresholds(n_sessions, NOTHING)
    return limits.alert, limits.stop


def test_the_dials_set_the_thresholds() -> None:
    """Ten times fewer false alerts are worth ln 10 more evidence."""
    alert, stop = thresholds()
    assert alert == pytest.approx(math.log(1_000 * 0.05 * 1.0 * 5.0 * 1.02 / 5.0), abs=0.01)
    assert stop == pytest.approx(alert + math.log(100.0))
    assert thresholds(alerts_per_1000_agent_days=0.5)[0] == pytest.approx(alert + math.log(10.0))


def test_more_sessions_a_day_need_more_evidence_each() -> None:
    busy = SessionPeaks()
    for i in range(500):
        busy.learn_session({}, start=i * 864.0, verbs=0)
    limits = Dials(Config()).thresholds(1_000, Calibration(busy))
    assert limits.alert == pytest.approx(thresholds()[0] + math.log(20.0), abs=0.01)


def test_an_unknown_agent_has_wider_thresholds_and_never_infinite_ones() -> None:
    cold, known = thresholds(n_sessions=0), thresholds()
    assert known[0] < cold[0] < known[0] + 4.0
    assert cold[1] > known[1]


def test_no_dial_makes_everything_an_alert() -> None:
    assert thresholds(alerts_per_1000_agent_days=1e9, stops_per_1000_agent_days=1e9) == (
        LEAST_NATS,
        math.log(4.0),
    )


@pytest.mark.parametrize(
    ("evidence", "risk_is"), [(-5.0, 0), (0.0, 0), (3.0, 50), (5.99, 99), (6.0, 100), (1e9, 100)]
)
def test_risk_is_evidence_in_percent_of_a_stop(evidence: float, risk_is: int) -> None:
    assert risk_score(evidence, stop=6.0) == risk_is


@pytest.mark.parametrize(
    ("above", "moved"), [(0.5, 0.5), (-0.5, -0.5), (-2.0, -2.0), (-3.5, -2.0), (3.9, 1.0)]
)
def test_alerts_follow_what_ordinary_sessions_come_to_and_stops_never(
    above: float, moved: float
) -> None:
    """Fifty sessions a day and fifty alerts in 1,000 days: one session in a thousand may alert.

    Noise raises the threshold by one nat at most, or it would hide a rogue agent.
    """
    peaks = SessionPeaks(max_sessions=200_000, grace=0)
    theory = math.log(1_000.0 * 0.05 * 50.0 / 50.0)
    for session in range(100_100):
        peaks.learn_session({}, start=session * 86_400.0 / 50.0, verbs=0)
        peaks.learn_evidence(theory + above if session < 106 else 0.0)
    config = Config(alerts_per_1000_agent_days=50.0)
    limits = Dials(config).thresholds(10**9, Calibration(peaks))
    assert limits.alert == pytest.approx(theory + moved, abs=0.13)
    assert limits.stop == pytest.approx(math.log(1_000.0 * 0.05 * 50.0 / 0.05), abs=0.01)


def test_a_young_agent_may_show_more_before_it_alerts() -> None:
    known = SessionPeaks(max_sessions=10**6)
    known.learn_session({}, start=0.0, verbs=0)
    for session in range(1_000):
        known.learn_evidence(4.0 if session < 50 else 0.0)
    alerts = [Dials(Config()).thresholds(n, Calibration(known)).alert for n in (0, 4, 19, 99)]
    assert alerts[2] == alerts[3]
    assert [a - alerts[3] for a in alerts[:2]] == pytest.approx([allowance(0), allowance(4)])


def test_who_alerted_and_was_left_alone_has_to_show_more_to_alert_but_not_to_be_stopped() -> None:
    given = Dials(Config())
    limits = [given.thresholds(1_000, NOTHING, n_alerts) for n_alerts in (0, 1, 3, 30)]
    alerts, stops = [one.alert for one in limits], {one.stop for one in limits}
    assert [a - alerts[0] for a in alerts] == pytest.approx(
        [0.0, math.log(2.0), math.log(4.0), math.log(4.0)]
    )
    assert len(stops) == 1


def watched(n_sessions: int, sessions_a_day: int) -> Calibration:
    """Return the calibration of a fleet of whose sessions none came to any evidence."""
    peaks = SessionPeaks(max_sessions=1_000_000)
    for i in range(n_sessions):
        peaks.learn_session({}, start=i * 86_400.0 / sessions_a_day, verbs=0)
        peaks.learn_evidence(0.0)
    return Calibration(peaks)


@pytest.mark.parametrize(
    ("n_sessions", "sessions_a_day", "is_lower"),
    [(900, 3, False), (1_100, 3, True), (5_000, 16, False), (6_000, 16, True)],
)
def test_the_threshold_falls_below_theory_once_enough_sessions_were_judged(
    n_sessions: int, sessions_a_day: int, is_lower: bool
) -> None:
    """One alert in three thousand sessions is not known from a thousand."""
    given = Dials(Config())
    limits = given.thresholds(100_000, watched(n_sessions, sessions_a_day))
    theory = math.log(1_000 * 0.05 * sessions_a_day / 5.0)
    assert (limits.alert < theory - 0.5) is is_lower
    assert is_lower or limits.alert == pytest.approx(theory, abs=0.02)
