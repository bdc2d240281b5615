"""Traces are read from whatever the collector wrote, and a call's parts from several files."""

import gzip
import json
from pathlib import Path

import pytest

from streams.reading import History
from streams.sources.otel_span import MAX_MESSAGE_BYTES
from tests.streams.sources.otlp import as_json, as_protobuf, request, span

CALL = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "ls", "gen_ai.agent.id": "a"}
FIRST = request(span(1, "execute_tool ls", CALL, second=1))
SECOND = request(span(2, "execute_tool ls", CALL, second=2), span(3, "chat"))


def framed(*messages: bytes) -> bytes:
    """As the file exporter's format `proto` frames them."""
    return b"".join(len(message).to_bytes(4) + message for message in messages)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("traces.json", as_json(FIRST) + b"\n" + as_json(SECOND) + b"\n"),
        ("traces.jsonl.gz", gzip.compress(as_json(FIRST) + b"\n" + as_json(SECOND))),
        ("traces.binpb", framed(as_protobuf(FIRST), as_protobuf(SECOND))),
        ("traces.pb", as_protobuf(FIRST) + as_protobuf(SECOND)),
        (
            "traces.json",
            json.dumps(
                {"resourceSpans": FIRST["resourceSpans"] + SECOND["resourceSpans"]}, indent=2
            ).encode(),
        ),
    ],
    ids=["lines", "packed", "framed", "bare", "document"],
)
@pytest.mark.parametrize("source", ["auto", "otel"])
def test_every_form_gives_the_same_events(
    tmp_path: Path, name: str, content: bytes, source: str
) -> None:
    (tmp_path / name).write_bytes(content)
    history = History([tmp_path], source)
    assert [(event.agent_id, event.tool, event.timestamp) for event in history.read()] == [
        ("a", "ls", 1_767_607_201.0),
        ("a", "ls", 1_767_607_202.0),
    ]
    assert history.report.by_source == {"otel": 2}
    assert history.report.no_action == {"a span that is no tool call": 1}
    assert not history.report.bad
    assert [event.event_id[-1] for event in history.read()] == ["1", "2"]


def test_the_parts_of_one_call_stand_in_several_files(tmp_path: Path) -> None:
    server = {"mcp.method.name": "tools/call", "gen_ai.tool.name": "ls"}
    (tmp_path / "a-server.json").write_bytes(
        as_json(request(span(5, "tools/call ls", server, parent=1, kind="server")))
    )
    (tmp_path / "b-agent.json").write_bytes(as_json(FIRST))
    history = History([tmp_path])
    assert len(history.read()) == 1
    assert history.report.no_action == {"another span of a call that counts": 1}


def test_calls_without_an_agent_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(as_json(request(span(1, "execute_tool ls"))))
    history = History([tmp_path])
    assert history.read() == []
    assert history.report.skipped == {"a tool call without an agent": 1}


def test_a_line_of_the_collector_may_be_long_and_others_may_not(tmp_path: Path) -> None:
    long = as_json(request(span(1, "execute_tool ls", CALL | {"x": "y" * 2_000_000})))
    (tmp_path / "a.json").write_bytes(long)
    (tmp_path / "b.json").write_bytes(b'{"event_id": "' + b"y" * 2_000_000 + b'"}')
    history = History([tmp_path])
    assert len(history.read()) == 1
    assert sum(history.report.bad.values()) == 1


def test_a_cut_or_overlong_message_ends_its_file_and_is_told(tmp_path: Path) -> None:
    whole = framed(as_protobuf(FIRST))
    (tmp_path / "a.binpb").write_bytes(whole + framed(as_protobuf(SECOND))[:-5])
    (tmp_path / "b.binpb").write_bytes(whole + (MAX_MESSAGE_BYTES + 1).to_bytes(4) + b"\n")
    (tmp_path / "c.binpb").write_bytes(whole + b"\x00")
    history = History([tmp_path])
    assert len(history.read()) == 1
    assert sum(history.report.bad.values()) == 3
