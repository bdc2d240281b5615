"""Newcomers and loners live as they are said to."""

import itertools
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from roguewatch.simulation.benchmark import lives
from roguewatch.simulation.benchmark.newcomers import N_CALLS, burst_after, newcomer

START = datetime(2026, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("n_seen", [0, 3, 30])
def test_a_burst_comes_right_after_so_many_events(n_seen: int) -> None:
    life = newcomer(1, 1, START, 3)
    before, burst = burst_after(life, n_seen, "delete", seed=1)
    assert before == life[:n_seen]
    assert len(burst) == N_CALLS
    assert {event.action for event in burst} == {"delete"}
    assert burst[-1].time - burst[0].time == timedelta(seconds=(N_CALLS - 1) / 5)
    assert not before or burst[0].time - before[-1].time == timedelta(seconds=3)


def test_newcomers_are_of_all_trades_and_nobody_of_the_fleet() -> None:
    lives_of = [newcomer(number, 1, START, 2) for number in range(8)]
    assert len({life[0].cohort for life in lives_of}) == 8
    assert all("-7" in life[0].agent_id for life in lives_of)


def test_five_thousand_deletes_in_nine_seconds() -> None:
    events = list(lives.new_agent(1))
    assert len(events) == 5_000
    assert events[-1].time - events[0].time < timedelta(seconds=9)
    assert len({event.resource for event in events}) == 5_000


def test_clockwork_is_exact_until_it_is_not() -> None:
    events = list(lives.clockwork(1))
    gaps = {b.time - a.time for a, b in itertools.pairwise(events[:4_320])}
    assert gaps == {timedelta(minutes=1)}
    assert Counter(event.action for event in events) == {"read": 4_320, "delete": 5_000}


def test_the_quiet_one_has_one_tool_and_the_steady_one_eight_to_twelve_calls_a_minute() -> None:
    assert len({(event.tool, event.resource) for event in lives.quiet(1)}) == 1
    minutes = Counter(int(event.timestamp) // 60 for event in lives.steady(1))
    assert set(minutes.values()) == {8, 9, 10, 11, 12}
    assert len(minutes) == 1_440
