"""Features are attributes, and whoever expects a dictionary reads them as one."""

import inspect
from typing import Any

import pytest
from river import compose, preprocessing

from baselines import Features, Profile, RateBaseline
from detectors import Detector, Score
from tests.contracts.material import features, strangers

SELDOM: dict[str, Any] = {
    **{"who": (1, 2, 0, 0), "declared": 2, "declarer": 7, "undeclared": 0, "is_bait": True},
    **{"is_retry": True, "is_again": True, "planned": 9, "is_planned": True, "is_asked": False},
    **{"level": 0, "u": 0.0, "excess": 3.5, "is_run": True, "surprise": 0.0, "is_alone": False},
}


def test_each_feature_is_copied_told_and_compared() -> None:
    """Whoever adds one and forgets to list it would lose it in a copy."""
    names = list(inspect.signature(Features).parameters)
    x = Features(time=1.0, **SELDOM)
    assert sorted(x.keys()) == sorted(names)
    assert {name: x[name] for name in names} == dict(x) == dict(x.copy())


@pytest.mark.parametrize("name", SELDOM)
def test_what_few_events_have_is_missing_elsewhere(name: str) -> None:
    without, having = Features(time=0.0), Features(time=0.0, **{name: SELDOM[name]})
    assert name not in without
    assert without.get(name, "nothing") == "nothing"
    assert (having.get(name, "nothing"), having[name]) == (SELDOM[name], SELDOM[name])
    assert set(having) - set(without) == {name}
    with pytest.raises(KeyError, match=name):
        without[name]


def test_what_every_event_has_is_there_also_where_it_is_nothing() -> None:
    x = Features(time=0.0)
    assert (x["n_items"], x["outcome"], x["is_approved"], x["target"]) == (1, "success", False, 0)
    assert "is_approved" in x


@pytest.mark.parametrize("name", ["verbs", "copy", "", "__init__"])
def test_what_is_no_feature_is_not_there(name: str) -> None:
    x = Features(time=0.0)
    assert name not in x
    with pytest.raises(KeyError):
        x[name]
    with pytest.raises(TypeError, match="changes must be features"):
        x.replace(**{name: 1})


def test_a_changed_copy_leaves_the_first_as_it_was() -> None:
    x = Features(time=0.0, verb=2)
    later = x.replace(time=9.0, is_retry=True)
    assert (x.time, x.is_retry, later.time, later.is_retry, later.verb) == (
        0.0,
        False,
        9.0,
        True,
        2,
    )
    assert x != later
    assert x == later.replace(time=0.0, is_retry=False)


def test_river_takes_them_as_a_dictionary() -> None:
    pipeline = compose.Select("n_items", "hour") | preprocessing.MinMaxScaler()
    for x in features(strangers(20)):
        pipeline.learn_one(dict(x))
    assert pipeline.transform_one(dict(Features(time=0.0, n_items=19)))["n_items"] == 1.0


class ByName(Detector):
    """A detector as of the time when features were a dictionary."""

    name = "by_name"
    baselines = (RateBaseline,)

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        if x.get("level") is None or "is_planned" in x:
            return None
        return Score(0.5, x["verb"], 0.0, 0.0, own[RateBaseline].n_calls(x["verb"], x["time"]))


def test_a_detector_may_read_them_by_name() -> None:
    own, x = Profile(), Features(time=0.0, verb=2, level=7)
    own[RateBaseline].learn_one(x)
    assert ByName().score_one(x, own, Profile()) == Score(0.5, 2, 0.0, 0.0, 1.0)
    assert ByName().score_one(x.replace(is_planned=True), own, Profile()) is None


def test_a_plain_dictionary_is_refused() -> None:
    with pytest.raises((AttributeError, TypeError)):
        RateBaseline().learn_one({"time": 0.0, "verb": 2})  # type: ignore[arg-type]  # to be refused
