"""`roguewatch bench core` says where the time goes, and restores what it timed."""

from typer.testing import CliRunner

from detectors import Burst
from roguewatch.cli.main import app


def test_core_names_every_part() -> None:
    before = Burst.score_one
    result = CliRunner().invoke(app, ["bench", "core", "--events", "1000", "--warm-up-days", "1"])
    assert result.exit_code == 0, result.output
    for part in ("decode", "process_one", "featurize", "score burst", "learn RateBaseline", "pack"):
        assert part in result.output
    assert Burst.score_one is before
