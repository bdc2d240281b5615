"""Volume knows how much one call of an agent moves."""

import math

import pytest

from baselines import Features, VolumeBaseline


def after(*sizes: int, n_bytes: int = 0, weight: float = 1.0) -> VolumeBaseline:
    baseline = VolumeBaseline()
    for n_items in sizes:
        baseline.learn_one(Features(time=0.0, verb=0, n_items=n_items, n_bytes=n_bytes), weight)
    return baseline


def test_the_mean_is_that_of_the_logarithm() -> None:
    usual = after(*(10,) * 50).row(0).items
    assert usual.n == 50.0
    assert usual.mean == pytest.approx(math.log1p(10))


def test_a_verb_class_never_used_is_unknown() -> None:
    assert after(10).row(2).items.n == 0.0


def test_no_single_call_moves_the_mean_by_much() -> None:
    usual = after(*(10,) * 50).row(0).items.mean
    moved = after(*(10,) * 50, 2**53).row(0).items.mean
    assert moved - usual < 0.05


def test_a_call_without_a_size_is_not_a_small_one() -> None:
    """Most producers report no bytes at all."""
    baseline = after(1, 1, 1)
    assert baseline.row(0).bytes.n == 0.0
    assert after(1, 1, n_bytes=100).row(0).bytes.n == 2.0


def test_what_is_held_back_counts_less() -> None:
    assert after(10, 10, weight=0.25).row(0).items.n == 0.5


def test_peers_differ_from_each_other_too() -> None:
    """The spread between them is part of theirs."""
    peers = VolumeBaseline()
    peers.merge_one(after(*(10,) * 50))
    peers.merge_one(after(*(1_000,) * 50))
    items = peers.row(0).items
    assert items.n == 100.0
    assert items.mean == pytest.approx((math.log1p(10) + math.log1p(1_000)) / 2)
    assert items.variance > 4.0


def test_tools_are_told_apart_within_a_verb_class_and_bounded() -> None:
    baseline = VolumeBaseline(max_tools=2)
    for _n in range(60):
        for tool, size in ((1, 10), (2, 10_000)):
            baseline.learn_one(Features(time=0.0, verb=0, tool=tool, n_items=size, n_bytes=0))
    assert [round(math.expm1(baseline.tool_row(tool).items.mean)) for tool in (1, 2)] == [
        10,
        10_000,
    ]
    baseline.learn_one(Features(time=0.0, verb=0, tool=3, n_items=1, n_bytes=0))
    assert [baseline.tool_row(tool).items.n for tool in (1, 2, 3)] == [0.0, 60.0, 1.0]


@pytest.mark.parametrize("is_restored", [False, True])
def test_the_tool_unused_for_longest_goes_however_often_the_last_one_is_used(
    is_restored: bool,
) -> None:
    baseline = VolumeBaseline(max_tools=2)
    for tool in (1, 2, 2, 1, 1):
        baseline.learn_one(Features(time=0.0, verb=0, tool=tool, n_items=1, n_bytes=0))
    if is_restored:
        packed, baseline = baseline.pack(), VolumeBaseline(max_tools=2)
        baseline.unpack(packed)
    for tool in (1, 3):
        baseline.learn_one(Features(time=0.0, verb=0, tool=tool, n_items=1, n_bytes=0))
    assert [baseline.tool_row(tool).items.n for tool in (1, 2, 3)] == [4.0, 0.0, 1.0]


def test_peers_know_tools_and_forget_those_hardly_used() -> None:
    """How many there are must not grow with the fleet."""
    peers = VolumeBaseline()
    for agent in range(3):
        one = VolumeBaseline()
        for tool, n_calls in ((7, 5), (8 + agent, 2)):
            for _ in range(n_calls):
                one.learn_one(Features(time=0.0, verb=0, tool=tool, n_items=10, n_bytes=0))
        peers.merge_one(one)
    peers.forget_rare(max_tools=2)
    assert [peers.tool_row(tool).items.n for tool in (7, 8, 9, 10)] == [15.0, 2.0, 0.0, 0.0]
