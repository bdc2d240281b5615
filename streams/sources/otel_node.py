"""What has to be remembered of a span, so that its children find their agent in it."""

from typing import Any, Self

import msgspec

from . import otel_names as names
from .fields import text
from .otel_span import Span

_AGENT_OPERATIONS = frozenset(("invoke_agent", "create_agent"))
_KINDS = ("openinference.span.kind", "traceloop.span.kind")
_BY_NAME = ("execute_tool ", "tools/call ")
_RPC_SYSTEMS = frozenset(("mcp", "jsonrpc", "json-rpc"))


class Node(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One span in short.

    Parameters
    ----------
    parent
        Key of the span that caused it.
    tool
        The tool that it says is called; empty for a span that is no call.
    agent, agent_name
        The agent that the span itself names, by id where it has one.
    host
        The agent, or else the service, that the emitting process names; a server's is not told,
        for it is not who called.

    Examples
    --------
    >>> span = Span(trace_id="1", span_id="2", name="execute_tool ls", time_ns=1, parent_id="3",
    ...             resource={"service.name": "janitor"})
    >>> node = Node.of(span)
    >>> node.tool, node.host, node.parent
    ('ls', 'janitor', ('1', '3'))
    """

    parent: tuple[str, str] | None = None
    tool: str = ""
    agent: str | None = None
    agent_name: str | None = None
    host: str | None = None
    session: str | None = None
    model: str | None = None
    version: str | None = None
    is_run: bool = False
    """It is the run of an agent, and not a call: calls inside are that agent's."""

    @classmethod
    def of(cls, span: Span) -> Self:
        """Read it off a span."""
        x, resource = span.attributes, span.resource
        name = names.first_text(x, names.AGENT_NAME) or _agent_in_name(span)
        tool = tool_of(span)
        return cls(
            parent=span.parent_key,
            tool=tool,
            agent=text(names.first_text(x, names.AGENT_ID) or name, 512),
            agent_name=text(name),
            host=None if span.kind == "server" else _host(resource),
            session=text(names.first_text(x, names.SESSION)),
            model=text(names.first_text(x, names.MODEL)),
            version=text(
                names.first_text(x, names.AGENT_VERSION)
                or names.first_text(resource, (*names.AGENT_VERSION, "service.version"))
            ),
            is_run=not tool and _is_run(span),
        )


def tool_of(span: Span) -> str:
    """The tool that a span says is called; empty when it is no call.

    Calls are GenAI's `execute_tool`, MCP's `tools/call` and `resources/read` on either side, and
    spans of the kind *tool* in OpenInference and OpenLLMetry.

    Examples
    --------
    >>> span = Span(trace_id="1", span_id="2", name="tools/list", time_ns=1,
    ...             attributes={"mcp.method.name": "tools/list"})
    >>> tool_of(span)
    ''
    """
    x = span.attributes
    named = names.first_text(x, names.TOOL)
    method = _method(x)
    if method is not None:
        if method == "resources/read":
            return method
        return (named or _after(span.name)) if method == "tools/call" else ""
    operation = x.get("gen_ai.operation.name")
    if operation is not None:
        return (named or _after(span.name)) if operation == "execute_tool" else ""
    kind = names.first(x, _KINDS)
    if isinstance(kind, str):
        if kind.lower() != "tool":
            return ""
        return named or names.first_text(x, ("traceloop.entity.name",)) or span.name
    if named or span.name.startswith(_BY_NAME):
        return named or _after(span.name)
    return ""


def _method(x: dict[str, Any]) -> str | None:
    """The MCP method; `rpc.method` is any system's unless it is said to be JSON-RPC."""
    method = names.first_text(x, names.METHOD[:2])
    if method is None and x.get("rpc.system", x.get("rpc.system.name")) in _RPC_SYSTEMS:
        method = names.first_text(x, names.METHOD)
    return method


def _after(name: str) -> str:
    return name.split(" ", 1)[1].strip() if name.startswith(_BY_NAME) else name


def _is_run(span: Span) -> bool:
    kind = names.first(span.attributes, _KINDS)
    return span.attributes.get("gen_ai.operation.name") in _AGENT_OPERATIONS or (
        isinstance(kind, str) and kind.lower() == "agent"
    )


def _agent_in_name(span: Span) -> str | None:
    """The agent that a span is the run of."""
    if not _is_run(span):
        return None
    if span.attributes.get("gen_ai.operation.name") in _AGENT_OPERATIONS:
        return span.name.partition(" ")[2].strip() or None
    return names.first_text(span.attributes, ("traceloop.entity.name",)) or span.name or None


def _host(resource: dict[str, Any]) -> str | None:
    named = names.first_text(resource, (*names.AGENT_ID, *names.AGENT_NAME))
    if named is None:
        named = names.first_text(resource, ("service.name",))
        # What an SDK calls a service that nobody named.
        if named is not None and named.startswith("unknown_service"):
            named = None
    return text(named, 512)
