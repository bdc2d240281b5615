"""Sequence knows which tool follows which, within bounds, and how surprising sessions are."""

from itertools import permutations

import msgspec
import pytest

from baselines import Features, SequenceBaseline
from baselines.live_sequence import LiveSequence, chain
from baselines.sequence import UNIFORM


def learn(baseline: SequenceBaseline, tools: list[int], session: int = 1, at: float = 0.0) -> None:
    for i, tool in enumerate(tools):
        baseline.learn_one(Features(time=at + i, session=session, tool=tool))


def test_what_follows_counts_and_not_only_what_is_used() -> None:
    baseline = SequenceBaseline()
    learn(baseline, [1, 2, 3] * 50)
    assert baseline.share(1, 2, UNIFORM) > 0.9
    assert baseline.share(1, 3, UNIFORM) < 0.05
    assert baseline.share(0, 3, UNIFORM) == pytest.approx(1 / 3, abs=0.01)


def test_an_unknown_context_falls_back_on_the_tool_alone() -> None:
    baseline = SequenceBaseline()
    learn(baseline, [1, 2] * 50)
    assert baseline.share(99, 2, UNIFORM) == baseline.share(0, 2, UNIFORM)


def test_an_agent_without_a_past_says_what_the_prior_says() -> None:
    assert SequenceBaseline().share(1, 2, 0.25) == 0.25


def test_shares_of_all_tools_sum_to_one() -> None:
    baseline = SequenceBaseline()
    learn(baseline, [1, 2, 3, 1, 1, 2] * 9 + [1])
    shares = [baseline.share(2, tool, 1 / 4) for tool in (1, 2, 3, 4)]
    assert sum(shares) == pytest.approx(1.0)


def watched(baseline: SequenceBaseline, tools: list[int], is_alone: bool) -> None:
    """Learn a session as the detector sees it that asks for the surprise of every step."""
    for i, tool in enumerate(tools):
        x: Features = Features(time=float(i), session=1, tool=tool, surprise=1.0)
        baseline.learn_one(x.replace(is_alone=is_alone))


def after(first: int, second: int) -> LiveSequence:
    """A session that has used these two tools last."""
    return LiveSequence(0.0, 0.0, tool=second, longer=[chain(first, second)])


def test_without_peers_an_agent_is_followed_by_longer_contexts() -> None:
    """What comes after 5 is told by what came before it."""
    alone, among_peers = SequenceBaseline(), SequenceBaseline()
    watched(alone, [1, 5, 2, 3, 5, 4] * 40, is_alone=True)
    watched(among_peers, [1, 5, 2, 3, 5, 4] * 40, is_alone=False)
    assert alone.long_share(after(1, 5), 2, UNIFORM) > 0.9
    assert among_peers.long_share(after(1, 5), 2, UNIFORM) == alone.share(5, 2, UNIFORM) < 0.6


def test_whoever_gets_peers_is_told_from_them_by_single_steps() -> None:
    baseline = SequenceBaseline()
    watched(baseline, [1, 5, 2, 3, 5, 4] * 40, is_alone=True)
    watched(baseline, [1], is_alone=False)
    assert baseline.longer is None


def test_longer_contexts_are_counted_from_when_they_are_asked_for() -> None:
    """Or else all that follows a context that is long known would look new."""
    baseline = SequenceBaseline()
    learn(baseline, [1, 5, 2, 3, 5, 4] * 400)
    watched(baseline, [1, 5, 2, 3, 5, 4] * 8, is_alone=True)
    assert baseline.long_share(after(1, 5), 2, UNIFORM) > 0.8


def test_longer_contexts_take_no_room_from_others() -> None:
    baseline = SequenceBaseline(max_grams=16)
    watched(baseline, [*range(1, 9), *([1, 2, 3, 4, 5] * 40)], is_alone=True)
    assert len(baseline.grams) == 16
    assert all(baseline.share(tool, tool + 1, UNIFORM) > 0.9 for tool in range(1, 5))


def test_a_month_halves_longer_contexts_too() -> None:
    baseline = SequenceBaseline(long_order=2, half_life_s=1_000.0)
    watched(baseline, [1, 2, 3, 1, 2, 3, 4], is_alone=True)
    learn(baseline, [9], at=2_000.0)
    assert baseline.longer is not None
    twice = [chain(1, 2), chain(2, 3)], [chain(chain(1, 2), 3)]
    assert baseline.longer.tables == [dict.fromkeys(grams, 1) for grams in twice]


def test_longer_contexts_come_back_from_a_packed_state() -> None:
    baseline, restored = SequenceBaseline(), SequenceBaseline()
    watched(baseline, [1, 5, 2, 3, 5, 4] * 40, is_alone=True)
    restored.unpack(msgspec.msgpack.decode(msgspec.msgpack.encode(baseline.pack())))
    for each in (baseline, restored):
        watched(each, [2, 3, 5], is_alone=True)
    assert restored.pack() == baseline.pack()


@pytest.mark.parametrize("n_known", [0, 10, 1_000])
def test_an_open_share_leaves_room_for_the_new_and_sums_to_one(n_known: int) -> None:
    baseline = SequenceBaseline()
    learn(baseline, [1, 2] * n_known)
    shares = [baseline.open_share(1, tool, chain(1, tool), 1 / 3) for tool in (1, 2, 3)]
    assert sum(shares) == pytest.approx(1.0)
    assert shares[2] > baseline.share(1, 3, 1 / 3) or not n_known
    assert shares[1] == max(shares)


def test_a_session_does_not_go_on_with_the_last_one() -> None:
    """Two sessions at once would else invent an order that nobody keeps."""
    baseline = SequenceBaseline()
    for i in range(50):
        for session, tool in ((1, 10 + i % 2), (2, 20 + i % 2)):
            baseline.learn_one(Features(time=float(i), session=session, tool=tool))
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
    assert baseline.share(1, 2, UNIFORM) > 0.5
    assert len(baseline.grams) <= 16


def test_new_work_becomes_usual_in_a_full_table() -> None:
    baseline = SequenceBaseline(max_grams=8)
    learn(baseline, list(range(100, 140)))
    learn(baseline, [1, 2] * 100, session=2)
    assert baseline.share(1, 2, UNIFORM) > 0.5


def test_a_month_halves_what_was_learned_however_many_calls_there_were() -> None:
    baseline = SequenceBaseline(half_life_s=1_000.0)
    learn(baseline, [1, 2] * 100)
    learn(baseline, [3], at=1_000.0)
    assert (baseline.n_steps, baseline.grams[1], baseline.grams[3]) == (101, 50, 1)


def test_what_weighs_under_one_half_stays_unknown() -> None:
    baseline = SequenceBaseline()
    baseline.learn_one(Features(time=0.0, session=1, tool=5), weight=0.49)
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
