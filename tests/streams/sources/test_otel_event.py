"""What a call does is read from its name, its command and its annotations, upwards only."""

from typing import Any

import pytest

from streams.events import ActionEvent
from streams.intent import Intent, hash_target
from streams.sources import Otel

from .otlp import request, span

AGENT = {"gen_ai.agent.id": "asst_1"}
CALL = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "delete_file"}


def mapped(values: dict[str, Any]) -> ActionEvent:
    event = Otel().map_one(request(span(2, "x", values)))
    assert isinstance(event, ActionEvent), event
    return event


@pytest.mark.parametrize(
    ("tool", "arguments", "action", "resource", "flags"),
    [
        ("bash", {"command": "rm -rf /srv"}, "delete", "/srv", {"irreversible", "recursive"}),
        (
            "run_shell",
            {"cmd": ["rm", "-r", "/srv"]},
            "delete",
            "/srv",
            {"irreversible", "recursive"},
        ),
        ("bash", {"command": "ls /srv"}, "read", None, set()),
        ("bash", {"command": "./unknown"}, "execute", None, set()),
        ("query_db", {"sql": "DROP TABLE users"}, "delete", "users", {"irreversible", "recursive"}),
        ("query_db", {"sql": "SELECT * FROM users"}, "read", None, set()),
        (
            "bash",
            {"command": "curl -T a https://x.example/i"},
            "send",
            "https://x.example/i",
            {"external"},
        ),
        ("delete_file", {"path": "/a", "code": "ls"}, "delete", "/a", set()),
    ],
)
def test_a_command_says_more_than_the_tool_that_runs_it(
    tool: str, arguments: dict[str, Any], action: str, resource: str | None, flags: set[str]
) -> None:
    event = mapped(
        {**CALL, **AGENT, "gen_ai.tool.name": tool, "gen_ai.tool.call.arguments": arguments}
    )
    assert (event.action, event.resource) == (action, resource)
    declared = {name for name, value in (event.attributes or {}).items() if value is True}
    assert declared == flags


@pytest.mark.parametrize(
    ("tool", "hints", "action"),
    [
        ("frobnicate", {"readOnlyHint": False}, "write"),
        ("frobnicate", {"readOnlyHint": True}, "read"),
        ("frobnicate", {}, "other"),
        ("delete_file", {"readOnlyHint": True, "destructiveHint": False}, "delete"),
        ("send_mail", {"readOnlyHint": True}, "send"),
        ("get_file", {"destructiveHint": True}, "write"),
        ("get_file", {"readOnlyHint": False}, "read"),
    ],
)
def test_annotations_never_lower_what_the_name_says(
    tool: str, hints: dict[str, bool], action: str
) -> None:
    call = {**CALL, **AGENT, "gen_ai.tool.name": tool}
    event = mapped(call | {"mcp.tool.annotations": hints} if hints else call)
    assert event.action == action
    assert {n: v for n, v in (event.attributes or {}).items()} == {
        f"mcp.{name}": value for name, value in hints.items()
    }


@pytest.mark.parametrize(
    "written",
    [
        {"mcp.tool.annotations": '{"readOnlyHint": true}'},
        {"mcp.tool.annotations.readOnlyHint": True},
        {"mcp.tool.annotations.read_only_hint": True},
        {"mcp.readOnlyHint": True},
    ],
)
def test_annotations_are_read_however_they_are_written(written: dict[str, Any]) -> None:
    assert mapped(CALL | AGENT | written).attributes == {"mcp.readOnlyHint": True}


def test_an_intent_comes_along_and_what_makes_no_sense_in_it_does_not() -> None:
    event = mapped(
        {
            **(AGENT | CALL),
            "roguewatch.intent.actions": ["delete", "fly"],
            "roguewatch.intent.tools": ["delete_file", ""],
            "roguewatch.intent.targets": [hash_target("x", "/srv/a"), "plain"],
            "roguewatch.intent.salt": "x",
        }
    )
    assert event.intent == Intent(
        actions=("delete",),
        tools=("delete_file",),
        targets=(hash_target("x", "/srv/a"),),
        salt="x",
    )
    assert mapped(AGENT | CALL).intent is None
