"""Runs of the same calls are followed by session and counted when they are over."""

from typing import Any

import msgspec
import pytest

from baselines import Features, RepeatsBaseline


def call(second: float, pair: int = 9, **fields: Any) -> Features:
    x = Features(time=second, session=5, tool=7, pair=pair)
    return x.replace(**{"n_bytes": 100, **fields})


def after(pairs: list[int], **fields: Any) -> RepeatsBaseline:
    repeats = RepeatsBaseline()
    for i, pair in enumerate(pairs):
        repeats.learn_one(call(float(i), pair, **fields))
    return repeats


@pytest.mark.parametrize(
    ("before", "pair", "rounds"),
    [
        ([1], 2, 0.0),
        ([1], 1, 1.0),
        ([1, 1, 1], 1, 3.0),
        ([1, 2, 1], 2, 1.0),
        ([1, 2, 1, 2, 1], 2, 2.0),
        ([1, 2, 3, 1, 2, 3, 1, 2], 3, 2.0),
        ([1, 2, 3, 4, 1, 2, 3], 4, 1.0),
        ([1, 2, 3, 4, 5], 1, 0.0),
        ([1, 1, 1, 2], 1, 0.5),
    ],
)
def test_a_run_is_one_call_or_up_to_four_in_turn(
    before: list[int], pair: int, rounds: float
) -> None:
    assert after(before).rounds(call(20.0, pair)) == rounds


@pytest.mark.parametrize("changed", [{"n_items": 2}, {"n_bytes": 101}, {"outcome": "failure"}])
def test_a_call_whose_result_changes_makes_progress(changed: dict[str, Any]) -> None:
    assert after([1, 1, 1]).rounds(call(3.0, 1, **changed)) == 0.0


def test_failures_are_alike_whatever_their_size() -> None:
    repeats = after([1, 1, 1], outcome="failure")
    assert repeats.rounds(call(3.0, 1, outcome="denied", n_bytes=7)) == 3.0


def test_sessions_run_apart() -> None:
    assert after([1, 1, 1]).rounds(call(3.0, 1, session=6)) == 0.0


def test_a_run_ends_with_ten_quiet_minutes() -> None:
    repeats = after([1, 1, 1])
    assert repeats.rounds(call(602.0, 1)) == 3.0
    assert repeats.rounds(call(603.0, 1)) == 0.0


def test_a_run_counts_when_it_is_over_and_not_before() -> None:
    repeats = after([1] * 6)
    assert repeats.row(7) == (0.0, 0.0)
    repeats.learn_one(call(6.0, 2))
    assert repeats.row(7) == (4.0, 1.0)


def test_a_run_counts_after_an_hour_at_the_latest() -> None:
    """Who polls without end would never teach that it does."""
    repeats = RepeatsBaseline()
    for minute in range(64):
        repeats.learn_one(call(60.0 * minute, 1))
    assert repeats.row(7) == (60.0, 1.0)


def test_a_run_that_looked_odd_counts_a_quarter() -> None:
    repeats = after([1] * 9)
    repeats.learn_one(call(9.0, 2), weight=0.01)
    assert repeats.row(7) == (1.75, 0.25)


def test_new_sessions_push_out_the_one_that_is_quiet_for_longest() -> None:
    repeats = RepeatsBaseline(max_live=2)
    for second, session in enumerate((1, 2, 1, 3)):
        repeats.learn_one(call(float(second), session=session))
    assert repeats.rounds(call(4.0, session=2)) == 0.0
    assert repeats.rounds(call(4.0, session=1)) == 2.0


def test_peers_add_up_and_live_runs_are_nobodys_expectation() -> None:
    peers = RepeatsBaseline()
    for _ in range(2):
        peers.merge_one(after([1, 1, 1, 2]))
    assert peers.row(7) == (2.0, 2.0)
    assert peers.n_steps == 6.0
    assert peers.rounds(call(4.0, 2)) == 0.0


def test_a_run_goes_on_after_a_restart() -> None:
    repeats = after([1, 2, 1, 2])
    again = RepeatsBaseline()
    again.unpack(msgspec.msgpack.decode(msgspec.msgpack.encode(repeats.pack(), enc_hook=list)))
    assert again.rounds(call(4.0, 1)) == repeats.rounds(call(4.0, 1)) == 1.5
