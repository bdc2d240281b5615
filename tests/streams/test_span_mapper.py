"""Records of the collector become events once, and nothing is forgotten that was not written."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from streams.log import Record
from streams.span_mapper import SpanMapper
from tests.streams.sources.otlp import as_json, as_protobuf, request, span

CALL = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "ls"}
MINE = CALL | {"gen_ai.agent.id": "a"}
SERVER = {"mcp.method.name": "tools/call", "gen_ai.tool.name": "ls"}


def record(offset: int, value: bytes | None, partition: int = 0) -> Record:
    made = SimpleNamespace(
        topic="otlp_spans", partition=partition, offset=offset, key=None, value=value, headers=()
    )
    return cast(Record, made)


def one(offset: int, *spans: dict[str, Any], partition: int = 0) -> Record:
    return record(offset, as_protobuf(request(*spans)), partition)


def ids(mapper: SpanMapper) -> list[str]:
    return [event.event_id[-1] for event in mapper.events]


def test_json_and_protobuf_may_be_mixed() -> None:
    mapper = SpanMapper(tenant="acme")
    mapper.add(one(0, span(1, "x", MINE)), 0.0)
    mapper.add(record(1, as_json(request(span(2, "x", MINE)))), 0.0)
    assert ids(mapper) == ["1", "2"]
    assert {event.key for event in mapper.events} == {"acme/a"}


@pytest.mark.parametrize("value", [None, b"", b"syslog", b"\n\x05abc", b"{}", b"{"])
def test_what_is_no_request_is_a_dead_letter_whole(value: bytes | None) -> None:
    mapper = SpanMapper()
    bad = record(3, value)
    mapper.add(bad, 0.0)
    (letter,) = mapper.dead_letters
    assert letter.record is bad
    assert letter.reason
    assert mapper.counts["dead_letters"] == 1


def test_bad_spans_cost_the_good_ones_nothing() -> None:
    mapper = SpanMapper()
    bad = span(1, "x", MINE) | {"startTimeUnixNano": "0"}
    mapper.add(one(0, bad, span(2, "x", MINE), bad), 0.0)
    assert ids(mapper) == ["2"]
    (letter,) = mapper.dead_letters
    assert letter.reason.endswith("(and 1 more spans)")


def test_what_nobody_did_is_counted() -> None:
    mapper = SpanMapper(settle_s=5.0, orphan_s=60.0)
    mapper.add(one(0, span(1, "x", CALL), span(2, "chat")), 0.0)
    mapper.settle(59.0)
    assert mapper.counts["without_agent"] == 0
    mapper.settle(60.0)
    assert (mapper.counts["without_agent"], mapper.counts["no_action"]) == (1, 1)
    assert mapper.events == []


def test_a_record_is_not_done_with_while_a_span_of_it_waits() -> None:
    mapper = SpanMapper(settle_s=5.0, orphan_s=60.0)
    mapper.add(one(10, span(1, "x", MINE)), 0.0)
    mapper.add(one(11, span(2, "x", CALL)), 0.0)
    mapper.add(one(12, span(3, "x", MINE)), 0.0)
    mapper.add(one(7, span(4, "x", MINE), partition=1), 0.0)
    assert mapper.offsets(0.0) == {0: 10, 1: 7}
    mapper.settle(50.0)
    assert mapper.offsets(50.0) == {0: 11, 1: 8}
    mapper.settle(60.0)
    assert mapper.offsets(60.0) == {0: 13, 1: 8}


def test_after_a_crash_nothing_counts_twice_and_nothing_is_lost() -> None:
    log = [
        one(0, span(1, "x", MINE)),
        one(1, span(2, "x", MINE)),
        one(2, span(5, "x", SERVER, parent=2, kind="server")),
        one(3, span(3, "x", MINE)),
    ]
    for n_read in range(len(log) + 1):
        first = SpanMapper()
        for x in log[:n_read]:
            first.add(x, 0.0)
        again = SpanMapper()
        for event in first.events:
            again.recall(event.event_id)
        for x in log[first.offsets(1.0).get(0, 0) :]:
            again.add(x, 2.0)
        again.settle(1_000.0)
        assert sorted(ids(first) + ids(again)) == ["1", "2", "3"]
