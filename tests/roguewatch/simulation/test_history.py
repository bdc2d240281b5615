"""A history is moved by whole days, and never over the present."""

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from roguewatch.simulation import Fleet
from roguewatch.simulation.history import lead_up_to, read_history, shift_to
from roguewatch.simulation.writing import write_jsonl

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


@pytest.mark.parametrize("name", ["history.jsonl", "history.jsonl.gz", "packed-without-suffix"])
def test_plain_and_gzip_are_told_apart_by_content(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write_jsonl(EVENTS, path)
    if name == "packed-without-suffix":
        path.write_bytes(gzip.compress(path.read_bytes()))
    assert read_history(path).events == EVENTS


def test_lines_that_are_no_events_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    write_jsonl(EVENTS[:3], path)
    path.write_bytes(path.read_bytes() + b"\nnot json\n{}\n")
    history = read_history(path)
    assert (len(history.events), history.n_bad) == (3, 2)
    assert history.first_error
