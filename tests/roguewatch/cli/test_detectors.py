"""Every detector is listed, with what it cannot see."""

from typer.testing import CliRunner

from detectors.registry import detector_classes
from roguewatch.cli.main import app


def test_every_detector_is_listed() -> None:
    result = CliRunner().invoke(app, ["detectors"], env={"COLUMNS": "240"})
    assert result.exit_code == 0
    assert all(name in result.output for name in detector_classes())
