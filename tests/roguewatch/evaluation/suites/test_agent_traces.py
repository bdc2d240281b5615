"""The suite tells hijacked runs from benign ones, says what it read, and prints the same twice."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from roguewatch.cli.main import app
from roguewatch.evaluation.suites import OURS, AgentTraces, Options, Progress, Result
from tests.roguewatch.evaluation.traces.material import traces, write

# On one worker: the suite runs once for all of them.
pytestmark = pytest.mark.xdist_group("agent_traces")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("data") / "traces.jsonl.gz", traces())


@pytest.fixture(scope="module")
def result(path: Path) -> Result:
    return AgentTraces().run(Options(data=path), Progress(None))


def test_a_hijack_in_plain_sight_is_told_apart(result: Result) -> None:
    ours = [row for row in result.rows if row.competitor == OURS]
    parts = ["A, new to everybody", "A, made-up/bank", "A, made-up/office"]
    assert [row.part for row in ours][:3] == parts
    assert len(ours) == 6
    for row in ours:
        figures = [row.figures[name] for name in ("sessions", "clean", "T1", "T5", "events")]
        assert figures == [1.0] * 5
        assert row.intervals["sessions"] == (1.0, 1.0)


def test_it_must_beat_the_best_rule_and_fail_in_no_suite(result: Result) -> None:
    ours = {row.part: row for row in result.rows if row.competitor == OURS}
    assert ours["A, new to everybody"].must["over rule"] == 0.02
    assert ours["B, new to this agent"].must["over rule"] == 0.05
    assert ours["B, made-up/bank"].must == {"clean": 0.90}
    assert not any(row.must for row in result.rows if row.competitor != OURS)


def test_it_says_how_much_it_used_of_what(result: Result) -> None:
    used = {row.part: row.figures for row in result.rows if row.competitor == "used"}
    assert used["made-up/bank"] == {
        "agents": 5.0,
        "runs": 45.0,
        "benign": 20.0,
        "attempted": 5.0,
        "hijacked": 20.0,
        "clean": 20.0,
        "calls": 200.0,
        "malicious": 20.0,
        "benign calls": 180.0,
        "unknown": 0.0,
    }


def test_scores_of_everybody_are_there_to_plot(result: Result) -> None:
    assert {sample.part for sample in result.samples} == {"A", "B"}
    assert all(len(sample.flags) == 80 for sample in result.samples)


def test_two_runs_print_the_same_and_options_count(path: Path) -> None:
    """In a look at a fifth of the tasks, and without one of the suites."""
    arguments = ["evaluate", "agent-traces", "--data", str(path), "--quick", "--leave-out", "bank"]
    first, again = (CliRunner().invoke(app, arguments) for _ in range(2))
    assert first.exit_code == 0
    assert first.stdout == again.stdout
    assert "made-up/office" in first.stdout
    assert "made-up/bank" not in first.stdout
    assert "suite bank" in first.stdout


def test_runs_of_which_none_was_hijacked_are_refused(tmp_path: Path) -> None:
    benign = [record for record in traces() if record["session_label"] == "benign"]
    with pytest.raises(ValueError, match="must have hijacked runs"):
        AgentTraces().run(Options(data=write(tmp_path / "x.jsonl.gz", benign)), Progress(None))


def test_without_data_it_says_which() -> None:
    with pytest.raises(ValueError, match="agent-traces needs --data: JSON lines of calls"):
        AgentTraces().run(Options(), Progress(None))
