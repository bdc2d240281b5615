"""River states travel whole, and nobody who writes one gets anything to run."""

import random
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from river import anomaly, compose, neighbors, preprocessing, stats

from baselines.river.bad_state import BadRiverState
from baselines.river.codec import decode_river, encode_river
from baselines.river.format import FORMAT, Tag

UNSUPERVISED: dict[str, Callable[[], Any]] = {
    "trees": lambda: (
        preprocessing.MinMaxScaler()
        | anomaly.HalfSpaceTrees(n_trees=3, height=4, window_size=40, seed=1)
    ),
    "svm": lambda: preprocessing.StandardScaler() | anomaly.OneClassSVM(nu=0.2),
    "loda": lambda: anomaly.LODA(n_bins=5, n_random_cuts=10, seed=3),
    "one": lambda: compose.Select("a") | anomaly.OneClassSVM(),
    "union": lambda: (
        (preprocessing.StandardScaler() + preprocessing.MinMaxScaler()) | anomaly.OneClassSVM()
    ),
}


def example(generator: random.Random) -> dict[str, float]:
    return {"a": generator.random(), "b": generator.gauss(0.0, 3.0), "c": generator.randrange(5)}


@pytest.mark.parametrize("name", UNSUPERVISED)
def test_a_state_that_was_packed_now_and_then_scores_the_same(name: str) -> None:
    generator = random.Random(5)
    straight, packed = UNSUPERVISED[name](), UNSUPERVISED[name]()
    for i in range(200):
        x = example(generator)
        assert straight.score_one(x) == packed.score_one(x)
        straight.learn_one(x)
        packed.learn_one(x)
        if i % 7 == 0:
            packed = decode_river(encode_river(packed))
    assert encode_river(straight) == encode_river(packed)


@pytest.mark.parametrize("window_size", [None, 20])
def test_supervised_detectors_travel_too(window_size: int | None) -> None:
    scorer: Any = anomaly.GaussianScorer
    straight, packed = scorer(window_size=window_size), scorer(window_size=window_size)
    generator = random.Random(5)
    for i in range(200):
        y = generator.gauss(0.0, 1.0)
        assert straight.score_one({}, y) == packed.score_one({}, y)
        straight.learn_one({}, y)
        packed.learn_one({}, y)
        if i % 7 == 0:
            packed = decode_river(encode_river(packed))


def test_shared_parts_stay_shared() -> None:
    """Half-space trees keep a second list of their own nodes."""
    trees: Any = anomaly.HalfSpaceTrees(n_trees=1, height=2, seed=1)
    trees.learn_one({"a": 0.5})
    again = decode_river(encode_river(trees))
    assert again.trees[0] is again._tree_nodes[0][0]


@pytest.mark.parametrize(
    ("estimator", "says"),
    [
        (
            compose.FuncTransformer(dict),
            ".func: a class must be one of River's; got 'builtins:type",
        ),
        (neighbors.LazySearch(10), ".dist_func: a class must be one of River's"),
        (stats.Quantile(0.5), "._quantile: a class must be one of River's; got 'river._river_rust"),
        (compose.Select("a", "b"), ".keys: must not be a set of several strings"),
        (object(), "the estimator: a class must be one of River's; got 'builtins:object'"),
    ],
)
def test_what_is_not_carried_is_named_with_its_place(estimator: object, says: str) -> None:
    with pytest.raises(BadRiverState) as error:
        encode_river(estimator)
    assert says in str(error.value)


@pytest.mark.parametrize(
    "name",
    [
        "os:system",
        "builtins:eval",
        "river.stats.mean:math",
        "river.anomaly.hst:functools",
        "river.anomaly.hst:random",
        "river..os:system",
        "river.stats.mean:Mean.__init__",
        "river.stats.mean:__builtins__",
        "river.datasets.base:RemoteDataset",
        "river.compat.river_to_sklearn:River2SKLBase",
        "river.stats.no_such:Mean",
        "river.preprocessing.scale:Counter",
        "river.stats:Mean",
        "",
    ],
)
def test_no_other_class_can_be_named(name: str) -> None:
    for shapes, body in (
        ([[name]], [Tag.OBJECT, 0]),
        ([], [Tag.DEFAULT, [Tag.CLASS, name]]),
        ([], [Tag.DEFAULT, [Tag.PARTIAL, [Tag.CLASS, name], "id"]]),
    ):
        with pytest.raises(BadRiverState, match="must be one of River's"):
            decode_river(msgspec.msgpack.encode([FORMAT, shapes, body]))


def nested(depth: int) -> Any:
    body: Any = 1
    for _ in range(depth):
        body = [Tag.TUPLE, body]
    return body


@pytest.mark.parametrize(
    ("shapes", "body"),
    [
        ([], nested(150)),
        ([["river.stats.mean:Mean", "__class__"]], [Tag.OBJECT, 0, 1]),
        ([["river.stats.mean:Mean", "a.b"]], [Tag.OBJECT, 0, 1]),
        ([["river.stats.mean:Mean", "n"]], [Tag.OBJECT, 0]),
        ([["river.stats.mean:Mean", "n"]], [Tag.OBJECT, -1, 1]),
        ([["river.stats.base:Univariate"]], [Tag.OBJECT, 0]),
        ([], [Tag.AGAIN, 7]),
        ([], [Tag.AGAIN, -1]),
        ([], [Tag.CLASS, "river.stats.mean:Mean"]),
        ([], [Tag.DEFAULT, "eval"]),
        ([], [Tag.DEFAULT, [Tag.PARTIAL, None]]),
        ([], [Tag.DICT, [Tag.LIST], 1]),
        ([], [Tag.DICT, 1]),
        ([], [Tag.RANDOM, b"short", None]),
        ([], [Tag.ARRAY, "O", [1], b"12345678"]),
        ([], [Tag.ARRAY, "<f8", [1 << 40], b"12345678"]),
        ([], [Tag.BIG, "0x" + "f" * 1_000]),
        ([], [99]),
        ([], []),
        ([], {"a": 1}),
        (7, None),
    ],
)
def test_what_no_codec_of_ours_wrote_is_refused(shapes: Any, body: Any) -> None:
    with pytest.raises(BadRiverState):
        decode_river(msgspec.msgpack.encode([FORMAT, shapes, body]))


@pytest.mark.parametrize("packed", [b"", b"\xc1", b"\x91" * 5_000 + b"\x01", bytes(100_000)])
def test_bytes_that_are_no_state_are_refused(packed: bytes) -> None:
    with pytest.raises(BadRiverState):
        decode_river(packed)
