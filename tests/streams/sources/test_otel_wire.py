"""JSON and protobuf say the same, and neither can be made to hurt."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.bad_event import BadEvent
from streams.sources.otel import read_spans
from streams.sources.otel_span import MAX_ATTRIBUTES, MAX_DEPTH, MAX_MESSAGE_BYTES, MAX_TEXT, Span

from .otlp import as_json, as_protobuf, request, span

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
values = st.recursive(
    texts
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


@given(
    x=st.dictionaries(texts, values, max_size=6),
    resource=st.dictionaries(texts, values, max_size=3),
    kind=st.sampled_from(["internal", "server", "client"]),
    error=st.none() | texts,
    name=texts,
)
def test_both_wire_forms_give_one_span(
    x: dict[str, Any], resource: dict[str, Any], kind: str, error: str | None, name: str
) -> None:
    written = request(span(7, name, x, parent=3, kind=kind, error=error), resource=resource)
    (from_json,) = read_spans(as_json(written))
    assert [from_json] == [*read_spans(as_protobuf(written))] == [*read_spans(written)]
    assert isinstance(from_json, Span)
    assert from_json.attributes == x
    assert from_json.resource == resource
    assert (from_json.kind, from_json.is_error, from_json.name) == (kind, error is not None, name)
    assert (from_json.span_id, from_json.parent_id) == (f"{7:016x}", f"{3:016x}")


@given(
    st.binary(max_size=200), st.sampled_from([b"", b"{", b"\n", b"\n\x10", b'{"resourceSpans":'])
)
def test_any_bytes_are_read_or_bad(value: bytes, start: bytes) -> None:
    try:
        found = [*read_spans(start + value)]
    except BadEvent:
        return
    assert all(isinstance(one, Span | BadEvent) for one in found)


@given(st.data())
def test_a_message_cut_or_changed_anywhere_is_read_or_bad(data: st.DataObject) -> None:
    whole = as_protobuf(request(span(1, "execute_tool ls", {"gen_ai.tool.name": "ls"})))
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = whole[:at] + data.draw(st.binary(max_size=3)) + whole[at + 1 :]
    try:
        found = [*read_spans(changed)]
    except BadEvent:
        return
    assert all(isinstance(one, Span | BadEvent) for one in found)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("traceId", "", "traceId must be 32"),
        ("traceId", "0" * 32, "traceId must be 32"),
        ("spanId", "xyz", "spanId must be 16"),
        ("spanId", 7, "spanId must be 16"),
        ("startTimeUnixNano", "0", "startTimeUnixNano must be a time"),
        ("startTimeUnixNano", "9" * 30, "startTimeUnixNano must be a time"),
        ("startTimeUnixNano", None, "startTimeUnixNano must be a time"),
    ],
)
def test_a_bad_span_is_bad_alone(field: str, value: object, told: str) -> None:
    good = span(2, "execute_tool ls")
    found = [*read_spans(as_json(request({**span(1, "x"), field: value}, good)))]
    assert isinstance(found[0], BadEvent)
    assert told in str(found[0])
    assert isinstance(found[1], Span)


def test_a_name_with_two_values_says_nothing() -> None:
    twice = span(1, "execute_tool ls", {"gen_ai.agent.id": "a"})
    twice["attributes"] += span(1, "", {"gen_ai.agent.id": "b"})["attributes"]
    for wire in (as_json(request(twice)), as_protobuf(request(twice))):
        (found,) = read_spans(wire)
        assert isinstance(found, BadEvent)
        assert "gen_ai.agent.id must stand once" in str(found)


def test_a_large_attribute_is_cut_and_its_span_is_not_lost() -> None:
    """Or a rogue agent would hide a call behind a long argument."""
    for wire in (as_json, as_protobuf):
        (found,) = read_spans(wire(request(span(1, "x", {"a": "y" * 100_000, "b": "z"}))))
        assert isinstance(found, Span)
        assert found.attributes == {"a": "y" * MAX_TEXT, "b": "z"}


@pytest.mark.parametrize("wire", [as_json, as_protobuf])
def test_depth_and_count_are_bounded(wire: Any) -> None:
    deep: Any = "end"
    for _ in range(MAX_DEPTH + 4):
        deep = {"a": deep}
    (found,) = read_spans(wire(request(span(1, "x", {"deep": deep, "wide": ["y"] * 9_000}))))
    assert isinstance(found, Span)
    assert len(found.attributes["wide"]) < 3_000
    depth, x = 0, found.attributes["deep"]
    while isinstance(x, dict):
        depth, x = depth + 1, x["a"]
    assert depth == MAX_DEPTH
    many = {f"a{i}": i for i in range(MAX_ATTRIBUTES + 1)}
    (found,) = read_spans(wire(request(span(1, "x", many))))
    assert isinstance(found, BadEvent)


def test_endless_nesting_is_bad_and_not_a_crash() -> None:
    nested = b'{"resourceSpans": ' + b'[{"a":' * 50_000
    with pytest.raises(BadEvent):
        [*read_spans(nested)]


def test_a_message_beyond_the_limit_is_not_parsed() -> None:
    started = time.perf_counter()
    with pytest.raises(BadEvent, match="at most"):
        read_spans(b"\n" * (MAX_MESSAGE_BYTES + 1))
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize("n", range(20, 200))
def test_protobuf_whose_length_looks_like_a_brace_is_no_json(n: int) -> None:
    """A message of 123 bytes begins as a line end and a brace do."""
    written = request(span(1, "x" * n))
    assert [*read_spans(as_protobuf(written))] == [*read_spans(b"\n " + as_json(written))]


def test_what_stood_before_scopes_is_read() -> None:
    old = json.loads(as_json(request(span(1, "execute_tool ls"))))
    resource = old["resourceSpans"][0]
    resource["instrumentationLibrarySpans"] = resource.pop("scopeSpans")
    assert len([*read_spans(old)]) == 1


def test_kinds_and_states_are_read_as_words_too() -> None:
    worded = span(1, "x") | {"kind": "SPAN_KIND_SERVER", "status": {"code": "STATUS_CODE_ERROR"}}
    (found,) = read_spans(request(worded))
    assert isinstance(found, Span)
    assert (found.kind, found.is_error) == ("server", True)
