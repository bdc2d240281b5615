"""One tool call, put together from the spans that tell of it."""

import re
from typing import Any

import msgspec

from .otel_node import Node
from .otel_span import Span

_WORDS = re.compile(r"[^a-z0-9]+")


class Call(msgspec.Struct, frozen=True, gc=False):
    """A call: its outermost span, the spans inside that tell of the same, and those around it.

    Parameters
    ----------
    span
        The outermost span of the call.
    chain
        The call itself and what caused it, nearest first.
    inner
        Other spans of the same call: of the MCP client, of the server.

    Examples
    --------
    >>> outer = Span(trace_id="1", span_id="2", name="execute_tool ls", time_ns=1)
    >>> inner = Span(trace_id="1", span_id="3", name="tools/call ls", time_ns=2,
    ...              attributes={"mcp.session.id": "s"}, is_error=True)
    >>> call = Call(outer, (Node.of(outer),), (inner,))
    >>> call.attributes, call.is_error
    ({'mcp.session.id': 's'}, True)
    """

    span: Span
    chain: tuple[Node, ...]
    inner: tuple[Span, ...] = ()

    @property
    def attributes(self) -> dict[str, Any]:
        """All that is said of the call; the outermost span has the last word."""
        merged: dict[str, Any] = {}
        for span in (*reversed(self.inner), self.span):
            merged |= span.attributes
        return merged

    @property
    def is_error(self) -> bool:
        """Whether any of its spans failed: frameworks swallow what a server refused."""
        return self.span.is_error or any(span.is_error for span in self.inner)

    @property
    def agent(self) -> tuple[str, Node] | None:
        """Who called, and the span that says so: the nearest that names one, else the process."""
        for node in self.chain:
            if node.agent is not None:
                return node.agent, node
        for node in self.chain:
            if node.host is not None:
                return node.host, node
        return None


def is_same_tool(one: str, other: str) -> bool:
    """Whether two names, one inside the other, are one tool's: a client may put its server before.

    Examples
    --------
    >>> is_same_tool("mcp__files__read_file", "read-file"), is_same_tool("research", "search")
    (True, False)
    """
    a, b = (_WORDS.sub("_", name.lower()).strip("_") for name in (one, other))
    return a == b or a.endswith(f"_{b}") or b.endswith(f"_{a}")
