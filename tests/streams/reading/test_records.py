"""A file's records are its lines or its document's entries, and a bad one harms no other."""

from io import BufferedReader, BytesIO

import pytest

from streams.bad_event import BadEvent
from streams.reading.records import records
from streams.sources.fields import MAX_RECORD_BYTES


def read(value: bytes) -> list[tuple[int, bytes | str]]:
    found = records(BufferedReader(BytesIO(value)))
    return [(n, x.reason if isinstance(x, BadEvent) else x) for n, x in found]


@pytest.mark.parametrize(
    "value",
    [
        b'{"a": 1}\n{"a": 2}\n',
        b'{"a": 1}\r\n{"a": 2}',
        b'\xef\xbb\xbf{"a": 1}\n{"a": 2}',
        b'{"Records":[{"a": 1},{"a": 2}]}',
        b'  {\n  "Records" : [\n{"a": 1},\n {"a": 2}\n]\n}\n',
        b'[{"a": 1}, {"a": 2}]',
    ],
)
def test_lines_and_documents_hold_the_same(value: bytes) -> None:
    assert read(value) == [(1, b'{"a": 1}'), (2, b'{"a": 2}')]


def test_a_bad_line_is_a_line() -> None:
    """It is the source that refuses it, with its number."""
    assert read(b'{"a": 1}\nnonsense\n\n{"a": 2}') == [
        (1, b'{"a": 1}'),
        (2, b"nonsense"),
        (4, b'{"a": 2}'),
    ]


def test_an_endless_line_is_passed_over() -> None:
    long = b'{"a": "' + b"x" * (3 * MAX_RECORD_BYTES) + b'"}'
    reason = f"a line must be at most {MAX_RECORD_BYTES} bytes"
    assert read(b"{}\n" + long + b"\n{}\n" + long) == [
        (1, b"{}"),
        (2, reason),
        (3, b"{}"),
        (4, reason),
    ]


@pytest.mark.parametrize(
    "value", [b'{"Records": [{"a": 1}', b'{"Records": {}}', b"[1, 2", b"[" * 100_000, b"[\xff]x"]
)
def test_a_broken_document_is_one_bad_record(value: bytes) -> None:
    [(number, reason)] = read(value)
    assert number == 1
    assert isinstance(reason, str)
    assert reason.startswith("a document must be JSON with a list of records")


def test_an_empty_file_holds_nothing() -> None:
    assert read(b"") == []
    assert read(b'{"Records": []}') == []
