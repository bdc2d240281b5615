"""Exporting a detector is all it takes to add it, and a slip in its name is told."""

import pytest

import detectors
from baselines import Features, Profile
from detectors import Detector, Score
from detectors.config import Config
from detectors.registry import detector_classes, make_detectors
from detectors.settings.detector_setting import DetectorSetting


class Exported(Detector):
    """A detector that a plug-in author exports."""

    name = "exported"
    baselines = ()
    hypothesis = misses = runbook = "Nothing."

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        return None


def test_an_exported_detector_is_scored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detectors, "Exported", Exported, raising=False)
    monkeypatch.setattr(detectors, "__all__", [*detectors.__all__, "Exported"])
    assert "exported" in [detector.name for detector in make_detectors(Config())]


def test_the_contract_itself_is_no_detector() -> None:
    assert Detector not in detector_classes().values()


def test_detectors_stand_in_order_of_their_names() -> None:
    names = [detector.name for detector in make_detectors(Config())]
    assert names == sorted(detector_classes())


def test_parameters_reach_the_detector() -> None:
    config = Config(detectors={"burst": DetectorSetting(parameters={"prior_s": 60.0})})
    made = {detector.name: detector for detector in make_detectors(config)}
    assert made["burst"].parameters["prior_s"] == 60.0


@pytest.mark.parametrize(
    ("name", "parameters", "reason"),
    [
        ("brust", {}, r"detectors must be among .*; got \['brust'\]"),
        ("burst", {"priors": 1.0}, "parameters of detector 'burst' must be its own"),
        ("burst", {"prior_s": -1.0}, "prior_s must be positive"),
    ],
)
def test_a_slip_is_told_before_anything_is_scored(
    name: str, parameters: dict[str, float], reason: str
) -> None:
    config = Config(detectors={name: DetectorSetting(parameters=parameters)})
    with pytest.raises(ValueError, match=reason):
        make_detectors(config)
