"""Whole days are judged, not calls."""

import math

import pytest

from baselines import DaysBaseline, Features, Profile
from detectors import DayTotal

DAY_S = 86_400.0


def call(time: float, n_items: int = 10, n_bytes: int = 0) -> Features:
    return Features(time=time, verb=0, n_items=n_items, n_bytes=n_bytes)


def life(n_days: int, n_calls: int = 10, n_bytes: int = 0) -> Profile:
    own = Profile()
    for day in range(n_days):
        for i in range(n_calls):
            own[DaysBaseline].learn_one(call(DAY_S * day + 60.0 * i, n_bytes=n_bytes))
    return own


def least_p(own: Profile, sizes: list[int], peers: Profile | None = None) -> float:
    """The smallest p of a day of these calls, the tenth one."""
    least = 1.0
    for i, size in enumerate(sizes):
        x = call(9 * DAY_S + 60.0 * i, size)
        score = DayTotal().score_one(x, own, peers or Profile())
        least = min(least, 1.0 if score is None else score.p)
        own[DaysBaseline].learn_one(x)
    return least


@pytest.mark.parametrize(("times", "most"), [(3, 1.0), (10, 1e-3), (50, 1e-8)])
def test_many_small_calls_add_up(times: int, most: float) -> None:
    assert least_p(life(9), [10] * (10 * times)) < most


def test_an_ordinary_day_is_none() -> None:
    assert least_p(life(9), [10] * 10) > 0.5


def test_a_day_is_told_again_only_when_it_has_grown_by_a_fifth() -> None:
    own = life(9)
    told = [least_p(own, [10]) < 1.0 for _ in range(500)]
    steps = math.log(5_000 / 100) / math.log(1.2)
    assert 5 <= sum(told) <= steps


def test_bytes_count_too() -> None:
    own, x = life(9, n_bytes=1_000), call(9 * DAY_S, n_bytes=2_000_000)
    own[DaysBaseline].learn_one(call(9 * DAY_S))
    score = DayTotal().score_one(x, own, Profile())
    assert score is not None
    assert (score.p < 1e-6, score.observed) == (True, 2_000_000.0)


@pytest.mark.parametrize("mark", [{"is_approved": True}, {"is_planned": True}])
def test_what_was_approved_or_announced_is_no_theft(mark: dict[str, bool]) -> None:
    own = life(9)
    own[DaysBaseline].learn_one(call(9 * DAY_S))
    x = call(9 * DAY_S, 90_000)
    assert DayTotal().score_one(x.replace(**mark), own, Profile()) == DayTotal().score_one(
        call(9 * DAY_S, 1), own, Profile()
    )


def test_peers_speak_for_a_young_agent_and_nobody_for_one_alone() -> None:
    peers = Profile()
    peers.merge(life(9), (DaysBaseline,))
    assert least_p(life(1), [10] * 500, peers) < 1e-6
    assert least_p(life(1), [10] * 500) == 1.0


def test_scoring_teaches_nothing() -> None:
    own = life(9)
    before = own.pack()
    DayTotal().score_one(call(8.5 * DAY_S, 10_000), own, Profile())
    assert own.pack() == before
