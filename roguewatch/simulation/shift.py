"""Somebody's history, moved so that it leads up to now."""

import math
from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from streams.events import ActionEvent

LONG_ENOUGH = timedelta(days=14)


def shift_to(first: datetime, last: datetime, now: datetime) -> timedelta:
    """How far to move a history so that it reaches `now`; what then lies later is to be cut.

    Whole days, or hours of the day would no longer be the agents' own. Rounded up: the last 24
    hours must be full, for from them the storm guard takes the size of the fleet, and less than
    one day is cut. Whole weeks, which keep the weekdays too, when two weeks are left after
    cutting; with less, a longer past is worth more than the right weekday.

    Examples
    --------
    >>> now = datetime(2026, 3, 10, 12)
    >>> shift_to(datetime(2026, 1, 1), datetime(2026, 1, 14), now).days
    56
    >>> shift_to(datetime(2025, 10, 1), datetime(2026, 1, 14), now).days % 7
    0
    """
    n_days = math.ceil((now - last) / timedelta(days=1))
    weeks = timedelta(days=math.ceil(n_days / 7) * 7)
    if now - (first + weeks) >= LONG_ENOUGH:
        return weeks
    return timedelta(days=n_days)


def lead_up_to(events: Iterable[ActionEvent], now: datetime) -> list[ActionEvent]:
    """Move a history, in time order, to end at `now`, and cut what would lie after it."""
    history = list(events)
    if not history:
        return []
    by = shift_to(history[0].time, history[-1].time, now)
    moved = (msgspec.structs.replace(event, time=event.time + by) for event in history)
    return [event for event in moved if event.time <= now]
