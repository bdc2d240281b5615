"""Sequence knows which tool follows which, within bounds, and how surprising sessions are."""

from itertools import permutations

import msgspec
import pytest

from baselines import Features, SequenceBaseline
from baselines.live_sequence import chain
from baselines.sequence import UNIFORM


def learn(baseline: SequenceBaseline, tools: list[int], session: int = 1, at: float = 0.0) -> None:
    for i, tool in enumerate(tools):
        baseline.learn_one({"time": at + i, "session": session, "tool": tool})


def test_what_follows_counts_and_not_only_what_is_used() -> None:
    baseline = SequenceBaseline()
    learn(baseline, [1, 2, 3] * 50)
    assert baseline.share([1], 2, UNIFORM) > 0.9
    assert baseline.share([1], 3, UNIFORM) < 0.05
    assert baseline.share([], 3, UNIFORM) == pytest.approx(1 / 3, abs=0.01)


def test_an_unknown_context_falls_back_on_the_tool_alone() -> None:
    baseline = SequenceBaseline()
    learn(baseline, [1, 2] * 50)
    assert baseline.share([99], 2, UNIFORM) == baseline.share([], 2, UNIFORM)


def test_an_agent_without_a_past_says_what_the_prior_says() -> None:
    assert SequenceBaseline().share([1], 2, 0.25) == 0.25


def test_shares_of_all_tools_sum_to_one() -> None:
    baseline = SequenceBaseline()
    learn(baseline, [1, 2, 3, 1, 1, 2] * 9 + [1])
    shares = [baseline.share([2], tool, 1 / 4) for tool in (1, 2, 3, 4)]
    assert sum(shares) == pytest.approx(1.0)


def test_a_longer_context_tells_apart_what_a_shorter_one_cannot() -> None:
    short, long = SequenceBaseline(order=1), SequenceBaseline(order=2)
    for baseline in (short, long):
        learn(baseline, [1, 5, 2, 3, 5, 4] * 40)
    contexts = [5, chain(1, 5)]
    assert short.share(contexts[:1], 2, UNIFORM) == pytest.approx(0.5, abs=0.05)
    assert long.share(contexts, 2, UNIFORM) > 0.9


def long_session(baseline: SequenceBaseline, tools: list[int], is_alone: bool = True) -> None:
    """Learn a session whose surprise is known at every step."""
    for i, tool in enumerate(tools):
        x: Features = {"time": float(i), "session": 1, "tool": tool, "surprise": 1.0}
        baseline.learn_one({**x, "is_alone": is_alone})


def test_without_peers_a_long_session_is_followed_by_longer_contexts() -> None:
    """What comes after 5 is told by what came before it."""
    baseline = SequenceBaseline()
    long_session(baseline, [1, 5, 2, 3, 5, 4] * 40)
    assert baseline.share([5, chain(1, 5)], 2, UNIFORM) > 0.9
    short = SequenceBaseline()
    long_session(short, [1, 5, 2, 3, 5, 4] * 40, is_alone=False)
    assert short.share([5, chain(1, 5)], 2, UNIFORM) == short.share([5], 2, UNIFORM)


def test_longer_contexts_take_no_room_from_others() -> None:
    baseline = SequenceBaseline(max_grams=16)
    long_session(baseline, [*range(1, 9), *([1, 2, 3, 4, 5] * 40)])
    assert len(baseline.grams) == 16
    assert all(baseline.share([tool], tool + 1, UNIFORM) > 0.9 for tool in range(1, 5))


def test_a_session_does_not_go_on_with_the_last_one() -> None:
    """Two sessions at once would else invent an order that nobody keeps."""
    baseline = SequenceBaseline()
    for i in range(50):
        for session, tool in ((1, 10 + i % 2), (2, 20 + i % 2)):
            baseline.learn_one({"time": float(i), "session": session, "tool": tool})
    assert chain(10, 11) in baseline.grams
    assert chain(10, 20) not in baseline.grams


def test_after_ten_quiet_minutes_a_session_starts_anew() -> None:
    baseline = SequenceBaseline()
    learn(baseline, [1])
    learn(baseline, [2], at=601.0)
    assert chain(1, 2) not in baseline.grams


def test_inventing_tools_does_not_make_the_usual_unknown() -> None:
    baseline = SequenceBaseline(max_grams=16)
    learn(baseline, [1, 2] * 200)
    learn(baseline, list(range(100, 400)), session=2)
    assert baseline.share([1], 2, UNIFORM) > 0.5
    assert len(baseline.grams) <= 16


def test_new_work_becomes_usual_in_a_full_table() -> None:
    baseline = SequenceBaseline(max_grams=8)
    learn(baseline, list(range(100, 140)))
    learn(baseline, [1, 2] * 100, session=2)
    assert baseline.share([1], 2, UNIFORM) > 0.5


def test_a_month_halves_what_was_learned_however_many_calls_there_were() -> None:
    baseline = SequenceBaseline(half_life_s=1_000.0)
    learn(baseline, [1, 2] * 100)
    learn(baseline, [3], at=1_000.0)
    assert (baseline.n_steps, baseline.grams[1], baseline.grams[3]) == (101, 50, 1)


def test_what_weighs_under_one_half_stays_unknown() -> None:
    baseline = SequenceBaseline()
    baseline.learn_one({"time": 0.0, "session": 1, "tool": 5}, weight=0.49)
    assert (baseline.n_steps, baseline.grams) == (0, {})


def test_peers_are_whole_sums_in_any_order() -> None:
    parts = []
    for i in range(3):
        parts.append(SequenceBaseline())
        learn(parts[-1], [1, 2 + i] * (5 + i))
    packed = set()
    for order in permutations(parts):
        peers = SequenceBaseline()
        for part in order:
            peers.merge_one(part)
        peers.forget_rare()
        packed.add(msgspec.msgpack.encode(peers.pack()))
    assert len(packed) == 1
    assert peers.n_steps == 36


def test_of_peers_only_the_most_frequent_is_kept() -> None:
    peers = SequenceBaseline()
    learn(peers, [1, 2] * 50 + list(range(10, 60)))
    peers.forget_rare(4)
    assert set(peers.grams) == {1, 2, chain(1, 2), chain(2, 1)}


def test_an_ordinary_agent_takes_few_bytes() -> None:
    """A dozen tools in a usual order: half a kilobyte at the most."""
    baseline = SequenceBaseline()
    for day in range(100):
        learn(baseline, [3, 4, 5, 6, 3, 4, 7, 8, 9, 10, 11, 12] * 3, day, 86_400.0 * day)
    assert len(msgspec.msgpack.encode(baseline.pack())) < 512
