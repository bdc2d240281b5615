"""A plug-in is rehearsed before it is trusted with a profile."""

from collections.abc import Callable
from typing import Any

import pytest
from river import anomaly, preprocessing

from baselines import Features, Profile
from baselines.river.bad_state import BadRiverState
from baselines.river.codec import encode_river
from baselines.river.plugin import river_cohort, river_state
from baselines.river.state import MAX_STATE_BYTES


def svm() -> Any:
    return preprocessing.StandardScaler() | anomaly.OneClassSVM()


def event(i: int) -> Features:
    return Features(time=60.0 * i, action="read", hour=i % 48, n_items=1 + i % 7)


@pytest.mark.parametrize(
    ("make", "target", "says"),
    [
        (lambda: anomaly.HalfSpaceTrees(seed=1), None, "must have at most 49152 bytes"),
        (lambda: anomaly.HalfSpaceTrees(n_trees=1_000_000), None, "n_trees must be at most 65536"),
        (lambda: anomaly.HalfSpaceTrees(n_trees=60_000), None, "too large"),
        (lambda: anomaly.HalfSpaceTrees(height=40, seed=1), None, "in 500000 calls"),
        (lambda: anomaly.HalfSpaceTrees(n_trees="x"), None, "must learn an ordinary event; TypeE"),
        (lambda: anomaly.HalfSpaceTrees(n_trees=0), None, "it gives no number"),
        (anomaly.LocalOutlierFactor, None, "holds what cannot be kept: .engine.dist_func"),
        (preprocessing.StandardScaler, None, "must give an anomaly detector"),
        (lambda: 3, None, "must give an anomaly detector"),
        (lambda: 1 / 0, None, "must be made without arguments; ZeroDivisionError: division"),
        (anomaly.GaussianScorer, None, "needs a `target`"),
        (svm, "items", "must not have a `target`"),
        (anomaly.GaussianScorer, "colour", "must be among"),
    ],
)
def test_what_does_not_fit_is_refused_and_told_why(
    make: Callable[[], Any], target: str | None, says: str
) -> None:
    with pytest.raises(ValueError, match=r".") as error:
        river_state("odd", make, target=target)
    assert says in str(error.value)


def test_an_estimator_that_a_cohort_shares_may_be_larger_than_a_profile() -> None:
    """River's own default; what an agent keeps are the numbers of its last events."""
    kind = river_cohort("trees", lambda: anomaly.HalfSpaceTrees(seed=1))
    assert kind.model.n_rehearsed_bytes > MAX_STATE_BYTES > 4 * kind.n_rehearsed_bytes > 0
    with pytest.raises(ValueError, match="must have at most 262144 bytes; got"):
        river_cohort("trees", lambda: anomaly.HalfSpaceTrees(n_trees=30, seed=1))


def test_an_estimator_that_differs_each_time_needs_a_seed() -> None:
    made = iter(range(1, 1_000))
    with pytest.raises(ValueError, match="give it a seed"):
        river_state("odd", lambda: anomaly.OneClassSVM(nu=1.0 / next(made)))


def test_a_state_survives_packing_at_any_moment() -> None:
    kind = river_state("svm", svm, grace=20)
    straight, profile = Profile(), Profile()
    for i in range(200):
        profile = Profile.unpack(profile.pack())
        assert straight[kind].score_one(event(i)) == profile[kind].score_one(event(i))
        straight[kind].learn_one(event(i))
        profile[kind].learn_one(event(i))
    assert profile.pack() == straight.pack()
    assert profile[kind].scores.total == 180


def test_another_pipeline_under_the_name_starts_anew() -> None:
    old, new = river_state("svm", svm), river_state("svm", lambda: anomaly.OneClassSVM(nu=0.3))
    baseline, other = old(), new()
    for i in range(10):
        baseline.learn_one(event(i))
    other.unpack(baseline.pack())
    assert other.n_learned == 0
    assert old.name == new.name


def test_a_state_of_another_class_is_refused() -> None:
    baseline = river_state("svm", svm)()
    *rest, _ = baseline.pack()
    with pytest.raises(BadRiverState, match="must be of Pipeline"):
        baseline.unpack([*rest, encode_river(anomaly.OneClassSVM())])


def test_what_looked_odd_teaches_nothing() -> None:
    baseline = river_state("svm", svm)()
    baseline.learn_one(event(0), weight=0.2)
    assert baseline.n_learned == 0
