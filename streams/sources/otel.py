"""OpenTelemetry: spans of tool calls, as the collector writes them to files and to Kafka."""

from collections.abc import Iterator
from typing import Any

from streams.bad_event import BadEvent
from streams.events import ActionEvent

from .base import Found, Record, Skipped
from .otel_call import Call
from .otel_calls import NO_CALL, Calls
from .otel_event import to_event
from .otel_json import read_json
from .otel_protobuf import read_protobuf, starts_like_protobuf
from .otel_span import MAX_MESSAGE_BYTES, Span


class Otel:
    """Export requests of traces, as OTLP JSON or protobuf.

    An agent is what the span, else a span around it, else the emitting process names; see
    `streams.sources.otel_event` for the other fields. Verb and target follow from the tool's name
    (`streams.meaning.verbs`), the command it runs (`streams.meaning.commands`), its arguments where
    they are recorded, and what its server declares, which may only raise what the name says.

    It misses what instrumentation leaves out: by default neither arguments nor results are
    recorded, and a target is then known only where the span has one.

    Examples
    --------
    >>> event = Otel().map_one({"resourceSpans": [{"scopeSpans": [{"spans": [{
    ...     "traceId": "5b8efff798038103d269b633813fc60c", "spanId": "eee19b7ec3c1b174",
    ...     "name": "execute_tool delete_file", "startTimeUnixNano": "1767607200000000000",
    ...     "attributes": [
    ...         {"key": "gen_ai.tool.name", "value": {"stringValue": "delete_file"}},
    ...         {"key": "gen_ai.agent.id", "value": {"stringValue": "janitor"}},
    ...         {"key": "gen_ai.tool.call.arguments",
    ...          "value": {"stringValue": '{"path": "/srv/cache"}'}}]}]}]}]})
    >>> event.agent_id, event.action, event.resource, event.outcome
    ('janitor', 'delete', '/srv/cache', 'success')
    """

    name = "otel"

    def recognises(self, record: Record) -> bool:
        return "resourceSpans" in record

    def map_one(self, record: Record | bytes) -> ActionEvent | Skipped:
        """Read the one call in an export request; one that holds several needs `start`."""
        reading = self.start()
        found = [*reading.add(record), *reading.finish()]
        for one in found:
            if isinstance(one, BadEvent):
                raise one
        events: list[ActionEvent | Skipped] = [x for x in found if isinstance(x, ActionEvent)]
        if len(events) > 1:
            raise BadEvent("source", f"a record must hold one call; got {len(events)}")
        skipped = [one for one in found if isinstance(one, Skipped)]
        told = sorted(skipped, key=lambda one: not one.is_action)
        return next(iter((*events, *told)), NO_CALL)

    def start(self) -> "OtelReading":
        """Begin to read export requests that belong together."""
        return OtelReading()


class OtelReading:
    """Export requests in any order, with what has to be remembered between them.

    Parameters
    ----------
    calls
        Puts spans together; the default waits for the end.

    Examples
    --------
    >>> reading = OtelReading()
    >>> [str(bad) for bad in reading.add(b'{"resourceSpans": [{"scopeSpans": [{"spans": [{}]}]}]}')]
    ["source: traceId must be 32 hexadecimal digits; got ''"]
    """

    def __init__(self, calls: Calls | None = None) -> None:
        self.calls = calls or Calls()

    def add(self, record: Record | bytes, now: float = 0.0, place: Any = None) -> Iterator[Found]:
        """Take a request in; yield what can be said at once, bad spans among it."""
        try:
            for span in read_spans(record):
                if isinstance(span, Span):
                    yield from self._mapped(self.calls.add(span, now, place))
                else:
                    yield span
        except BadEvent as error:
            yield error

    def due(self, now: float) -> Iterator[Found]:
        """Yield what has waited long enough."""
        return self._mapped(self.calls.due(now))

    def finish(self) -> Iterator[Found]:
        """Yield all that still waits."""
        return self._mapped(self.calls.finish())

    def _mapped(self, calls: Iterator[Call | Skipped]) -> Iterator[Found]:
        for call in calls:
            if isinstance(call, Skipped):
                yield call
                continue
            try:
                yield to_event(call)
            except BadEvent as error:
                yield error


def read_spans(record: Record | bytes) -> Iterator[Span | BadEvent]:
    r"""Read the spans of a request: JSON if it begins with a brace, protobuf if it can be that.

    Examples
    --------
    >>> [*read_spans(b"syslog")]
    Traceback (most recent call last):
        ...
    streams.bad_event.BadEvent: syntax: an export request must be OTLP; got b'syslog'
    """
    if not isinstance(record, bytes):
        return read_json(record)
    if len(record) > MAX_MESSAGE_BYTES:
        raise BadEvent(
            "limits", f"an export request must be at most {MAX_MESSAGE_BYTES} bytes; got more"
        )
    # A line end, which opens every request in protobuf, may stand before JSON as well.
    if starts_like_protobuf(record):
        return read_protobuf(record)
    if record.lstrip()[:1] == b"{":
        return read_json(record)
    raise BadEvent("syntax", f"an export request must be OTLP; got {record[:20]!r}")
