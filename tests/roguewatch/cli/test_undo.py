"""The line that an alert tells people to paste is one that the command line understands."""

import shlex

import pytest
import typer.main

from alerts.wording import undo_command
from roguewatch.cli.main import app
from tests.alerts.make import make_alert


@pytest.mark.parametrize("name", ["mail-1", "--help", "a/b", "x; rm -rf ~", "$(id)"])
def test_the_undo_of_an_alert_parses(name: str) -> None:
    program, command, *arguments = shlex.split(undo_command(make_alert(agent_id=name)))
    assert program == "roguewatch"
    group = typer.main.get_group(app)
    reinstate = group.get_command(group.make_context("roguewatch", [command, "x"]), command)
    assert reinstate is not None
    given = reinstate.make_context(command, arguments).params
    assert (given["agent"], given["tenant"], given["reason"]) == (name, "default", "WHY")
