"""A call counts once, however many spans tell of it and in whatever order they come."""

import itertools
import random
from typing import Any

import pytest

from streams.sources import Otel, Skipped
from streams.sources.otel import read_spans
from streams.sources.otel_call import Call, is_same_tool
from streams.sources.otel_calls import NO_CALL, SAME_CALL, Calls
from streams.sources.otel_span import Span

from .otlp import TRACE, request, span

RUN = {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "planner"}
EXECUTE = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "files_read"}
MCP = {"mcp.method.name": "tools/call", "gen_ai.tool.name": "read"}

# The framework's span, around the MCP client's, around an HTTP request, around the server's.
CHAIN = (
    span(1, "invoke_agent planner", RUN),
    span(2, "execute_tool files_read", EXECUTE, parent=1, second=1),
    span(3, "tools/call read", MCP, parent=2, kind="client", second=2),
    span(4, "POST", {"http.request.method": "POST"}, parent=3, kind="client", second=3),
    span(5, "tools/call read", MCP, parent=4, kind="server", second=4),
)


def spans_of(*written: dict[str, Any], resource: dict[str, Any] | None = None) -> list[Span]:
    found = [*read_spans(request(*written, resource=resource))]
    spans = [one for one in found if isinstance(one, Span)]
    assert len(spans) == len(found)
    return spans


def found_in(calls: Calls, spans: list[Span]) -> list[Call | Skipped]:
    return [*itertools.chain.from_iterable(calls.add(x) for x in spans), *calls.finish()]


def ids(found: list[Call | Skipped]) -> list[str]:
    return [call.span.span_id.lstrip("0") for call in found if isinstance(call, Call)]


@pytest.mark.parametrize("order", [*itertools.permutations(range(5))])
def test_in_any_order_the_outermost_span_counts(order: tuple[int, ...]) -> None:
    spans = spans_of(*CHAIN)
    found = found_in(Calls(), [spans[i] for i in order])
    assert ids(found) == ["2"]
    assert sorted(one.reason for one in found if isinstance(one, Skipped)) == sorted(
        [SAME_CALL.reason] * 2 + [NO_CALL.reason] * 2
    )
    (call,) = (one for one in found if isinstance(one, Call))
    assert call.agent is not None
    assert call.agent[0] == "planner"
    assert {x.span_id[-1] for x in call.inner} == {"3", "5"}


@pytest.mark.parametrize("seed", range(40))
def test_live_a_call_counts_once_whatever_comes_late(seed: int) -> None:
    """Between any two spans the time to wait may run out."""
    random_ = random.Random(seed)
    spans = spans_of(
        CHAIN[0],
        span(2, "x", EXECUTE | {"gen_ai.agent.name": "planner"}, parent=1),
        CHAIN[2],
        {**CHAIN[4], "parentSpanId": CHAIN[2]["spanId"]},
    )
    random_.shuffle(spans)
    calls, now, found = Calls(settle_s=5.0, orphan_s=60.0), 0.0, []
    for one in spans:
        now += random_.choice((0.0, 6.0, 61.0))
        found += [*calls.due(now), *calls.add(one, now)]
    found += [*calls.due(now + 61.0)]
    assert [call.agent[0] for call in found if isinstance(call, Call) and call.agent] == ["planner"]


def test_live_a_span_that_nothing_encloses_counts_at_once() -> None:
    calls = Calls(settle_s=5.0, orphan_s=60.0)
    outer = spans_of(span(2, "execute_tool x", EXECUTE | {"gen_ai.agent.id": "a"}))
    inner = spans_of(span(3, "tools/call read", MCP, parent=2, kind="client"))
    assert [*calls.add(inner[0])] == []
    assert ids([*calls.add(outer[0])]) == ["2"]
    assert [*calls.due(100.0)] == [SAME_CALL]


def test_live_a_call_waits_for_the_run_that_names_its_agent() -> None:
    calls = Calls(settle_s=5.0, orphan_s=60.0)
    call, run = spans_of(span(2, "execute_tool x", EXECUTE, parent=1), span(1, "run", RUN))
    assert [*calls.add(call, 0.0, place=17)] == []
    assert [*calls.due(30.0)] == []
    assert [*calls.places()] == [17]
    assert [*calls.add(run, 31.0)] == [NO_CALL]
    (found,) = calls.due(31.0)
    assert isinstance(found, Call)
    assert found.agent is not None
    assert [*calls.places()] == []


def test_a_repeated_span_is_no_second_call() -> None:
    spans = spans_of(*CHAIN)
    assert ids(found_in(Calls(), spans + spans)) == ["2"]


def test_two_calls_of_one_tool_are_two() -> None:
    spans = spans_of(
        CHAIN[0],
        *(span(10 + i, "execute_tool files_read", EXECUTE, parent=1) for i in range(3)),
    )
    assert ids(found_in(Calls(), spans)) == ["a", "b", "c"]


def test_a_tool_that_calls_another_is_two_calls() -> None:
    research = EXECUTE | {"gen_ai.tool.name": "research"}
    spans = spans_of(
        span(3, "tools/call read", MCP, parent=2, kind="client"),
        span(2, "execute_tool research", research, parent=1),
    )
    assert ids(found_in(Calls(), spans)) == ["3", "2"]


def test_an_agent_inside_a_tool_makes_calls_of_its_own() -> None:
    """Also where it uses the tool's own name."""
    helper = RUN | {"gen_ai.agent.name": "helper"}
    spans = spans_of(
        span(4, "execute_tool files_read", EXECUTE, parent=3),
        span(3, "invoke_agent helper", helper, parent=2),
        span(2, "execute_tool files_read", EXECUTE, parent=1),
        CHAIN[0],
    )
    found = found_in(Calls(), spans)
    assert ids(found) == ["4", "2"]
    agents = [call.agent[0] for call in found if isinstance(call, Call) and call.agent]
    assert agents == ["helper", "planner"]
    event = Otel().map_one(
        request(
            *(CHAIN[0], span(3, "x", helper, parent=1)),
            span(4, "execute_tool files_read", EXECUTE, parent=3),
        )
    )
    assert not isinstance(event, Skipped)
    assert (event.agent_id, event.parent_agent_id) == ("helper", "planner")


def test_client_and_server_without_a_common_trace_are_told_by_their_request() -> None:
    both = MCP | {"mcp.session.id": "s", "jsonrpc.request.id": "7"}
    other = "f" * 32
    client = span(3, "tools/call read", both, kind="client")
    server = span(5, "tools/call read", both, kind="server", trace=other)
    second = span(6, "tools/call read", both | {"jsonrpc.request.id": "8"}, kind="client")
    assert other != TRACE
    assert ids(found_in(Calls(), spans_of(server, client, second))) == ["3", "6"]
    assert ids(found_in(Calls(), spans_of(client, second, server))) == ["3", "6"]


def test_a_cycle_of_parents_ends() -> None:
    spans = spans_of(
        span(1, "execute_tool files_read", EXECUTE, parent=2),
        span(2, "tools/call read", MCP, parent=1, kind="client"),
        span(3, "execute_tool files_read", EXECUTE, parent=3),
    )
    assert len(found_in(Calls(), spans)) == 3


def test_memory_is_bounded_and_nothing_is_lost_for_it() -> None:
    calls = Calls(max_waiting=10, max_known=20)
    written = [span(i, "execute_tool x", EXECUTE, parent=1_000 + i) for i in range(1, 201)]
    assert len(ids(found_in(calls, spans_of(*written)))) == 200
    sizes = [len(x) for x in vars(calls).values() if isinstance(x, dict)]
    assert max(sizes) <= 20


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("read_file", "read_file", True),
        ("mcp__files__read_file", "read-file", True),
        ("files.read_file", "read_file", True),
        ("research", "search", False),
        ("read_file", "write_file", False),
        ("", "read", False),
    ],
)
def test_a_client_may_put_its_server_before_a_tools_name(
    one: str, other: str, is_same: bool
) -> None:
    assert is_same_tool(one, other) is is_same_tool(other, one) is is_same
