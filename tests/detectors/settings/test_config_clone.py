"""A clone differs in what was named, and in nothing else."""

import msgspec
import pytest

from detectors.config import Config


def test_a_clone_without_parameters_is_equal() -> None:
    assert Config().clone() == Config()
    assert Config().clone().hash == Config().hash


def test_the_original_stays_as_it_was() -> None:
    config = Config()
    config.clone({"burst": {"dispersion": 1.0}, "weights": {"burst": 1.0}})
    assert config == Config()


def test_parameters_add_up_over_clones() -> None:
    config = Config().clone({"burst.dispersion": 1.5}).clone({"burst": {"stage": "shadow"}})
    assert config.detectors["burst"].parameters == {"dispersion": 1.5}
    assert config.detectors["burst"].stage == "shadow"


def test_a_plug_in_comes_in_by_its_name_in_shadow() -> None:
    config = Config().clone({"loda": {"pipeline": "river.anomaly:LODA"}})
    assert config.detectors["loda"].stage == "shadow"


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"kapa": 1.0}, "kapa"),
        ({"kappa": "high"}, "kappa"),
        ({"kappa": -1.0}, "kappa must be positive"),
        ({"burst.stage": "loud"}, "loud"),
        ({"detectors": {}}, "one by one"),
        ({"bursts.dispersion": 1.0}, "bursts"),
        ({"burst.dispersal": 1.0}, "dispersal"),
        ({"burst.dispersion": 0.1}, "dispersion must be at least 1"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(params: dict[str, object], told: str) -> None:
    with pytest.raises((ValueError, msgspec.ValidationError), match=told):
        Config().clone(params)
