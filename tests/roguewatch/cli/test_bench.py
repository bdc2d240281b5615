"""`roguewatch bench core` says where time and bytes go, and restores what it timed."""

from typer.testing import CliRunner

from detectors import Burst
from detectors.registry import detector_classes
from roguewatch.cli.main import app
from tests.contracts.material import profile_after


def test_core_names_every_part() -> None:
    before = Burst.score_one
    result = CliRunner().invoke(app, ["bench", "core", "--events", "1000", "--warm-up-days", "1"])
    assert result.exit_code == 0, result.output
    for part in ("decode", "process_one", "featurize", "all of these", "pack a profile"):
        assert part in result.output
    lines = {line[18:] for line in result.output.splitlines()}
    assert {f"score {name}" for name in detector_classes()} <= lines
    assert {f"learn {kind.name}" for kind in profile_after(20)} <= lines
    assert "learn symbols" in lines
    assert Burst.score_one is before
