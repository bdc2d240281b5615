"""Whoever can write a profile can neither run code in a worker nor keep it busy."""

import random
import time
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from river import anomaly, linear_model, preprocessing

from baselines import Features
from baselines.river.bad_state import BadRiverState
from baselines.river.bounds import check_parameters
from baselines.river.codec import decode_river, encode_river
from baselines.river.format import FORMAT, Tag
from baselines.river.making import fresh
from baselines.river.plugin import river_state

SHIPPED: dict[str, Any] = {
    "HalfSpaceTrees": lambda: anomaly.HalfSpaceTrees(n_trees=3, height=4, window_size=20, seed=1),
    "LODA": lambda: anomaly.LODA(n_bins=5, n_random_cuts=5, seed=1),
    "OneClassSVM": anomaly.OneClassSVM,
    "ThresholdFilter": lambda: anomaly.ThresholdFilter(
        anomaly.HalfSpaceTrees(n_trees=2, height=3, window_size=20, seed=1), threshold=0.9
    ),
    "GaussianScorer": anomaly.GaussianScorer,
    "StandardAbsoluteDeviation": anomaly.StandardAbsoluteDeviation,
    "PredictiveAnomalyDetection": lambda: anomaly.PredictiveAnomalyDetection(
        linear_model.LinearRegression()
    ),
    "StandardScaler | HalfSpaceTrees": lambda: (
        preprocessing.StandardScaler()
        | anomaly.HalfSpaceTrees(n_trees=3, height=4, window_size=20, seed=1)
    ),
    "MinMaxScaler | OneClassSVM": lambda: preprocessing.MinMaxScaler() | anomaly.OneClassSVM(),
    "MaxAbsScaler | LODA": lambda: (
        preprocessing.MaxAbsScaler() | anomaly.LODA(n_bins=5, n_random_cuts=5, seed=1)
    ),
}
"""All of River's anomaly detectors that can be carried, and the scalers they are used with."""

numbers = st.floats(-1e6, 1e6, width=32) | st.integers(-1_000, 1_000).map(float)
lives = st.lists(st.tuples(numbers, numbers, st.booleans()), min_size=1, max_size=50)


@pytest.mark.parametrize("name", SHIPPED)
@given(life=lives)
@settings(max_examples=10, deadline=None)
def test_a_state_packed_at_any_moments_scores_on_alike(
    name: str, life: list[tuple[float, float, bool]]
) -> None:
    straight, packed = fresh(SHIPPED[name]), fresh(SHIPPED[name])
    is_supervised = straight._supervised
    for a, b, is_packed in life:
        x, y = {"a": a, "b": b}, (b,) if is_supervised else ()
        assert score(straight, x, y) == score(packed, x, y)
        straight.learn_one(x, *y)
        packed.learn_one(x, *y)
        if is_packed:
            state = encode_river(packed)
            packed = decode_river(state)
            check_parameters(packed, SHIPPED[name]())
            assert encode_river(packed) == state
    assert encode_river(packed) == encode_river(straight)


def score(estimator: Any, x: dict[str, float], y: tuple[float, ...]) -> str:
    """Return the score as text: a NaN is itself, and a failure the same failure."""
    try:
        return repr(estimator.score_one(x, *y))
    except ArithmeticError as error:
        return repr(error)


@pytest.mark.parametrize(
    ("hostile", "untaught"),
    [
        (anomaly.HalfSpaceTrees(height=10**9), anomaly.HalfSpaceTrees()),
        (anomaly.HalfSpaceTrees(n_trees=10**12), anomaly.HalfSpaceTrees()),
        (anomaly.HalfSpaceTrees(window_size=True), anomaly.HalfSpaceTrees(window_size=1)),
        (
            preprocessing.StandardScaler() | anomaly.HalfSpaceTrees(height=40),
            preprocessing.StandardScaler() | anomaly.HalfSpaceTrees(),
        ),
        (
            anomaly.ThresholdFilter(anomaly.HalfSpaceTrees(height=40), threshold=0.9),
            anomaly.ThresholdFilter(anomaly.HalfSpaceTrees(), threshold=0.9),
        ),
    ],
)
def test_a_state_with_other_parameters_is_refused(hostile: Any, untaught: Any) -> None:
    with pytest.raises(BadRiverState, match=r"height|n_trees|window_size"):
        check_parameters(decode_river(encode_river(hostile)), untaught)


def test_a_profile_with_a_huge_parameter_is_refused_at_once() -> None:
    kind = river_state("bound", SHIPPED["HalfSpaceTrees"], grace=50)
    taught = kind()
    generator = random.Random(1)
    for i in range(80):
        taught.learn_one(
            Features(
                time=float(i),
                action="read",
                hour=9,
                n_items=generator.randrange(9),
                n_bytes=1,
                impact=0,
            )
        )
    hostile = kind()
    hostile.unpack(taught.pack())
    hostile.estimator.height = 10**10
    started = time.monotonic()
    with pytest.raises(BadRiverState, match="height must be 4; got 10000000000"):
        kind().unpack(hostile.pack())
    assert time.monotonic() - started < 2.0


def test_a_part_that_came_by_learning_is_capped() -> None:
    """It has no counterpart in the untaught estimator."""
    holder, untaught = preprocessing.StandardScaler(), preprocessing.StandardScaler()
    holder.vars["a"] = anomaly.HalfSpaceTrees(height=10**9)
    with pytest.raises(BadRiverState, match="height must be at most"):
        check_parameters(holder, untaught)


def packed(body: Any, shapes: Any = ()) -> bytes:
    return msgspec.msgpack.encode([FORMAT, list(shapes), body])


@pytest.mark.parametrize(
    "body",
    [
        [Tag.LIST, [Tag.AGAIN, 0]],
        [Tag.DICT, "a", [Tag.LIST, [Tag.AGAIN, 0]]],
        [Tag.LIST, [Tag.TUPLE, [Tag.LIST, [Tag.AGAIN, 1]]]],
    ],
)
def test_a_state_that_holds_itself_is_refused(body: Any) -> None:
    with pytest.raises(BadRiverState, match="hold itself"):
        decode_river(packed(body))


def test_what_is_shared_and_not_circular_is_kept() -> None:
    shared = decode_river(packed([Tag.LIST, [Tag.LIST, 1], [Tag.AGAIN, 1]]))
    assert shared == [[1], [1]]
    assert shared[0] is shared[1]


@pytest.mark.parametrize(
    "arguments", [[10**9], [[Tag.TUPLE, 1, 10**9]], [[Tag.LIST, 1]], [[Tag.BIG, hex(2**80)]]]
)
def test_a_factory_that_would_make_something_vast_is_refused(arguments: list[Any]) -> None:
    shape = [Tag.CLASS, "river.anomaly.loda:LODA"]
    body = [Tag.DEFAULT, [Tag.PARTIAL, shape, *arguments]]
    with pytest.raises(BadRiverState, match="argument of a factory"):
        decode_river(packed(body))
