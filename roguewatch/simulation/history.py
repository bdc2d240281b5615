"""Somebody's history, moved so that it leads up to now."""

import gzip
import math
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from streams.bad_event import BadEvent
from streams.events import ActionEvent, decode_event

LONG_ENOUGH = timedelta(days=14)


class History(msgspec.Struct, frozen=True):
    """Events in time order, and how many lines were no events.

    Examples
    --------
    >>> History([]).n_bad
    0
    """

    events: list[ActionEvent]
    n_bad: int = 0
    first_error: str = ""


def read_history(path: Path) -> History:
    """Read native JSONL, plain or gzipped; lines that are no events are counted, not fatal."""
    events: list[ActionEvent] = []
    n_bad, first_error = 0, ""
    with path.open("rb") as probe:
        is_packed = probe.read(2) == b"\x1f\x8b"
    with gzip.open(path) if is_packed else path.open("rb") as file:
        for line in file:
            if not line.strip():
                continue
            try:
                events.append(decode_event(line.strip()))
            except BadEvent as error:
                n_bad += 1
                first_error = first_error or str(error)
    events.sort(key=lambda event: event.time)
    return History(events, n_bad, first_error)


def move(events: Iterable[ActionEvent], by: timedelta) -> list[ActionEvent]:
    """Move every event by the same time."""
    return [msgspec.structs.replace(event, time=event.time + by) for event in events]


def shift_to(first: datetime, last: datetime, now: datetime) -> timedelta:
    """How far to move a history so that it reaches `now`; what then lies later is to be cut.

    Whole days, or hours of the day would no longer be the agents' own. Rounded up: the last 24
    hours must be full, for from them the storm guard takes the size of the fleet, and less than
    one day is cut. Whole weeks, which keep the weekdays too, when two weeks are left after
    cutting; with less, a longer past is worth more than the right weekday.

    Examples
    --------
    >>> day = timedelta(days=1)
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


def lead_up_to(events: list[ActionEvent], now: datetime) -> list[ActionEvent]:
    """Move a history to end at `now`, and cut what would lie after it."""
    by = shift_to(events[0].time, events[-1].time, now)
    return [event for event in move(events, by) if event.time <= now]
