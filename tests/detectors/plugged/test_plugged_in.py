"""A plug-in is calibrated as itself, also in shadow, and heard beside ours."""

import pytest

from baselines import Session, SessionPeaks
from detectors import Calibration
from detectors.config import Config
from detectors.dials import Dials
from detectors.plugged.calibration import LEAST_SESSIONS, LEAST_WEIGHED
from detectors.registry import make_detectors
from detectors.risk import Risk
from detectors.settings.config_clone import with_promoted
from detectors.weighing.slot_codes import slot_code

SIZES = {"pipeline": "GaussianScorer", "target": "items", "features": ["items"], "grace": 50}
SHADOW = Config().clone({"sizes": SIZES})


def risk_of(config: Config) -> Risk:
    return Risk(config, make_detectors(config))


def dials_of(config: Config) -> Dials:
    return Dials(config, risk_of(config).heard_plugged)


def code_of(config: Config) -> int:
    return next(slot_code(d) for d in make_detectors(config) if d.name == "sizes")


def measured(base: int) -> Calibration:
    peaks = SessionPeaks()
    peaks.counts = {base: {0: 5_000}, base + 1: {0: 5_000}}
    return Calibration(peaks)


def odd_session(base: int, nats: float = 40.0) -> Session:
    session = Session(0.0)
    session.peaks[base] = nats
    return session


@pytest.mark.parametrize("stage", ["alert", "promoted"])
def test_it_may_be_heard_and_a_stop_needs_its_promotion(stage: str) -> None:
    risk = risk_of(SHADOW.clone({"sizes.stage": stage}))
    (one,) = risk.plugged
    e, e_stop = risk.log_e(odd_session(one.base), measured(one.base))
    assert e > 2.0
    assert e_stop == (e if stage == "promoted" else 0.0)
    assert list(risk.shares(odd_session(one.base), measured(one.base))) == ["sizes"]


def test_in_shadow_it_has_slots_and_no_say() -> None:
    risk = risk_of(SHADOW)
    (one,) = risk.plugged
    session, calibration = odd_session(one.base), measured(one.base)
    assert risk.log_e(session, calibration) == (0.0, 0.0)
    assert risk.log_e(session, calibration, tried=one.base)[0] > 2.0
    assert not risk.is_evidence("sizes")


def test_until_it_was_measured_it_abstains() -> None:
    risk = risk_of(SHADOW.clone({"sizes.stage": "promoted"}))
    (one,) = risk.plugged
    peaks = SessionPeaks()
    peaks.n_sessions = 100_000
    for counts in (
        {},
        {one.base: {0: LEAST_SESSIONS - 1}, one.base + 1: {0: 9_000}},
        {one.base: {0: 9_000}, one.base + 1: {0: LEAST_WEIGHED - 1}},
    ):
        peaks.counts = counts
        assert risk.log_e(odd_session(one.base, 700.0), Calibration(peaks)) == (0.0, 0.0)


def test_what_only_alerts_takes_no_promoted_detectors_place() -> None:
    settings = {"sizes.stage": "alert", "sizes.feeds": "burst", "burst.stage": "promoted"}
    risk, without = (
        risk_of(SHADOW.clone(settings)),
        risk_of(Config().clone({"burst.stage": "promoted"})),
    )
    (one,) = risk.plugged
    burst = next(d for d in make_detectors(Config()) if d.name == "burst")
    session = odd_session(one.base)
    slot = risk.base(burst)
    assert slot is not None
    session.peaks[slot + 2], session.verbs = 12.0, 1 << 1
    calibration = measured(one.base)
    both, alone = risk.log_e(session, calibration), without.log_e(session, calibration)
    assert both[0] > alone[0]
    assert both[1] == alone[1]


def test_ours_weigh_as_much_beside_it() -> None:
    heard = SHADOW.clone({"sizes.stage": "alert"})
    risk, without = risk_of(heard), risk_of(Config())
    (one,) = risk.plugged
    off_hours = next(d for d in make_detectors(heard) if d.name == "off_hours")
    slot = risk.base(off_hours)
    assert slot is not None
    session, calibration = Session(0.0), measured(one.base)
    session.peaks = {slot: 20.0, one.base: 0.0}
    assert risk.log_e(session, calibration) == without.log_e(session, calibration)


@pytest.mark.parametrize(
    "changed",
    [
        {"sizes.pipeline": "GaussianScorer(window_size=50)"},
        {"sizes.grace": 60},
        {"sizes.features": ["items", "gap"]},
        {"sizes.per": "cohort"},
        {"sizes.feeds": "volume"},
    ],
)
def test_what_is_changed_about_it_starts_its_calibration_anew(changed: dict[str, object]) -> None:
    assert code_of(SHADOW.clone(changed)) != code_of(SHADOW)


def test_another_stage_keeps_its_calibration() -> None:
    promoted = with_promoted(SHADOW, "sizes", "promoted")
    assert promoted.detectors["sizes"].stage == "promoted"
    assert code_of(promoted) == code_of(SHADOW)
    with pytest.raises(ValueError, match=r"one of \[\]; got 'sizes'"):
        with_promoted(promoted, "sizes")


def test_without_plug_ins_a_threshold_is_what_it_was() -> None:
    peaks = SessionPeaks()
    peaks.first, peaks.n_total, peaks.agent_days = 0.0, 50_000, 10_000
    peaks.n_judged, peaks.evidence = 50_000, {0: 49_000, 8: 1_000}
    calibration = Calibration(peaks)
    shadow, heard = SHADOW, SHADOW.clone({"sizes.stage": "alert"})
    limits = dials_of(Config()).thresholds(100, calibration)
    assert dials_of(shadow).thresholds(100, calibration) == limits
    assert dials_of(heard).thresholds(100, calibration) == limits
    (one,) = risk_of(heard).plugged
    peaks.counts = {one.base: {0: 50_000}, one.base + 1: {0: 40_000, 20: 10_000}}
    wider = dials_of(heard).thresholds(100, Calibration(peaks))
    assert wider.alert > limits.alert
    assert wider.stop == limits.stop
