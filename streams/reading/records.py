"""The records of one file: lines, or the entries of a JSON document."""

import re
from collections.abc import Iterator
from io import BufferedReader

import msgspec

from streams.bad_event import BadEvent
from streams.sources.fields import MAX_RECORD_BYTES
from streams.sources.otel_protobuf import starts_like_protobuf
from streams.sources.otel_span import MAX_MESSAGE_BYTES

from . import otlp

MAX_DOCUMENT_BYTES = 268_435_456

_DOCUMENT = re.compile(rb'\s*(?:\[|\{\s*"Records"\s*:)')
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class _Document(msgspec.Struct, frozen=True, gc=False):
    records: list[msgspec.Raw] = msgspec.field(name="Records")


def records(stream: BufferedReader) -> Iterator[tuple[int, bytes | BadEvent]]:
    r"""Yield each record with its position from 1; what is none comes as the reason why.

    A CloudTrail file, and a file that is one JSON array, counts entries; a file of OTLP messages
    counts those; any other counts lines.

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
    start = stream.peek(1_024)[:1_024]
    if _DOCUMENT.match(start) is not None:
        return _entries(stream)
    if otlp.has_lengths(start):
        return otlp.messages(stream)
    if starts_like_protobuf(start) or otlp.IS_DOCUMENT.match(start) is not None:
        return otlp.whole(stream)
    is_otlp = otlp.IS_JSON.match(start) is not None
    return _lines(stream, MAX_MESSAGE_BYTES if is_otlp else MAX_RECORD_BYTES)


def _lines(stream: BufferedReader, most: int) -> Iterator[tuple[int, bytes | BadEvent]]:
    number = 0
    while line := stream.readline(most + 1):
        number += 1
        if len(line) > most and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(most)
            yield number, BadEvent("limits", f"a line must be at most {most} bytes")
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
