"""`roguewatch simulate` writes a fleet that every other command reads."""

from pathlib import Path

from typer.testing import CliRunner

from roguewatch.cli.main import app
from roguewatch.simulation.benchmark import read_labels
from streams.reading import History

SMALL = ["simulate", "--seed", "3", "--agents", "12", "--days", "2", "--start", "2026-01-05"]


def test_a_file_that_can_be_read_again(tmp_path: Path) -> None:
    path = tmp_path / "fleet.jsonl.gz"
    result = CliRunner().invoke(app, [*SMALL, "--out", str(path)])
    assert result.exit_code == 0
    history = History([path])
    events = history.read()
    assert f"{len(events)} events of 12 agents from 2026-01-05 on, 2 days" in result.stderr
    assert history.report.bad == {}
    assert history.report.by_source == {"native": len(events)}


def test_the_same_seed_and_start_give_the_same_bytes(tmp_path: Path) -> None:
    paths = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    for path in paths:
        CliRunner().invoke(app, [*SMALL, "--out", str(path)])
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_the_benchmark_goes_into_two_files(tmp_path: Path) -> None:
    """The published one, whole: what is told of it here is what everybody gets."""
    events, labels = tmp_path / "events.jsonl.gz", tmp_path / "labels.jsonl"
    arguments = ["--catalogue", str(events), "--labels", str(labels), "--split", "test"]
    result = CliRunner().invoke(app, ["simulate", *arguments])
    assert result.exit_code == 0, result.output
    read = History([events]).read()
    known = {event.event_id for event in read}
    assert f"test: {len(read)} events of 320 agents, 38 incidents" in result.stderr
    for label in read_labels(labels):
        assert label.split == "test"
        assert known.issuperset(label.event_ids)
