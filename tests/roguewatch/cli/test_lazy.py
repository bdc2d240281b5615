"""A command costs only its own imports."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from aiokafka.errors import KafkaTimeoutError
from typer.testing import CliRunner

from roguewatch.cli.main import app

HEAVY = {"aiokafka", "cedarpy", "faust", "kafka", "numpy", "pandas", "pydantic", "river", "uvloop"}


def modules_after(*arguments: str) -> set[str]:
    """Top-level modules loaded once the command has run."""
    code = (
        "import json, sys\n"
        "from roguewatch.cli.main import app\n"
        f"try: app({list(arguments)!r})\n"
        "except SystemExit as end: assert not end.code\n"
        "print(json.dumps(list(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return {name.split(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


def test_help_lists_every_command_and_imports_nothing_heavy() -> None:
    assert modules_after("--help") & HEAVY == set()


def test_running_one_command_does_not_import_the_others() -> None:
    code = (
        "import sys\n"
        "from roguewatch.cli.main import app\n"
        "try: app(['version'])\n"
        "except SystemExit: pass\n"
        "print([name for name in sys.modules if name.startswith('roguewatch.cli.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert set(json.loads(done.stdout.splitlines()[-1].replace("'", '"'))) == {
        "roguewatch.cli.lazy",
        "roguewatch.cli.main",
        "roguewatch.cli.missing_extra",
        "roguewatch.cli.version",
    }


def test_a_command_that_is_not_there_is_an_error() -> None:
    result = CliRunner().invoke(app, ["nonsense"])
    assert result.exit_code == 2
    assert "nonsense" in result.output


def test_a_command_with_commands_of_its_own_lists_them() -> None:
    result = CliRunner().invoke(app, ["bench", "--help"])
    assert result.exit_code == 0
    assert "throughput" in result.output


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (KafkaTimeoutError(), "Kafka stopped answering: KafkaTimeoutError"),
        (KafkaTimeoutError("no leader"), "Kafka stopped answering: KafkaTimeoutError: no leader"),
    ],
)
def test_a_kafka_that_goes_away_is_a_line(
    error: Exception, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It answered when the command began; a client's traceback would tell nobody more."""

    def fail() -> None:
        raise error

    monkeypatch.setattr("roguewatch.cli.version.version", fail)
    result = CliRunner().invoke(app, ["version"])
    assert (result.exit_code, result.stderr) == (2, f"roguewatch version: {line}\n")


def without(module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in an interpreter that has no such module."""
    code = (
        "import importlib.util, sys\n"
        "found = importlib.util.find_spec\n"
        f"importlib.util.find_spec = lambda name: None if name == {module!r} else found(name)\n"
        f"sys.modules[{module!r}] = None\n"
        "from roguewatch.cli.main import app\n"
        f"app({list(arguments)!r})"
    )
    return subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)


def test_who_has_the_sdk_alone_is_told_what_the_commands_need() -> None:
    done = without("typer", "status")
    assert (done.returncode, done.stderr) == (
        1,
        "roguewatch: the commands are not installed, only the SDK; run: pip install '.[monitor]'\n",
    )


def test_an_extra_that_is_missing_is_named(tmp_path: Path) -> None:
    done = without("pandas", "tune", str(tmp_path))
    assert (done.returncode, done.stderr) == (
        2,
        "roguewatch tune: pandas is not installed; run: pip install '.[monitor,notebooks]'\n",
    )
