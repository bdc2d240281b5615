"""One span of OpenTelemetry, whatever wire format brought it, within the limits on input."""

import re
from typing import Any, Final

import msgspec

from streams.bad_event import BadEvent

MAX_MESSAGE_BYTES: Final = 16 * 1024 * 1024
"""One export request: what fits into the collector's own largest message, four times over."""
MAX_ATTRIBUTES: Final = 1_024
MAX_TEXT: Final = 65_536
"""Characters of one attribute that are kept; a longer one is cut, never the span."""
MAX_DEPTH: Final = 16
MAX_NODES: Final = 2_048
"""Values inside one attribute that are kept."""

_ID = re.compile(r"[0-9a-f]+")
_MAX_NANOSECONDS = 253_402_300_799 * 10**9
KINDS: Final = ("unspecified", "internal", "server", "client", "producer", "consumer")


class Span(msgspec.Struct, frozen=True, gc=False):
    """What a mapper reads of a span.

    Parameters
    ----------
    trace_id, span_id
        Lower-case hexadecimal digits.
    parent_id
        The span that caused it; empty for a root.
    time_ns
        When it began, in nanoseconds since 1970.
    kind
        One of `KINDS`.
    is_error
        Its status is an error.
    attributes, resource
        Its own attributes, and those of what emitted it.

    Examples
    --------
    >>> span = Span(trace_id="5b8e", span_id="eee1", name="execute_tool rm", time_ns=1)
    >>> span.key, span.kind
    (('5b8e', 'eee1'), 'internal')
    """

    trace_id: str
    span_id: str
    name: str
    time_ns: int
    parent_id: str = ""
    kind: str = "internal"
    is_error: bool = False
    message: str = ""
    attributes: dict[str, Any] = {}
    resource: dict[str, Any] = {}

    @property
    def key(self) -> tuple[str, str]:
        """What names the span: its id is unique only within its trace."""
        return self.trace_id, self.span_id

    @property
    def parent_key(self) -> tuple[str, str] | None:
        """What names the span that caused it."""
        return (self.trace_id, self.parent_id) if self.parent_id else None


def check_span(span: Span) -> Span:
    """Refuse a span that cannot be told from another, or placed in time."""
    for name, value, length in (("traceId", span.trace_id, 32), ("spanId", span.span_id, 16)):
        if len(value) != length or _ID.fullmatch(value) is None or not value.strip("0"):
            raise BadEvent("source", f"{name} must be {length} hexadecimal digits; got {value!r}")
    if not 0 < span.time_ns <= _MAX_NANOSECONDS:
        raise BadEvent(
            "source", f"startTimeUnixNano must be a time before the year 10000; got {span.time_ns}"
        )
    return span


class Attributes(dict[str, Any]):
    """Attributes by name; a name that stands twice with two values says nothing, and is refused.

    Examples
    --------
    >>> attributes = Attributes()
    >>> attributes.add("gen_ai.tool.name", "ls")
    >>> attributes.add("gen_ai.tool.name", "rm")
    Traceback (most recent call last):
        ...
    streams.bad_event.BadEvent: limits: gen_ai.tool.name must stand once in a span; got two values
    """

    def add(self, name: str, value: Any) -> None:
        """Take one in, cut to the limits."""
        if value is None:
            return
        if isinstance(value, str):
            value = value[:MAX_TEXT]
        if name in self and self[name] != value:
            raise BadEvent("limits", f"{name} must stand once in a span; got two values")
        if len(self) >= MAX_ATTRIBUTES:
            raise BadEvent("limits", f"a span must have at most {MAX_ATTRIBUTES} attributes")
        self[name] = value


class Budget:
    """How much of one nested value may still be taken in."""

    def __init__(self) -> None:
        self.n_left = MAX_NODES

    def take(self, depth: int) -> bool:
        """Whether one more value, nested so deep, is within the limits."""
        self.n_left -= 1
        return self.n_left >= 0 and depth <= MAX_DEPTH
