"""A fleet's own history takes the place of the simulated one."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from roguewatch.evaluation.planted_runs import COLD, LEARNED_S, planted_runs
from roguewatch.evaluation.suites import Calibration, Options, Progress, calibration
from roguewatch.evaluation.suites.given import given_history
from roguewatch.simulation import Fleet
from roguewatch.simulation.benchmark.renamed import LATER, Renamed
from roguewatch.simulation.writing import write_jsonl
from streams.events import ActionEvent

START = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def events() -> list[ActionEvent]:
    return list(Fleet(seed=3, n_agents=8, start=START, n_days=11).events())


@pytest.fixture(scope="module")
def path(events: list[ActionEvent], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("given") / "history.jsonl.gz"
    write_jsonl(events, path)
    return path


def test_calibration_counts_the_agent_days_of_the_history(
    events: list[ActionEvent], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibration, "TELLING", 0.0)
    rows = Calibration().run(Options(data=path, is_quick=True), Progress(None)).rows
    learned = events[0].timestamp + 3 * 86_400
    days = {(e.key, e.time.date()) for e in events if e.timestamp >= learned}
    whole = rows[0]
    assert whole.part == "the history given, dial 50"
    assert whole.figures["agent-days"] == len(days)
    assert {row.part.strip() for row in rows[1:]} == {event.cohort for event in events}


def test_runs_of_a_history_are_planted_and_its_new_agents_live_lives_of_it(
    events: list[ActionEvent],
) -> None:
    runs, wrong = planted_runs(1, 0, 96, events)
    known = {event.key for event in events}
    new = {key for key, _ in runs} - known
    assert {key.partition("-new-")[0] for key in new} <= known
    assert {run[0] for run, kind in wrong.items() if kind in COLD} <= new
    assert {run[0] for run, kind in wrong.items() if kind not in COLD} & known
    learned = events[0].timestamp + LEARNED_S
    assert all(runs[key][0].timestamp >= learned for key in wrong)


def test_a_newcomer_is_a_life_of_the_history_under_other_names(events: list[ActionEvent]) -> None:
    begins, ends = START.replace(day=12), START.replace(day=15)
    life = Renamed(events, begins, ends).life(9)
    known = {(e.key, e.event_id, e.session_id, e.credential_id) for e in events}
    twins = {e.event_id: e for e in events}
    assert len({event.key for event in life}) == 1
    for event in life:
        twin = twins[event.event_id.removesuffix("-new-9")]
        assert (event.tool, event.time - LATER) == (twin.tool, twin.time)
        assert begins <= twin.time < ends
    for place in range(4):
        names = {(e.key, e.event_id, e.session_id, e.credential_id)[place] for e in life}
        assert names.isdisjoint(one[place] for one in known)


def test_a_history_of_a_few_days_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "short.jsonl"
    write_jsonl(Fleet(seed=1, n_agents=5, start=START, n_days=2).events(), path)
    with pytest.raises(ValueError, match=r"must hold 10 days .*; got [0-9,]+ events over [12]\."):
        given_history(Options(data=path))
