"""A variant runs beside its kind, is calibrated as itself, and counts nothing before promotion."""

import pytest

from baselines import Session, SessionPeaks
from detectors import Burst, Calibration
from detectors.config import Config
from detectors.plugged.variants import make_variant
from detectors.registry import detector_classes, make_detectors
from detectors.risk import Risk
from detectors.settings.config_clone import with_promoted
from detectors.settings.detector_setting import DetectorSetting
from detectors.weighing.slot_codes import slot_code
from streams.assessing.scoring import Scoring
from tests.contracts.material import features, profile_after, strangers

NEXT = Config().clone({"burst_next": {"like": "burst", "dispersion": 1.25}})


def test_a_variant_has_slots_of_its_own_and_no_say() -> None:
    detectors = {d.name: d for d in make_detectors(NEXT)}
    risk = Risk(NEXT, detectors.values())
    ours, theirs = risk.base(detectors["burst"]), risk.base(detectors["burst_next"])
    assert ours is not None
    assert theirs not in (None, ours)
    assert risk.bit(detectors["burst"]) > 0
    assert risk.bit(detectors["burst_next"]) == 0
    session = Session(0.0)
    assert theirs is not None
    session.peaks[theirs + 2] = 50.0
    assert risk.log_e(session, Calibration(SessionPeaks())) == (0.0, 0.0)


def test_it_brings_its_calibration_along_when_it_is_promoted() -> None:
    promoted = with_promoted(NEXT, "burst_next")
    assert "burst_next" not in promoted.detectors
    before = next(d for d in make_detectors(NEXT) if d.name == "burst_next")
    after = next(d for d in make_detectors(promoted) if d.name == "burst")
    assert slot_code(before) == slot_code(after) != slot_code(Burst())


def test_a_parameter_given_as_it_is_anyway_changes_no_calibration() -> None:
    assert slot_code(Burst(dispersion=Burst().dispersion)) == slot_code(Burst())


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ({"like": "bursts"}, "bursts"),
        ({"like": "burst", "stage": "alert"}, "shadow"),
        ({"like": "burst", "pipeline": "river.anomaly:LODA"}, "pipeline"),
        ({"like": "burst", "dispersal": 1.0}, "dispersal"),
        ({"like": "burst", "dispersion": -1.0}, "dispersion"),
    ],
)
def test_a_variant_that_makes_no_sense_is_refused_by_name(
    setting: dict[str, object], told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        make_detectors(Config().clone({"burst_next": setting}))


def test_a_variant_equal_to_its_kind_is_refused() -> None:
    """Both would write into the same slots."""
    config = Config().clone({"burst_next": {"like": "burst"}})
    with pytest.raises(ValueError, match="collides"):
        Risk(config, make_detectors(config))


def test_only_a_variant_can_be_promoted() -> None:
    with pytest.raises(ValueError, match=r"one of \['burst_next'\]; got 'burst'"):
        with_promoted(NEXT, "burst")


def test_of_two_calibrations_the_less_odd_answer_counts() -> None:
    """A cohort that was hardly measured must not find everything odd, nor hide what it measured."""
    quiet, loud = SessionPeaks(grace=0), SessionPeaks(grace=0)
    for i in range(400):
        quiet.learn_session({0: 1.0} if i == 0 else {}, start=float(i), verbs=0)
        loud.learn_session({0: 6.0} if i % 2 else {}, start=float(i), verbs=0)
    alone, given = Calibration(quiet), Calibration(quiet, loud)
    both = Calibration(loud, quiet)
    for statistic in (0.5, 2.0, 5.9, 8.0, 40.0):
        assert given.p(0, statistic) >= max(alone.p(0, statistic), 1e-300)
        assert given.p(0, statistic) == both.p(0, statistic)
    assert Calibration(SessionPeaks(), loud).p(0, 5.0) == Calibration(loud).p(0, 5.0)
    assert given.p(1, 9.0) == alone.p(1, 9.0)


@pytest.mark.parametrize("kind", detector_classes())
def test_it_tells_and_scores_what_its_kind_does(kind: str) -> None:
    setting = DetectorSetting(stage="shadow", like=kind)
    variant, first = (
        make_variant("next_one", setting, detector_classes()),
        detector_classes()[kind](),
    )
    assert variant.parameters == first.parameters
    for text in ("stream", "teaches", "baselines", "shared", "hypothesis", "misses", "runbook"):
        assert getattr(variant, text) == getattr(first, text)
    own, peers = profile_after(200), profile_after(100)
    for x in features(strangers(40)):
        score = first.score_one(x, own, peers)
        assert variant.score_one(x.copy(), own, peers) == score
        assert variant.slot(x, own, peers) == first.slot(x, own, peers)
        if score is not None:
            assert variant.reason(score) == first.reason(score)


@pytest.mark.parametrize(
    ("like", "parameters"),
    [
        ("canary", {"targets": ["vault:trap"]}),
        ("undeclared", {"agents": {"default/a": {"tools": ["read_mail"]}}}),
    ],
)
def test_what_a_variant_names_is_looked_for(like: str, parameters: dict[str, object]) -> None:
    def is_looked_for(config: Config) -> bool:
        scoring = Scoring(config)
        return (scoring.bait or scoring.register) is not None

    setting = {"like": like, **parameters}
    assert not is_looked_for(Config())
    assert is_looked_for(Config().clone({"next_one": setting}))
