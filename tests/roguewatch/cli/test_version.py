"""The version is the installed one."""

from importlib.metadata import version

from typer.testing import CliRunner

from baselines.compiled import told_of_core
from roguewatch.cli.main import app


def test_it_prints_the_version_and_how_the_core_runs() -> None:
    result = CliRunner().invoke(app, ["version"])
    assert result.exit_code == 0
    assert result.output.splitlines() == [version("roguewatch"), told_of_core()]
