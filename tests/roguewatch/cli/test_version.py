"""The version is the installed one."""

from importlib.metadata import version

from typer.testing import CliRunner

from roguewatch.cli.main import app


def test_it_prints_the_version() -> None:
    result = CliRunner().invoke(app, ["version"])
    assert (result.exit_code, result.output) == (0, version("roguewatch") + "\n")
