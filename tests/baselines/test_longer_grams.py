"""Longer runs of tools are counted exactly, at the lengths that fit."""

import random

import msgspec

from baselines import Features, SequenceBaseline
from baselines.live_sequence import LiveSequence
from baselines.longer_grams import LongerGrams


def learn(longer: LongerGrams, tools: list[int]) -> LiveSequence:
    """Learn these tools as a session of their own."""
    live = LiveSequence(0.0, 0.0)
    for tool in tools:
        runs = live.runs(tool)
        longer.learn(runs)
        live.move(0.0, tool, runs[: max(0, len(longer.tables) - 1)], None)
    return live


def share(longer: LongerGrams, before: list[int], tool: int) -> float:
    live = learn(LongerGrams.of_length(9, 1_000), before)
    return longer.share_of(live.longer, live.runs(tool), 0.25, 2.0)


def test_what_came_four_tools_ago_is_remembered() -> None:
    longer = LongerGrams.of_length(5, 1_000)
    learn(longer, [1, 7, 7, 7, 2, 3, 7, 7, 7, 4] * 50)
    assert share(longer, [1, 7, 7, 7], 2) > 0.9
    assert share(longer, [3, 7, 7, 7], 2) < 0.1


def test_a_run_never_seen_says_what_shorter_ones_say() -> None:
    longer = LongerGrams.of_length(5, 1_000)
    learn(longer, [1, 2, 3, 4] * 50)
    assert share(longer, [9, 9, 9, 9], 2) == 0.25


def test_when_full_the_longest_runs_go_and_the_rest_stays_exact() -> None:
    chance = random.Random(1)
    tools = [chance.randrange(1, 7) for _ in range(2_000)]
    small, large = LongerGrams.of_length(6, 400), LongerGrams.of_length(6, 10**6)
    for longer in (small, large):
        learn(longer, tools)
    assert 1 < len(small.tables) < len(large.tables)
    assert small.tables == large.tables[: len(small.tables)]
    assert sum(map(len, small.tables)) <= 400


def test_a_stream_of_inventions_leaves_little() -> None:
    longer = LongerGrams.of_length(6, 100)
    learn(longer, list(range(1, 10_001)))
    assert longer.tables == []
    assert share(longer, [1, 2], 3) == 0.25


def test_what_was_seen_once_does_not_outlive_halving() -> None:
    longer = LongerGrams.of_length(3, 10)
    learn(longer, [1, 2, 3, 4, 1, 2, 3])
    longer.halve()
    assert [len(table) for table in longer.tables] == [2, 1]
    restored = LongerGrams.unpack(longer.pack(), 10)
    for each in (longer, restored):
        learn(each, list(range(20, 26)))
    assert restored.tables == longer.tables


def test_a_lone_agent_of_endless_variety_stays_far_below_the_cap_of_a_profile() -> None:
    rng, baseline = random.Random(1), SequenceBaseline()
    for step in range(30_000):
        x: Features = Features(time=step / 60.0, session=step // 200, tool=rng.getrandbits(32))
        baseline.learn_one(x.replace(is_alone=True, surprise=0.0))
    assert len(msgspec.msgpack.encode(baseline.pack())) < 62 * 1024
