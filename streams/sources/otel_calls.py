"""Which spans are one call: the framework's, the MCP client's and the server's count once."""

import itertools
from collections.abc import Iterator
from typing import Any

import msgspec

from . import otel_names as names
from .base import Skipped
from .otel_call import Call, is_same_tool
from .otel_node import Node
from .otel_span import Span

Key = tuple[str, str]

NO_CALL = Skipped("a span that is no tool call", is_action=False)
SAME_CALL = Skipped("another span of a call that counts", is_action=False)

_MOST_ANCESTORS = 32
_MOST_INNER = 16


class _Waiting(msgspec.Struct, gc=False):
    span: Span
    since: float
    place: Any
    inner: list[Span] = []


class Calls:
    """Takes spans in any order and gives calls; pure, its clock is what it is told.

    A call's outermost span counts. Spans are exported when they end, so that the inner ones come
    first, and the span of the agent's run, which may name the agent, last of all. A span that no
    other can enclose counts at once when its agent is known; any other waits `settle_s` for the
    spans around it, and one whose agent is not known `orphan_s`. Whatever is emitted is remembered,
    so that a span which comes later still is not counted again.

    Two names are one tool's when one ends in the other. Spans without a common parent are one call
    when MCP session, request id and tool are the same.

    Parameters
    ----------
    settle_s, orphan_s
        How long to wait; None waits for `finish`, as for files.
    max_waiting, max_known
        Spans that wait, and spans that are remembered, at most; the oldest go first.

    Examples
    --------
    >>> calls = Calls()
    >>> server = Span(trace_id="1", span_id="4", name="tools/call ls", time_ns=3, parent_id="3",
    ...               kind="server", attributes={"mcp.method.name": "tools/call"})
    >>> outer = Span(trace_id="1", span_id="3", name="execute_tool ls", time_ns=1, parent_id="2")
    >>> [*calls.add(server), *calls.add(outer)]
    []
    >>> [call.span.span_id for call in calls.finish() if isinstance(call, Call)]
    ['3']
    """

    def __init__(
        self,
        settle_s: float | None = None,
        orphan_s: float = 0.0,
        max_waiting: int = 50_000,
        max_known: int = 200_000,
    ) -> None:
        self.settle_s = settle_s
        self.orphan_s = orphan_s
        self.max_waiting = max_waiting
        self.max_known = max_known
        self._known: dict[Key, Node] = {}
        self._waiting: dict[Key, _Waiting] = {}
        self._children: dict[Key, list[Key]] = {}
        self._counted: dict[Key, str] = {}
        """Spans around or inside a call that counted, with its tool."""
        self._requests: dict[tuple[str, str, str], Key] = {}

    def add(self, span: Span, now: float = 0.0, place: Any = None) -> Iterator[Call | Skipped]:
        """Take a span in; yield what can be said at once.

        Parameters
        ----------
        now
            Seconds on any clock.
        place
            Given back by `places` while the span waits.
        """
        key, node = span.key, Node.of(span)
        if key in self._waiting or (key in self._known and self._known[key] == node):
            yield SAME_CALL if node.tool else NO_CALL
            return
        self._keep(self._known, key, node)
        if node.parent is not None:
            self._keep(self._children, node.parent, [*self._children.get(node.parent, ()), key])
        tool = self._counted.get(key)
        if tool is not None:
            self._mark(key, tool)
        if not node.tool:
            yield NO_CALL
        elif tool is not None and is_same_tool(tool, node.tool):
            yield SAME_CALL
        else:
            self._waiting[key] = _Waiting(span, now, place)
            request = _request(span, node)
            if request is not None and span.kind != "server" and request not in self._requests:
                self._keep(self._requests, request, key)
            if self._is_outermost(span, node):
                yield self._resolve(key)
            while len(self._waiting) > self.max_waiting:
                yield self._resolve(next(iter(self._waiting)))

    def due(self, now: float) -> Iterator[Call | Skipped]:
        """Yield the calls that have waited long enough, in the order in which they came."""
        if self.settle_s is None:
            return
        for key, waiting in list(self._waiting.items()):
            waited = now - waiting.since
            if waited < self.settle_s or key not in self._waiting:
                continue
            if waited >= self.orphan_s or self._has_agent(key):
                yield self._resolve(key)

    def finish(self) -> Iterator[Call | Skipped]:
        """Yield all that still wait: nothing more will come."""
        while self._waiting:
            yield self._resolve(next(iter(self._waiting)))

    def places(self) -> Iterator[Any]:
        """The places of the spans that wait."""
        return (waiting.place for waiting in self._waiting.values())

    def _is_outermost(self, span: Span, node: Node) -> bool:
        """Whether nothing that comes later could change what counts, or who called."""
        if self.settle_s is None or span.kind != "internal":
            return False
        return span.attributes.get("gen_ai.operation.name") == "execute_tool" and (
            node.agent is not None
        )

    def _has_agent(self, key: Key) -> bool:
        return Call(self._waiting[key].span, self._chain(key)).agent is not None

    def _resolve(self, key: Key) -> Call | Skipped:
        waiting = self._waiting.pop(key)
        span = waiting.span
        # The oldest spans are forgotten: the chain may be gone, the call is not.
        chain = self._chain(key) or (Node.of(span),)
        tool = chain[0].tool
        outer = self._outer(chain)
        if outer is not None or is_same_tool(self._counted.get(key, "?"), tool):
            if outer in self._waiting and len(self._waiting[outer].inner) < _MOST_INNER:
                self._waiting[outer].inner.append(span)
            return SAME_CALL
        request = _request(span, chain[0])
        if request is not None:
            if self._requests.get(request, key) != key:
                return SAME_CALL
            self._keep(self._requests, request, key)
        call = Call(span, chain, (*waiting.inner, *self._below(key, tool)))
        if call.agent is not None:
            # A call of nobody does not count: the span that comes late may know whose it was.
            self._mark(key, tool)
        return call

    def _mark(self, key: Key, tool: str) -> None:
        """Remember that what stands around a span tells of a call that counted."""
        at: Key | None = key
        for _ in range(_MOST_ANCESTORS):
            node = self._known.get(at) if at is not None else None
            if node is None or node.is_run or (node.tool and not is_same_tool(node.tool, tool)):
                return
            at = node.parent
            if at is not None:
                self._keep(self._counted, at, tool)

    def _outer(self, chain: tuple[Node, ...]) -> Key | None:
        """The outermost span of the same call; what another agent's run lies between is another."""
        found: Key | None = None
        for here, around in itertools.pairwise(chain):
            if around.is_run:
                break
            if around.tool and is_same_tool(around.tool, chain[0].tool):
                found = here.parent
        return found

    def _chain(self, key: Key) -> tuple[Node, ...]:
        chain: list[Node] = []
        at: Key | None = key
        while at is not None and len(chain) < _MOST_ANCESTORS:
            node = self._known.get(at)
            if node is None:
                break
            chain.append(node)
            at = node.parent
        return tuple(chain)

    def _below(self, key: Key, tool: str) -> list[Span]:
        """Spans of the same call that wait still."""
        found: list[Span] = []
        look = list(self._children.get(key, ()))[:_MOST_INNER]
        while look and len(found) < _MOST_INNER:
            child = look.pop()
            node = self._known.get(child)
            if node is None or node.is_run:
                continue
            if child in self._waiting and is_same_tool(node.tool, tool):
                found.append(self._waiting[child].span)
            look += self._children.get(child, ())[: _MOST_INNER - len(look)]
        return found

    def _keep(self, kept: dict[Any, Any], key: Any, value: Any) -> None:
        kept[key] = value
        if len(kept) > self.max_known:
            del kept[next(iter(kept))]


def _request(span: Span, node: Node) -> tuple[str, str, str] | None:
    session = names.first_text(span.attributes, names.MCP_SESSION)
    number = names.first_text(span.attributes, names.REQUEST)
    return (session, number, node.tool) if session and number else None
