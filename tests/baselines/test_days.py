"""Days are summed up by verb class, and what they are held against grows slowly."""

import math

import pytest

from baselines import DaysBaseline, Features
from baselines.days import DAY_S, OF_BYTES

READ = 0


def call(day: float, n_items: int = 10, n_bytes: int = 0) -> Features:
    return Features(time=DAY_S * day, verb=READ, n_items=n_items, n_bytes=n_bytes)


def after(sizes: list[int]) -> DaysBaseline:
    """One call a day of these sizes, and the first one of the day after."""
    days = DaysBaseline()
    for day, n_items in enumerate([*sizes, 1]):
        days.learn_one(call(day, n_items))
    return days


def test_a_day_is_the_sum_of_its_calls() -> None:
    days = DaysBaseline()
    for hour in range(24):
        days.learn_one(call(hour / 24, n_items=2, n_bytes=100))
    assert (days.row(READ).today, days.row(READ + OF_BYTES).today) == (48.0, 2_400.0)
    assert days.row(READ).n == 0.0
    days.learn_one(call(1.0, n_items=3))
    assert (days.row(READ).today, days.row(READ).n) == (3.0, 1.0)
    assert math.expm1(days.row(READ).level) == pytest.approx(48.0, rel=1e-6)


def test_a_day_without_such_calls_teaches_nothing() -> None:
    days = DaysBaseline()
    for day in (0, 1, 9):
        days.learn_one(call(day))
    assert days.row(READ).n == 2.0


@pytest.mark.parametrize("mark", [{"is_approved": True}, {"is_planned": True}])
def test_what_was_approved_or_announced_is_left_out(mark: dict[str, bool]) -> None:
    days = after([10] * 5)
    before = days.row(READ).pack()
    days.learn_one(call(5.1, 10_000).replace(**mark))
    assert days.row(READ).pack() == before


@pytest.mark.parametrize("per_day", [0.02, 0.05, 0.2])
def test_a_ramp_leaves_the_anchor_behind_and_is_told(per_day: float) -> None:
    n_days = 30 + math.ceil(math.log(50.0) / math.log1p(per_day))
    days = DaysBaseline()
    told = []
    for day in range(n_days):
        factor = min(50.0, (1.0 + per_day) ** max(0, day - 20))
        days.learn_one(call(day, round(1_000 * factor)))
        if days.row(READ).rise:
            told.append(factor)
    assert told
    assert told[0] < 15.0
    row = days.row(READ)
    grown = row.anchor - math.log1p(1_000)
    assert grown <= 0.0025 * n_days


def test_the_same_height_is_told_a_few_times_and_then_known() -> None:
    told = [bool(after([100] * 20 + [5_000] * n).row(READ).rise) for n in range(1, 30)]
    assert 1 <= sum(told) <= 5
    assert not any(told[-10:])


def test_a_ramp_does_not_widen_what_is_allowed_to_it() -> None:
    steady, ramp = after([1_000] * 40), after([round(100 * 1.1**day) for day in range(40)])
    assert ramp.row(READ).variance < steady.row(READ).variance + 0.02


def test_an_agent_that_moves_less_is_not_held_against_the_past_for_ever() -> None:
    few, many = after([1_000] * 20 + [100] * 100), after([1_000] * 120)
    assert few.row(READ).anchor < many.row(READ).anchor
    assert few.row(READ).high == many.row(READ).high


def test_peers_are_weighed_by_their_days() -> None:
    peers = DaysBaseline()
    for one in (after([10] * 3), after([1_000] * 9), after([])):
        peers.merge_one(one)
    row = peers.row(READ)
    expected = (3 * math.log1p(10) + 9 * math.log1p(1_000)) / 12
    assert (row.n, row.today) == (12.0, 0.0)
    assert row.anchor == pytest.approx(expected, rel=1e-5)
    assert row.variance > 1.0
