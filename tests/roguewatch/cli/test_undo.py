"""The lines that an alert tells people to paste are ones that the command line understands."""

import shlex
from collections.abc import Callable

import pytest
import typer.main

from alerts.undo import stop_line, undo_line
from roguewatch.cli.main import app


@pytest.mark.parametrize("line", [undo_line, stop_line])
@pytest.mark.parametrize("name", ["mail-1", "--help", "a/b", "x; rm -rf ~", "$(id)"])
def test_the_line_parses(line: Callable[[str, str], str], name: str) -> None:
    program, word, *arguments = shlex.split(line("default", name))
    assert program == "roguewatch"
    group = typer.main.get_group(app)
    command = group.get_command(group.make_context("roguewatch", [word, "x"]), word)
    assert command is not None
    given = command.make_context(word, arguments).params
    assert (given["agent"], given["tenant"], given["reason"]) == (name, "default", "WHY")
