"""A history is moved by whole days, and never over the present."""

from datetime import UTC, datetime, timedelta

import pytest

from roguewatch.simulation import Fleet
from roguewatch.simulation.shift import lead_up_to, shift_to

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
EVENTS = list(Fleet(1, 8, datetime(2026, 3, 2, tzinfo=UTC), 6).events())


def test_the_hour_of_the_day_stays_and_the_end_is_now() -> None:
    moved = lead_up_to(EVENTS, NOW)
    assert (moved[0].time - EVENTS[0].time) % timedelta(days=1) == timedelta(0)
    assert moved[-1].time <= NOW
    assert NOW - moved[-1].time < timedelta(hours=3)


def test_less_than_a_day_is_cut() -> None:
    by = shift_to(EVENTS[0].time, EVENTS[-1].time, NOW)
    assert timedelta(0) <= EVENTS[-1].time + by - NOW < timedelta(days=1)


@pytest.mark.parametrize(("n_days", "is_weeks"), [(13, False), (22, True), (40, True)])
def test_a_long_history_keeps_its_weekdays(n_days: int, is_weeks: bool) -> None:
    last = datetime(2026, 3, 20, tzinfo=UTC)
    by = shift_to(last - timedelta(days=n_days), last, NOW)
    assert (by.days % 7 == 0) is is_weeks


def test_a_history_of_the_future_is_moved_back() -> None:
    later = NOW + timedelta(days=400)
    by = shift_to(later - timedelta(days=5), later, NOW)
    assert by < timedelta(0)
    assert timedelta(0) <= later + by - NOW < timedelta(days=1)


def test_nothing_stays_nothing() -> None:
    assert lead_up_to([], NOW) == []
