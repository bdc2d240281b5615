"""Every detector is listed, with what it cannot see."""

import json
from pathlib import Path

from typer.testing import CliRunner

from detectors.fleet_registry import fleet_detector_classes
from detectors.registry import detector_classes
from roguewatch.cli.main import app


def test_every_detector_is_listed() -> None:
    result = CliRunner().invoke(app, ["detectors"], env={"COLUMNS": "240"})
    assert result.exit_code == 0
    assert all(name in result.output for name in detector_classes())


def test_programs_get_one_object_a_detector(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[detectors.burst]\nstage = "promoted"')
    result = CliRunner().invoke(app, ["detectors", "--format", "json", "--config", str(config)])
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    told = [*detector_classes(), *fleet_detector_classes()]
    assert [row["detector"] for row in rows] == told
    assert {row["stage"] for row in rows if row["detector"] == "burst"} == {"promoted"}
    assert all(row["supposes"] and row["misses"] for row in rows)


def test_a_wrong_configuration_is_a_message_not_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("[detectors.no_such]")
    result = CliRunner().invoke(app, ["detectors", "--config", str(tmp_path / "bad.toml")])
    assert result.exit_code == 2
    assert result.stderr.startswith("roguewatch detectors: ")
