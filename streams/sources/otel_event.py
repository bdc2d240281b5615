"""From a call to an action event: verb, target, agent, outcome; argument values are not kept."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from baselines.features import Action
from streams.events import ActionEvent
from streams.meaning.commands import Meant, read_command
from streams.meaning.verbs import verb_of

from . import otel_names as names
from .arguments import command_in, main_object, read_arguments, without_secrets
from .base import Record, Skipped
from .fields import make_event, text
from .otel_call import Call
from .otel_intent import intent_of

NO_AGENT = "a tool call without an agent"

_START = datetime(1970, 1, 1, tzinfo=UTC)
_DENIED = re.compile(
    r"(?:permission|access)[_ ]?denied|unauthori[sz]ed|unauthenticated|not[_ ]?authori[sz]ed"
    r"|forbidden|insufficient[_ ]?(?:scope|permission)|\b40[13]\b",
    re.IGNORECASE,
)
# How much a wrong guess would hide; a command may only raise what the tool's name says.
_ORDER: tuple[Action, ...] = (
    *("other", "read", "write", "execute"),
    *("send", "auth", "admin", "pay", "delete"),
)
_RUNS: tuple[Action, ...] = ("execute", "other", "read", "write")
_MOST_TOKENS = 2**53


def to_event(call: Call) -> ActionEvent | Skipped:
    """Map a call; one that no agent is behind is skipped, and counted by whoever reads.

    Examples
    --------
    >>> from .otel_node import Node
    >>> from .otel_span import Span
    >>> span = Span(trace_id="1", span_id="2", name="execute_tool bash", time_ns=10**18,
    ...             attributes={"gen_ai.agent.id": "coder",
    ...                         "gen_ai.tool.call.arguments": '{"command": "rm -rf /srv"}'})
    >>> event = to_event(Call(span, (Node.of(span),)))
    >>> event.agent_id, event.tool, event.action, event.resource, event.attributes["recursive"]
    ('coder', 'bash', 'delete', '/srv', True)
    """
    agent = call.agent
    if agent is None:
        return Skipped(NO_AGENT)
    agent_id, said_by = agent
    x, resource, span = call.attributes, call.span.resource, call.span
    tool = call.chain[0].tool
    arguments = _arguments(x)
    hints = _hints(x)
    action, meant = _action(tool, arguments, hints)
    target, n_items = main_object(arguments)
    if meant is not None and meant.action != "read":
        target = meant.target or target
    near = {
        field: next((value for node in call.chain if (value := getattr(node, field))), None)
        for field in ("session", "model")
    }
    cohort = said_by.agent_name if said_by.agent else None
    return make_event(
        {
            "event_id": f"{span.trace_id}-{span.span_id}",
            "time": _START + timedelta(microseconds=span.time_ns // 1_000),
            "agent_id": agent_id,
            "cohort": cohort if cohort != agent_id else text(said_by.host),
            "agent_version": said_by.version,
            "model": near["model"],
            "session_id": near["session"] or text(names.first_text(x, names.MCP_SESSION)),
            "parent_agent_id": _parent(call, agent_id),
            "on_behalf_of": text(names.first_text(x, names.USER)),
            "source_ip": text(names.first_text(x, names.ADDRESS)),
            "tool": text(tool),
            "action": action,
            "resource": text(target or _told_target(x), 2_048),
            "n_items": n_items,
            "n_bytes": _n_bytes(x),
            "outcome": _outcome(call, x),
            "environment": text(names.first_text(resource, names.ENVIRONMENT)),
            "attributes": _attributes(x, hints, meant) or None,
            "intent": intent_of(x),
        }
    )


def _arguments(x: dict[str, Any]) -> Record:
    for name in names.ARGUMENTS:
        if name in x and (found := read_arguments(x[name])):
            return found
    start = len(names.ARGUMENT_PREFIX)
    each = ((name, x[name]) for name in x if name.startswith(names.ARGUMENT_PREFIX))
    return {name[start:]: _unquoted(value) for name, value in each}


def _told_target(x: dict[str, Any]) -> str | None:
    told = names.first_text(x, names.TARGET)
    return None if told is None else without_secrets(told)


def _unquoted(value: object) -> object:
    return value[1:-1] if isinstance(value, str) and value[:1] == value[-1:] == '"' else value


def _hints(x: dict[str, Any]) -> dict[str, bool]:
    """What the tool's server declares about it."""
    found = read_arguments(names.first(x, names.ANNOTATIONS))
    hints: dict[str, bool] = {}
    for hint in names.HINTS:
        snake = re.sub("[A-Z]", lambda match: f"_{match[0].lower()}", hint)
        flat = (f"{prefix}.{name}" for prefix in names.ANNOTATIONS for name in (hint, snake))
        value = found.get(hint, found.get(snake, names.first(x, (*flat, f"mcp.{hint}"))))
        if isinstance(value, bool):
            hints[hint] = value
    return hints


def _action(tool: str, arguments: Record, hints: dict[str, bool]) -> tuple[Action, Meant | None]:
    """The verb class: what the name says, raised by the command it runs and by its annotations."""
    action = "read" if tool == "resources/read" else verb_of(tool)
    command = command_in(arguments) if action in _RUNS else None
    meant = read_command(command) if command is not None else None
    if meant is not None:
        is_runner = action == "execute" and meant.action != "other"
        if is_runner or _ORDER.index(meant.action) > _ORDER.index(action):
            action = meant.action
    if hints.get("readOnlyHint") is not True:
        is_declared = hints.get("readOnlyHint") is False and action == "other"
        if is_declared or (hints.get("destructiveHint") is True and action in ("read", "other")):
            action = "write"
    elif action == "other":
        action = "read"
    return action, meant


def _outcome(call: Call, x: dict[str, Any]) -> str:
    error = names.first_text(x, names.ERROR)
    code = names.first_text(x, names.STATUS_CODE) or ""
    messages = (call.span.message, *(span.message for span in call.inner))
    has_failed = call.is_error or error is not None or names.first(x, names.TOOL_FAILED) is True
    if not has_failed and code not in ("401", "403", "PERMISSION_DENIED", "UNAUTHENTICATED"):
        return "success"
    told = " ".join((error or "", code, *messages))
    return "denied" if _DENIED.search(told) else "failure"


def _n_bytes(x: dict[str, Any]) -> int:
    """The size of the recorded result; 0 where none is recorded."""
    result = names.first(x, names.RESULT)
    return len(result.encode("utf-8", "surrogatepass")) if isinstance(result, str) else 0


def _parent(call: Call, agent_id: str) -> str | None:
    """The agent that runs the agent."""
    runs = (node.agent for node in call.chain if node.is_run and node.agent is not None)
    return next((agent for agent in runs if agent != agent_id), None)


def _attributes(
    x: dict[str, Any], hints: dict[str, bool], meant: Meant | None
) -> dict[str, str | int | bool]:
    found: dict[str, str | int | bool] = {f"mcp.{hint}": value for hint, value in hints.items()}
    for name, said in (
        ("mcp.server", names.first_text(x, names.MCP_SERVER)),
        ("error", names.first_text(x, names.ERROR)),
    ):
        if (short := text(said)) is not None:
            found[name] = short
    for name, given in (
        ("input_tokens", names.first(x, names.INPUT_TOKENS)),
        ("output_tokens", names.first(x, names.OUTPUT_TOKENS)),
    ):
        if type(given) is int and 0 <= given <= _MOST_TOKENS:
            found[name] = given
    if meant is not None:
        flags = {
            "irreversible": meant.is_irreversible,
            "recursive": meant.is_broad,
            "external": meant.is_external,
        }
        found |= {name: True for name, is_set in flags.items() if is_set}
    return found
