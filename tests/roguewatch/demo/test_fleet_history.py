"""The history leads up to now, whoever it comes from, and what is added is said."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from roguewatch.demo.cannot_run import CannotRun
from roguewatch.demo.fleet_history import FleetHistory, make_history
from roguewatch.demo.options import Options
from roguewatch.simulation import Fleet
from roguewatch.simulation.writing import write_jsonl

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def make(options: Options) -> tuple[FleetHistory, list[str]]:
    said: list[str] = []
    return make_history(options, NOW, said.append), said


def test_our_own_fleet_ends_now_and_needs_nobody_added() -> None:
    history, said = make(Options(seed=2, n_days=7))
    assert said == []
    assert timedelta(0) <= NOW - history.events[-1].time < timedelta(hours=1)
    assert not any(part.is_added for part in history.parts)
    assert 800 < history.agent_days < 1_000


def test_a_small_foreign_fleet_gets_company_for_the_storm_guard(tmp_path: Path) -> None:
    path = tmp_path / "theirs.jsonl.gz"
    write_jsonl(Fleet(5, 30, datetime(2026, 2, 2, tzinfo=UTC), 8).events(), path)
    history, said = make(Options(history=path))
    assert any("simulated agents added" in text for text in said)
    last_day = {e.key for e in history.events if NOW - e.time < timedelta(days=1)}
    assert len(last_day) >= 140
    times = [event.time for event in history.events]
    assert times == sorted(times)


@pytest.mark.parametrize("content", [None, b"", b"not json\n"])
def test_without_events_there_is_nothing_to_show(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "theirs.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CannotRun, match="history must"):
        make(Options(history=path))


def test_a_history_of_two_days_is_too_short_to_play_in(tmp_path: Path) -> None:
    path = tmp_path / "theirs.jsonl"
    write_jsonl(Fleet(5, 5, datetime(2026, 2, 2, tzinfo=UTC), 2).events(), path)
    with pytest.raises(CannotRun, match=r"history is too short: .* known well enough to play"):
        make(Options(history=path))
