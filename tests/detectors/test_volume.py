"""Volume scores calls that move far more than usual."""

import random

import pytest

from baselines import Features, Profile, SessionsBaseline, VolumeBaseline
from detectors import Score, Volume


def call(n_items: int = 1, n_bytes: int = 0, verb: int = 0) -> Features:
    return Features(time=0.0, verb=verb, n_items=n_items, n_bytes=n_bytes)


def moved(*sizes: int, n_bytes: int = 0, tool: int = 0) -> Profile:
    profile = Profile()
    for n_items in sizes:
        profile[VolumeBaseline].learn_one(call(n_items, n_bytes).replace(tool=tool))
    return profile


def score(x: Features, own: Profile, peers: Profile | None = None) -> Score:
    given = Volume().score_one(x, own, peers or Profile())
    assert given is not None
    return given


@pytest.mark.parametrize(("n_items", "most"), [(100, 1e-3), (10_000, 1e-11), (10**6, 1e-20)])
def test_p_falls_as_the_call_grows(n_items: int, most: float) -> None:
    assert score(call(n_items), moved(*(10,) * 100)).p < most


@pytest.mark.parametrize("n_items", [1, 10, 12])
def test_usual_and_small_calls_are_not_odd(n_items: int) -> None:
    assert score(call(n_items), moved(*(10,) * 100)).p > 0.5


def test_who_varies_much_may() -> None:
    steady, varied = moved(*(100,) * 100), moved(*(1, 10, 100, 1_000, 10_000) * 20)
    assert score(call(10_000), varied).p > 0.05 > score(call(10_000), steady).p


def test_the_odder_of_items_and_bytes_counts() -> None:
    own = moved(*(10,) * 100, n_bytes=1_000)
    given = score(call(10, n_bytes=10**9), own)
    assert given.p < 1e-12
    assert given.observed == 1e9


def test_abstains_on_few_calls() -> None:
    assert Volume().score_one(call(10**6), moved(*(10,) * 9), Profile()) is None


def test_abstains_on_a_verb_class_it_has_not_seen() -> None:
    assert Volume().score_one(call(10**6, verb=2), moved(*(10,) * 99), Profile()) is None


def test_a_call_that_tells_no_size_has_none() -> None:
    assert Volume().score_one(call(0), moved(*(10,) * 99), Profile()) is None


def test_peers_speak_for_a_new_agent() -> None:
    peers = moved(*(10,) * 100)
    assert score(call(100_000), Profile(), peers).p < 1e-12
    assert score(call(12), Profile(), peers).p > 0.3


def test_many_peers_weigh_no_more_than_ten_calls() -> None:
    """A fleet of small calls must not make an exporter's ordinary export odd."""
    exporter, peers = moved(*(5_000,) * 1_000), moved(*(1,) * 100_000)
    assert score(call(5_000), exporter, peers).p > 0.1


def test_ten_times_the_size_of_a_small_tool_is_odd_beside_a_large_one() -> None:
    """A verb class is many tools: what is large for one is small for another."""
    own, rng = Profile(), random.Random(1)
    for _ in range(200):
        for tool, size in ((1, 1_000), (2, 1_000_000)):
            n_bytes = round(size * rng.lognormvariate(0.0, 0.4))
            own[VolumeBaseline].learn_one(call(1, n_bytes).replace(tool=tool))
    odd = Volume().score_one(call(1, 10_000).replace(tool=1), own, Profile())
    usual = Volume().score_one(call(1, 1_000_000).replace(tool=2), own, Profile())
    assert odd is not None
    assert usual is not None
    assert odd.p < 1e-4
    assert usual.p > 0.1


def test_ten_at_once_are_odd_where_it_always_was_one() -> None:
    own = moved(*(1,) * 100, tool=1)
    assert score(call(10).replace(tool=1), own).p < 1e-4
    assert score(call(2).replace(tool=1), own).p > 0.05


def test_what_comes_now_and_then_is_less_odd_than_what_never_came() -> None:
    never, seldom = moved(*(1,) * 200, tool=1), moved(*((1,) * 49 + (5,)) * 4, tool=1)
    x: Features = call(5).replace(tool=1)
    assert score(x, seldom).p > 3 * score(x, never).p


def test_peers_tell_a_new_agent_the_size_of_a_tool() -> None:
    """What is usual for one tool of a verb class is not for another."""
    peers = moved(*(1_000,) * 100, tool=1)
    for n_items in (1,) * 1_000:
        peers[VolumeBaseline].learn_one(call(n_items).replace(tool=2))
    assert score(call(1_000).replace(tool=1), Profile(), peers).p > 0.5
    assert score(call(1_000).replace(tool=2), Profile(), peers).p < 1e-8


def test_bytes_of_a_tool_that_never_told_any_are_those_of_its_verb_class() -> None:
    own = moved(*(1,) * 50, tool=1)
    for _ in range(50):
        own[VolumeBaseline].learn_one(call(1, 1_000).replace(tool=2))
    assert score(call(1, 10**7).replace(tool=1), own).p < 1e-6


@pytest.mark.parametrize("n_bytes", [7, 123_457, 10**15 + 1])
def test_what_always_is_the_same_is_not_odd_at_all(n_bytes: int) -> None:
    """Means are kept in single precision: they are not quite what was learned."""
    own = moved(*(1,) * 300, n_bytes=n_bytes)
    assert score(call(1, n_bytes), own).p == 1.0


def in_one_session(own: Profile, sizes: list[int]) -> list[Score]:
    """Score these calls one after another, without learning what is usual from them."""
    own[SessionsBaseline].open(session_call(1))
    scores = []
    for n_items in sizes:
        x = session_call(n_items)
        scores.append(score(x, own))
        own[SessionsBaseline].learn_one(x)
    return scores


def session_call(n_items: int) -> Features:
    return call(n_items).replace(
        session=1,
        is_changing=False,
        is_secret=False,
        is_irreversible=False,
        broad_tool=0,
        nouns=(),
    )


VARIED = (3, 10, 30, 100, 300) * 20


def test_several_large_calls_of_a_session_are_odder_than_the_largest_alone() -> None:
    ps = [one.p for one in in_one_session(moved(*VARIED), [20_000] * 3)]
    assert ps[0] > 4 * ps[1] > 16 * ps[2]


def test_what_is_picked_out_of_many_calls_is_less_odd() -> None:
    few = in_one_session(moved(*VARIED), [30] * 3 + [20_000] * 3)[-1]
    many = in_one_session(moved(*VARIED), [30] * 60 + [20_000] * 3)[-1]
    assert few.p < many.p


def test_calls_that_are_large_together_are_calibrated_apart() -> None:
    own = moved(*VARIED)
    own[SessionsBaseline].open(session_call(1))
    slots = []
    for _ in range(2):
        x = session_call(20_000)
        score(x, own)
        slots.append(Volume().slot(x, own, Profile()))
        own[SessionsBaseline].learn_one(x)
    assert slots == [1, 17]
