"""Risk combines streams by fixed weights, and only what is promoted counts towards a stop."""

import math

import pytest

from baselines import Session, SessionPeaks
from detectors import Calibration, Detector
from detectors.config import Config
from detectors.registry import make_detectors
from detectors.risk import Risk
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
