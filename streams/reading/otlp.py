"""How OTLP lies in files: JSON lines, one JSON document, or protobuf with or without lengths."""

import re
from collections.abc import Iterator
from io import BufferedReader

from streams.bad_event import BadEvent
from streams.sources.otel_span import MAX_MESSAGE_BYTES

IS_JSON = re.compile(rb'\s*\{\s*"resourceSpans"')
IS_DOCUMENT = re.compile(rb'\s*\{\s*\n\s*"resourceSpans"')
"""Written for people: one request over many lines."""
_LENGTH_BYTES = 4


def has_lengths(start: bytes) -> bool:
    r"""Whether a file begins with the length of a message, as the collector writes it.

    Examples
    --------
    >>> has_lengths(b"\x00\x00\x00\x1c\n\x1a\x12"), has_lengths(b'{"a": 1}')
    (True, False)
    """
    length = int.from_bytes(start[:_LENGTH_BYTES])
    return 0 < length <= MAX_MESSAGE_BYTES and start[_LENGTH_BYTES : _LENGTH_BYTES + 1] == b"\n"


def messages(stream: BufferedReader) -> Iterator[tuple[int, bytes | BadEvent]]:
    r"""Yield length-delimited messages with their number; after a wrong length nothing is sure.

    Examples
    --------
    >>> from io import BytesIO
    >>> [*messages(BufferedReader(BytesIO(b"\x00\x00\x00\x02ab\x00\x00\x00\x01c")))]
    [(1, b'ab'), (2, b'c')]
    """
    number = 0
    while head := stream.read(_LENGTH_BYTES):
        number += 1
        length = int.from_bytes(head)
        if len(head) < _LENGTH_BYTES or length > MAX_MESSAGE_BYTES:
            yield number, BadEvent("limits", f"a message must be at most {MAX_MESSAGE_BYTES} bytes")
            return
        message = stream.read(length)
        if len(message) < length:
            yield number, BadEvent("syntax", f"a message must be whole; got {len(message)} bytes")
            return
        yield number, message


def whole(stream: BufferedReader) -> Iterator[tuple[int, bytes | BadEvent]]:
    """Yield a file that is one message."""
    value = stream.read(MAX_MESSAGE_BYTES + 1)
    if len(value) > MAX_MESSAGE_BYTES:
        yield 1, BadEvent("limits", f"a message must be at most {MAX_MESSAGE_BYTES} bytes")
    else:
        yield 1, value
