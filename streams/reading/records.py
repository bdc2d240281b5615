"""The records of one file: lines, or the entries of a JSON document."""

import re
from collections.abc import Iterator
from io import BufferedReader

import msgspec

from streams.bad_event import BadEvent
from streams.sources.fields import MAX_RECORD_BYTES

MAX_DOCUMENT_BYTES = 268_435_456

_DOCUMENT = re.compile(rb'\s*(?:\[|\{\s*"Records"\s*:)')
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class _Document(msgspec.Struct, frozen=True, gc=False):
    records: list[msgspec.Raw] = msgspec.field(name="Records")


def records(stream: BufferedReader) -> Iterator[tuple[int, bytes | BadEvent]]:
    r"""Yield each record with its position from 1; what is none comes as the reason why.

    A CloudTrail file, and a file that is one JSON array, counts entries; any other counts lines.

    Examples
    --------
    >>> from io import BytesIO
    >>> [*records(BufferedReader(BytesIO(b'{"a": 1}\n\n{"a": 2}')))]
    [(1, b'{"a": 1}'), (3, b'{"a": 2}')]
    >>> [*records(BufferedReader(BytesIO(b'{"Records": [{"a": 1}, {"a": 2}]}')))]
    [(1, b'{"a": 1}'), (2, b'{"a": 2}')]
    """
    if stream.peek(3).startswith(_BYTE_ORDER_MARK):
        stream.read(3)
    is_document = _DOCUMENT.match(stream.peek(64)) is not None
    return _entries(stream) if is_document else _lines(stream)


def _lines(stream: BufferedReader) -> Iterator[tuple[int, bytes | BadEvent]]:
    number = 0
    while line := stream.readline(MAX_RECORD_BYTES + 1):
        number += 1
        if len(line) > MAX_RECORD_BYTES and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_RECORD_BYTES)
            yield number, BadEvent("limits", f"a line must be at most {MAX_RECORD_BYTES} bytes")
        elif line := line.strip():
            yield number, line


def _entries(stream: BufferedReader) -> Iterator[tuple[int, bytes | BadEvent]]:
    value = stream.read(MAX_DOCUMENT_BYTES + 1)
    if len(value) > MAX_DOCUMENT_BYTES:
        yield 1, BadEvent("limits", f"a document must be at most {MAX_DOCUMENT_BYTES} bytes")
        return
    try:
        if value.lstrip().startswith(b"["):
            entries = msgspec.json.decode(value, type=list[msgspec.Raw])
        else:
            entries = msgspec.json.decode(value, type=_Document).records
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield 1, BadEvent("syntax", f"a document must be JSON with a list of records; {error}")
        return
    for number, entry in enumerate(entries, start=1):
        yield number, bytes(entry)
