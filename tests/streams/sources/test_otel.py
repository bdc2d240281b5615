"""Verb, target, agent and outcome of a call are found under their names of today and before."""

from typing import Any

import pytest

from streams.bad_event import BadEvent
from streams.decoding import decode_event
from streams.events import ActionEvent, encode_event
from streams.sources import Otel, Skipped
from streams.sources.otel_event import NO_AGENT

from .otlp import as_protobuf, request, span

AGENT = {"gen_ai.agent.id": "asst_1", "gen_ai.agent.name": "janitor"}
CALL = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "delete_file"}


def mapped(
    values: dict[str, Any], name: str = "x", resource: dict[str, Any] | None = None, **more: Any
) -> ActionEvent:
    written = request(span(2, name, values, **more), resource=resource)
    event = Otel().map_one(written)
    assert isinstance(event, ActionEvent), event
    assert Otel().map_one(as_protobuf(written)) == event
    assert decode_event(encode_event(event)) == event
    return event


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("execute_tool delete_file", {"gen_ai.operation.name": "execute_tool"}),
        ("x", CALL),
        ("execute_tool delete_file", {}),
        ("tools/call delete_file", {"mcp.method.name": "tools/call"}),
        ("x", {"mcp.method.name": "tools/call", "mcp.tool.name": "delete_file"}),
        ("tools/call delete_file", {"rpc.system": "jsonrpc", "rpc.method": "tools/call"}),
        ("x", {"openinference.span.kind": "TOOL", "tool.name": "delete_file"}),
        ("delete_file", {"openinference.span.kind": "TOOL"}),
        (
            "delete_file.tool",
            {"traceloop.span.kind": "tool", "traceloop.entity.name": "delete_file"},
        ),
        ("running tool", {"gen_ai.tool.name": "delete_file"}),
    ],
)
def test_calls_of_every_convention_are_calls(name: str, values: dict[str, Any]) -> None:
    event = mapped(values | AGENT, name)
    assert (event.tool, event.action) == ("delete_file", "delete")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("chat", {"gen_ai.operation.name": "chat", "gen_ai.tool.name": "delete_file"}),
        ("invoke_agent janitor", {"gen_ai.operation.name": "invoke_agent"}),
        ("tools/list", {"mcp.method.name": "tools/list"}),
        ("initialize", {"mcp.method.name": "initialize"}),
        ("GET /", {"http.request.method": "GET"}),
        ("tools/call", {"rpc.system": "grpc", "rpc.method": "tools/call"}),
        ("x", {"openinference.span.kind": "LLM", "tool.name": "delete_file"}),
        ("", {}),
    ],
)
def test_what_is_no_call_is_skipped(name: str, values: dict[str, Any]) -> None:
    skipped = Otel().map_one(request(span(2, name, values | AGENT)))
    assert isinstance(skipped, Skipped)
    assert not skipped.is_action


@pytest.mark.parametrize(
    ("values", "resource", "kind", "agent"),
    [
        (AGENT, {"service.name": "s"}, "internal", "asst_1"),
        ({"gen_ai.agent.name": "janitor"}, {}, "internal", "janitor"),
        ({"agent_name": "janitor"}, {}, "internal", "janitor"),
        ({}, {"gen_ai.agent.id": "r", "service.name": "s"}, "internal", "r"),
        ({}, {"gen_ai.agent.name": "r"}, "client", "r"),
        ({}, {"service.name": "s"}, "client", "s"),
        ({}, {"service.name": "unknown_service:python"}, "internal", None),
        ({}, {"service.name": "files-server"}, "server", None),
        ({}, {}, "internal", None),
        ({"gen_ai.agent.id": ""}, {}, "internal", None),
    ],
)
def test_the_agent_is_the_spans_else_the_process(
    values: dict[str, Any], resource: dict[str, Any], kind: str, agent: str | None
) -> None:
    found = Otel().map_one(request(span(2, "x", CALL | values, kind=kind), resource=resource))
    if agent is None:
        assert found == Skipped(NO_AGENT)
    else:
        assert isinstance(found, ActionEvent)
        assert found.agent_id == agent


def test_the_agent_may_stand_on_any_span_around() -> None:
    run = span(1, "invoke_agent janitor", {"gen_ai.operation.name": "invoke_agent"})
    chain = span(3, "step", parent=1)
    found = Otel().map_one(request(run, chain, span(2, "x", CALL, parent=3)))
    assert isinstance(found, ActionEvent)
    assert found.agent_id == "janitor"


def test_peers_share_a_name_or_a_service() -> None:
    assert mapped(CALL | AGENT).cohort == "janitor"
    named = mapped(CALL | {"gen_ai.agent.name": "janitor"}, resource={"service.name": "s"})
    assert named.cohort == "s"


@pytest.mark.parametrize(
    ("values", "resource"),
    [
        ({"gen_ai.tool.call.arguments": '{"path": "/srv/cache", "force": true}'}, "/srv/cache"),
        ({"gen_ai.tool.call.arguments": {"path": "/srv/cache"}}, "/srv/cache"),
        ({"tool.parameters": '{"file": "/srv/cache"}'}, "/srv/cache"),
        ({"input.value": '{"filePath": "/srv/cache"}'}, "/srv/cache"),
        ({"traceloop.entity.input": '{"inputs": {"path": "/srv/cache"}}'}, "/srv/cache"),
        ({"mcp.request.argument.path": '"/srv/cache"'}, "/srv/cache"),
        ({"mcp.request.arguments": '{"path": "/srv/cache", "x": "' + "y" * 70_000}, "/srv/cache"),
        ({"mcp.resource.uri": "file:///srv/cache"}, "file:///srv/cache"),
        ({"url.full": "https://me:pw@example.org/a?token=1"}, "https://example.org/a"),
        ({"input.value": '{"url": "https://example.org/a?token=1#x"}'}, "https://example.org/a"),
        ({"gen_ai.tool.call.arguments": "free text"}, None),
        ({}, None),
    ],
)
def test_the_target_is_found_in_arguments_or_attributes(
    values: dict[str, Any], resource: str | None
) -> None:
    assert mapped(CALL | AGENT | values).resource == resource


def test_values_of_arguments_are_not_kept() -> None:
    event = mapped(
        CALL
        | AGENT
        | {"gen_ai.tool.call.arguments": '{"path": "/a", "content": "SECRET"}'}
        | {"gen_ai.tool.call.result": "SECRET", "gen_ai.input.messages": "SECRET"}
    )
    assert b"SECRET" not in encode_event(event)
    assert event.n_bytes == len("SECRET")


@pytest.mark.parametrize(
    ("values", "error", "outcome"),
    [
        ({}, None, "success"),
        ({"error.type": "timeout"}, None, "failure"),
        ({"error.type": "tool_error"}, "boom", "failure"),
        ({}, "boom", "failure"),
        ({"mcp.tool.result.is_error": True}, None, "failure"),
        ({"error.type": "PermissionDeniedError"}, None, "denied"),
        ({"error.type": "403"}, None, "denied"),
        ({"rpc.response.status_code": "PERMISSION_DENIED"}, None, "denied"),
        ({"http.response.status_code": 403}, None, "denied"),
        ({}, "User is not authorized", "denied"),
        ({"rpc.response.status_code": "OK"}, None, "success"),
    ],
)
def test_refused_is_not_failed(values: dict[str, Any], error: str | None, outcome: str) -> None:
    assert mapped(CALL | AGENT | values, error=error).outcome == outcome


def test_what_a_server_refused_inside_a_call_that_went_well_was_refused() -> None:
    outer = span(2, "x", CALL | AGENT)
    inner = {"mcp.method.name": "tools/call", "gen_ai.tool.name": "delete_file"}
    refused = span(3, "y", inner | {"error.type": "403"}, parent=2, kind="client", error="no")
    found = Otel().map_one(request(refused, outer))
    assert isinstance(found, ActionEvent)
    assert found.outcome == "denied"


def test_the_other_fields() -> None:
    event = mapped(
        CALL
        | AGENT
        | {
            "gen_ai.conversation.id": "run-1",
            "gen_ai.agent.version": "7",
            "gen_ai.request.model": "model-a",
            "gen_ai.usage.input_tokens": 12,
            "gen_ai.usage.completion_tokens": 3,
            "enduser.id": "ann",
            "client.address": "192.0.2.7",
            "mcp.server.name": "files",
            "error.type": "timeout",
            "gen_ai.tool.call.arguments": {"ids": ["a", "b", "c"]},
        },
        resource={"deployment.environment.name": "production"},
        second=1.5,
    )
    assert (event.session_id, event.agent_version, event.model) == ("run-1", "7", "model-a")
    assert (event.on_behalf_of, event.source_ip) == ("ann", "192.0.2.7")
    assert (event.environment, event.n_items, event.resource) == ("production", 3, "a")
    assert event.timestamp == 1_767_607_201.5
    assert event.event_id == "5b8efff798038103d269b633813fc60c-0000000000000002"
    assert event.attributes == {
        "mcp.server": "files",
        "error": "timeout",
        "input_tokens": 12,
        "output_tokens": 3,
    }


def test_the_address_of_the_server_is_not_where_the_agent_comes_from() -> None:
    event = mapped(CALL | AGENT | {"network.peer.address": "192.0.2.9"}, kind="client")
    assert event.source_ip is None


@pytest.mark.parametrize("name", ["gen_ai.conversation.id", "session.id", "mcp.session.id"])
def test_a_session_is_a_conversation(name: str) -> None:
    assert mapped(CALL | AGENT | {name: "run-1"}).session_id == "run-1"


def test_reading_an_mcp_resource_is_an_action() -> None:
    event = mapped(
        {"mcp.method.name": "resources/read", "mcp.resource.uri": "db://customers"} | AGENT
    )
    assert (event.tool, event.action, event.resource) == (
        "resources/read",
        "read",
        "db://customers",
    )


def test_a_record_of_several_calls_is_not_one_event() -> None:
    with pytest.raises(BadEvent, match="must hold one call; got 2"):
        Otel().map_one(request(*(span(i, "x", CALL | AGENT) for i in (1, 2))))
