"""Risk combines streams by fixed weights, and only what is promoted counts towards a stop."""

import math

import pytest

from baselines import Session, SessionPeaks
from detectors import Calibration, Detector
from detectors.config import Config
from detectors.registry import make_detectors
from detectors.risk import LEAST_NATS, Risk, allowance, risk_score
from detectors.settings.detector_setting import DetectorSetting, Stage

NOTHING = Calibration(SessionPeaks())
"""Before any history p is exp(-statistic): figures can be worked out by hand."""


def setting(stage: Stage) -> DetectorSetting:
    return DetectorSetting(stage=stage)


def risk(**stages: Stage) -> tuple[Risk, dict[str, Detector]]:
    """Return a risk in which these detectors are at these stages, and the others in shadow."""
    config = Config(detectors={name: setting(stage) for name, stage in stages.items()})
    detectors = make_detectors(config)
    return Risk(config, detectors), {detector.name: detector for detector in detectors}


def session(given: Risk, detectors: dict[str, Detector], **statistics: float) -> Session:
    """Return a session in which these detectors spoke, with these statistics."""
    made = Session(0.0)
    made.verbs = 1
    for name, statistic in statistics.items():
        made.spoke |= given.bit(detectors[name])
        base = given.base(detectors[name])
        if base is not None and statistic:
            made.peaks[base] = statistic
    return made


def e(weight: float, p: float) -> float:
    """What one stream adds to one."""
    return weight * (0.5 / math.sqrt(p) - 1.0)


def test_a_session_in_which_nobody_spoke_is_no_evidence() -> None:
    given, detectors = risk(burst="alert")
    assert given.log_e(session(given, detectors), NOTHING) == (0.0, 0.0)


def test_evidence_is_the_weighted_average_of_the_streams() -> None:
    given, detectors = risk(hijack="alert", burst="alert")
    log_e, _ = given.log_e(session(given, detectors, hijack=10.0, burst=20.0), NOTHING)
    expected = 1.0 + e(0.35, math.exp(-10)) + e(0.35, math.exp(-20))
    assert log_e == pytest.approx(math.log(expected))


def test_the_oddest_of_many_calls_says_less_as_long_as_no_session_was_counted() -> None:
    """Or a fleet of nightly batches, whose sessions are long and few, would alert at once."""
    given, detectors = risk(burst="alert")
    long = session(given, detectors, burst=20.0)
    long.n_events = 99
    log_e, _ = given.log_e(long, NOTHING)
    assert log_e == pytest.approx(math.log(1.0 + e(0.35, 100.0 * math.exp(-20))))
    peaks = SessionPeaks(grace=0)
    peaks.learn_session({}, start=0.0, verbs=1)
    one = given.log_e(session(given, detectors, burst=20.0), Calibration(peaks))
    assert given.log_e(long, Calibration(peaks)) == one


def test_what_spoke_and_was_not_odd_counts_against() -> None:
    """A good session wears evidence off."""
    given, detectors = risk(hijack="alert", burst="alert")
    log_e, _ = given.log_e(session(given, detectors, hijack=0.0, burst=0.0), NOTHING)
    assert log_e == pytest.approx(math.log(1.0 - 0.5 * 0.7))


def test_who_abstains_counts_neither_way() -> None:
    """Not knowing is no evidence of innocence."""
    given, detectors = risk(hijack="alert", burst="alert", volume="alert")
    some = given.log_e(session(given, detectors, burst=20.0), NOTHING)
    all_of_them = given.log_e(session(given, detectors, burst=20.0, hijack=0.0), NOTHING)
    assert some[0] == pytest.approx(math.log(1.0 + e(0.35, math.exp(-20))))
    assert all_of_them[0] < some[0]


@pytest.mark.parametrize("stage", ["alert", "promoted"])
def test_only_what_is_promoted_counts_towards_a_stop(stage: Stage) -> None:
    given, detectors = risk(hijack="alert", burst=stage)
    log_e, log_e_stop = given.log_e(session(given, detectors, hijack=30.0, burst=20.0), NOTHING)
    assert log_e > log_e_stop
    assert log_e_stop == pytest.approx(
        math.log(1.0 + e(0.35, math.exp(-20))) if stage == "promoted" else 0.0
    )


def test_who_is_not_promoted_hides_nobody_who_is() -> None:
    """Otherwise what is not trusted with a stop prevents one."""
    given, detectors = risk(burst="promoted", spree="alert")
    made = session(given, detectors, burst=20.0, spree=30.0)
    log_e, log_e_stop = given.log_e(made, NOTHING)
    assert log_e == pytest.approx(math.log(1.0 + e(0.35, math.exp(-30))))
    assert log_e_stop == pytest.approx(math.log(1.0 + e(0.35, math.exp(-20))))
    assert given.shares(made, NOTHING) == {"spree": 1.0, "burst": 0.0}


def test_a_promoted_one_that_saw_nothing_odd_is_not_spoken_for() -> None:
    given, detectors = risk(burst="promoted", spree="alert")
    made = session(given, detectors, burst=0.0, spree=30.0)
    assert given.log_e(made, NOTHING)[1] == 0.0


def test_what_is_in_shadow_is_no_evidence() -> None:
    given, detectors = risk(burst="shadow")
    assert given.base(detectors["burst"]) is None
    assert given.bit(detectors["burst"]) == 0
    assert given.log_e(session(given, detectors, burst=500.0), NOTHING) == (0.0, 0.0)


def test_a_direct_detector_is_no_evidence_for_it_goes_to_policy() -> None:
    given, detectors = risk(high_impact="promoted")
    assert given.base(detectors["high_impact"]) is None


def test_two_of_one_stream_are_the_odder_one_times_two() -> None:
    given, detectors = risk(off_hours="alert", failure_streak="alert")
    made = session(given, detectors, off_hours=4.0, failure_streak=12.0)
    expected = 1.0 + e(0.15, 2.0 * math.exp(-12))
    assert given.log_e(made, NOTHING)[0] == pytest.approx(math.log(expected))
    assert list(given.shares(made, NOTHING)) == ["failure_streak"]


def test_looking_at_many_verb_classes_costs() -> None:
    """Nine chances to look odd are worth less than one."""
    given, detectors = risk(burst="alert")
    made = session(given, detectors, burst=20.0)
    one = given.log_e(made, NOTHING)[0]
    made.verbs = 0b1_1111_1111
    assert one - given.log_e(made, NOTHING)[0] == pytest.approx(math.log(3.0), abs=0.01)


def test_shares_sum_to_one_largest_first() -> None:
    given, detectors = risk(hijack="alert", burst="alert", volume="alert")
    shares = given.shares(session(given, detectors, hijack=5.0, burst=9.0, volume=7.0), NOTHING)
    assert list(shares) == ["burst", "volume", "hijack"]
    assert sum(shares.values()) == pytest.approx(1.0)


def test_no_evidence_has_no_shares() -> None:
    given, detectors = risk(burst="alert")
    assert given.shares(session(given, detectors), NOTHING) == {}


def test_no_statistic_is_large_enough_to_overflow() -> None:
    given, detectors = risk(burst="promoted", hijack="promoted")
    made = session(given, detectors, burst=1e6, hijack=1e6)
    assert all(math.isfinite(nats) for nats in given.log_e(made, NOTHING))


def thresholds(n_sessions: int = 1_000, **changes: float) -> tuple[float, float]:
    config = Config(**changes)  # type: ignore[arg-type]  # Only the dials, which are numbers.
    limits = Risk(config, []).thresholds(n_sessions, NOTHING)
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
    limits = Risk(Config(), []).thresholds(1_000, Calibration(busy))
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
    limits = Risk(config, []).thresholds(10**9, Calibration(peaks))
    assert limits.alert == pytest.approx(theory + moved, abs=0.13)
    assert limits.stop == pytest.approx(math.log(1_000.0 * 0.05 * 50.0 / 0.05), abs=0.01)


def test_a_young_agent_may_show_more_before_it_alerts() -> None:
    known = SessionPeaks(max_sessions=10**6)
    known.learn_session({}, start=0.0, verbs=0)
    for session in range(1_000):
        known.learn_evidence(4.0 if session < 50 else 0.0)
    alerts = [Risk(Config(), []).thresholds(n, Calibration(known)).alert for n in (0, 4, 19, 99)]
    assert alerts[2] == alerts[3]
    assert [a - alerts[3] for a in alerts[:2]] == pytest.approx([allowance(0), allowance(4)])


def test_who_alerted_and_was_left_alone_has_to_show_more_to_alert_but_not_to_be_stopped() -> None:
    given = Risk(Config(), [])
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
    given = Risk(Config(), [])
    limits = given.thresholds(100_000, watched(n_sessions, sessions_a_day))
    theory = math.log(1_000 * 0.05 * sessions_a_day / 5.0)
    assert (limits.alert < theory - 0.5) is is_lower
    assert is_lower or limits.alert == pytest.approx(theory, abs=0.02)
