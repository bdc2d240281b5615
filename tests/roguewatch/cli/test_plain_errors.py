"""Who is called at night reads one line that says what to do, and never a traceback."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from roguewatch.cli.main import app

NOBODY = "127.0.0.1:1"
FIRST_LINE = "Kafka must answer at 127.0.0.1:1; got Connection refused"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory without settings, where no broker is and no key."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROGUEWATCH_BOOTSTRAP_SERVERS", NOBODY)
    monkeypatch.setenv("ROGUEWATCH_KEYS_DIR", str(tmp_path / "keys"))
    return tmp_path


def said(*arguments: str) -> str:
    """All that a command which could not begin says; that is one line."""
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2, result.output
    assert len(result.output.splitlines()) == 1
    return result.output


@pytest.mark.parametrize(
    "line",
    [
        "status",
        "kill mail-1",
        "kill mail-1 --break-glass",
        "reinstate mail-1 --reason r",
        "release abc --reason r",
        "explain abc",
        "dlq list",
        "topics create",
        "config rollback --reason r",
        "verify crash",
        f"bench throughput --bootstrap-servers {NOBODY}",
        f"bench latency --bootstrap-servers {NOBODY}",
        "worker",
        "control",
        "enforcer",
        "spans",
    ],
)
def test_without_kafka_a_command_says_so(line: str) -> None:
    assert said(*line.split()).endswith(f"{FIRST_LINE}\n")


def test_a_setting_that_cannot_be_is_named_with_what_it_may_be() -> None:
    assert said("control", "--mode", "stop") == (
        "roguewatch control: setting mode: Input should be 'shadow' or 'suspend'; got 'stop'\n"
    )


def test_a_settings_file_that_is_not_toml_is_named(elsewhere: Path) -> None:
    (elsewhere / "roguewatch.toml").write_text("mode = suspend\n")
    assert said("status").startswith("roguewatch status: roguewatch.toml must be TOML: ")


@pytest.mark.parametrize("command", ["calibrate", "detectors"])
def test_a_detector_nobody_has_is_refused_before_anything_runs(
    elsewhere: Path, command: str
) -> None:
    (elsewhere / "own.toml").write_text('[detectors.brst]\nstage = "alert"\n')
    assert "got ['brst']" in said(command, "--config", "own.toml")
