"""What the demo will find: every incident in time, nobody else stopped, alerts within the dial."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from roguewatch.demo.config import demo_config
from roguewatch.demo.fleet_history import FleetHistory, make_history
from roguewatch.demo.options import Options
from roguewatch.simulation.writing import write_jsonl

from .foreign_fleet import foreign_fleet
from .rehearsal import rehearse

pytestmark = pytest.mark.no_cover

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def check(history: FleetHistory) -> None:
    verdicts, report = rehearse(history, demo_config(), NOW)
    assert [(v.incident, v.misses) for v in verdicts if not v.is_passed] == []
    assert report.misses == ()


def test_our_own_fleet() -> None:
    check(make_history(Options(seed=6, n_days=9), NOW, lambda text: None))


def test_somebody_else_s_fleet(tmp_path: Path) -> None:
    path = tmp_path / "theirs.jsonl.gz"
    write_jsonl(foreign_fleet(seed=1, n_agents=200, n_days=10), path)
    history = make_history(Options(seed=1, history=path), NOW, lambda text: None)
    assert sum(part.tenant == "acme" for part in history.parts) == len(history.parts)
    check(history)
