"""Size, depth and doubled keys are judged without trusting a parser."""

import time

import pytest

from streams.bad_event import BadEvent
from streams.decoding import decode_event
from streams.refused.limits import IDENTITY_KEYS, MAX_BYTES, MAX_DEPTH, check_identity, check_limits

REST = b'"event_id": "e1", "time": "2026-01-05T10:00:00Z", "agent_id": "a", "tool": "t"'


def nested(depth: int) -> bytes:
    """Make an event with an unknown field, `depth` deep in all."""
    return b"{" + REST + b', "x": ' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"


def test_size_counts_bytes_and_the_limit_is_allowed() -> None:
    padding = MAX_BYTES - len(b'{"x": "", ' + REST + b"}")
    decode_event(b'{"x": "' + b"y" * padding + b'", ' + REST + b"}")
    with pytest.raises(BadEvent, match="at most 65536 bytes; got 65537"):
        decode_event(b'{"x": "' + b"y" * (padding + 1) + b'", ' + REST + b"}")


def test_depth_counts_nesting_and_the_limit_is_allowed() -> None:
    decode_event(nested(MAX_DEPTH))
    with pytest.raises(BadEvent, match="nested at most 32 deep; got 33"):
        decode_event(nested(MAX_DEPTH + 1))


def test_many_brackets_are_not_depth() -> None:
    decode_event(b"{" + REST + b', "x": [' + b"[]," * 100 + b"[]]}")


def test_brackets_inside_strings_are_not_depth() -> None:
    decode_event(b"{" + REST + b', "x": "' + b"[{" * 100 + b'\\" ' + b"[" * 100 + b'"}')


def test_an_escaped_quote_does_not_end_a_string() -> None:
    """Or a quote in a string could hide real brackets from the count."""
    with pytest.raises(BadEvent, match="nested at most 32 deep"):
        decode_event(b"{" + REST + b', "x": "\\\\", "y": ' + b"[" * 40 + b"]" * 40 + b"}")


@pytest.mark.parametrize(
    "value",
    [
        b"{" * MAX_BYTES,
        b'{"a":' * 10_000,
        b"{" + b"[" * 60_000,
        b'{"' + b'\\"' * 30_000,
        b"{" + b'"tool":1,' * 7_000 + b'"tool":1}',
        b'{"x":' + b"9" * 60_000 + b"}",
        b"{" + b"[]," * 20_000,
        b'{"too\\u006c":' + b"9" * 60_000 + b"," + REST + b"}",
    ],
)
def test_no_record_takes_long_to_refuse(value: bytes) -> None:
    """Ten thousand of them in a row must not stall the partition."""
    start = time.perf_counter()
    with pytest.raises(BadEvent):
        decode_event(value)
    assert time.perf_counter() - start < 0.25


@pytest.mark.parametrize(
    "value", [b"", b"[]", b"null", b" {}", b"\xef\xbb\xbf{}", b"eyJhbGciOi.e.s"]
)
def test_an_event_starts_with_a_brace(value: bytes) -> None:
    """Whatever else stands on the topic is a signed control record, or nothing."""
    with pytest.raises(BadEvent, match=r"must start with '\{'"):
        check_limits(value)


@pytest.mark.parametrize("field", [b'"x": "\xff"', b'"x": "\xed\xa0\x80"', b'"\xff": 1'])
def test_bytes_that_are_not_utf_8_are_refused_even_where_nobody_reads(field: bytes) -> None:
    with pytest.raises(BadEvent, match="must be UTF-8"):
        decode_event(b"{" + field + b", " + REST + b"}")


@pytest.mark.parametrize("key", IDENTITY_KEYS)
def test_an_identity_key_stands_once(key: str) -> None:
    """Two readers that take the first and the last would blame two different agents."""
    again = f'"{key}": "x"'.encode()
    with pytest.raises(BadEvent, match=f"{key} must stand once in an event; got it 2 times"):
        check_identity(b"{" + again + b", " + again + b"}")


def test_a_key_cannot_hide_behind_escapes() -> None:
    with pytest.raises(BadEvent, match="agent_id must stand once"):
        decode_event(b"{" + REST + b', "agent\\u005fid": "victim"}')


@pytest.mark.parametrize(
    "field",
    [
        b'"attributes": {"tool": "inner", "agent_id": "inner"}',
        b'"resource": "tool"',
        b'"resource": "\\"agent_id\\": 1"',
        b'"resource": "caf\\u00e9 \\u0074ool"',
        b'"x": [{"tool": 1}, {"tool": 2}]',
    ],
)
def test_a_key_inside_something_else_is_no_duplicate(field: bytes) -> None:
    decode_event(b"{" + REST + b", " + field + b"}")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (b"[" * 2_000, "must start with"),
        (b'{"x": ' + b"[" * 2_000, "nested at most 32 deep"),
        (b"{" + REST + b', "x": ' + b"[" * 33 + b"]" * 33 + b"}", "nested at most 32 deep"),
        (b" {" + REST + b"}", "must start with"),
        (b'{"tool": 7, "x": "\xff"}', "must be UTF-8"),
    ],
)
def test_a_limit_is_told_whatever_else_is_wrong(value: bytes, reason: str) -> None:
    """Also where the parser was asked first, which is the cheaper order."""
    with pytest.raises(BadEvent, match=f"^limits: .*{reason}"):
        decode_event(value)
