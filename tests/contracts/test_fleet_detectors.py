"""Every detector of the fleet keeps the contract, by being exported."""

import inspect
import math

import pytest

from alerts.taxonomy import BY_DETECTOR
from detectors import FleetDetector
from detectors.config import Config
from detectors.fleet_registry import fleet_detector_classes

from .exported import docstring_of, name_of, parameters_of

every_one = pytest.mark.parametrize("kind", fleet_detector_classes().values(), ids=name_of)
every_parameter = pytest.mark.parametrize(
    ("kind", "name"),
    [
        pytest.param(kind, name, id=f"{kind.__name__}-{name}")
        for kind in fleet_detector_classes().values()
        for name in inspect.signature(kind).parameters
    ],
)


@every_one
def test_is_named_after_its_file_and_says_what_it_is_for(kind: type[FleetDetector]) -> None:
    assert inspect.getmodulename(inspect.getfile(kind)) == kind.name
    assert kind.name.replace("_", "") == kind.__name__.lower()
    for text in (kind.hypothesis, kind.misses, kind.runbook):
        assert text[0].isupper()
        assert text.endswith(".")
    documentation = docstring_of(kind)
    assert ">>>" in documentation
    assert all(name in documentation for name in inspect.signature(kind).parameters)


@every_one
def test_its_parameters_are_those_that_are_written(kind: type[FleetDetector]) -> None:
    """Compiled, a parameter whose default is no literal would be lost to `parameters`."""
    assert list(inspect.signature(kind).parameters) == parameters_of(kind)


@every_one
def test_has_no_say_in_stops_as_shipped_and_has_its_tags(kind: type[FleetDetector]) -> None:
    assert Config().detectors[kind.name].stage in ("shadow", "alert")
    assert BY_DETECTOR[kind.name]


@every_one
@pytest.mark.parametrize("n", [0, 1, 3, 1_000])
@pytest.mark.parametrize("among", [0.0, 1e-9, 0.5, 500.0, 1e7])
def test_any_count_gets_a_sound_score(kind: type[FleetDetector], n: int, among: float) -> None:
    detector = kind()
    score = detector.score(n, among)
    if score is not None:
        assert 0.0 < score.p <= 1.0
        assert math.isfinite(score.observed + score.expected_by_peers + score.n)
        assert 10 < len(detector.reason(score)) <= 200
        assert isinstance(detector.is_odd(score), bool)


@every_parameter
@pytest.mark.parametrize("value", [-1.0, math.inf, math.nan])
def test_a_parameter_that_makes_no_sense_is_refused_by_name(
    kind: type[FleetDetector], name: str, value: float
) -> None:
    with pytest.raises(ValueError, match=name):
        kind(**{name: value})
