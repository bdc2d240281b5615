"""OTLP as protobuf: what the collector writes to Kafka, and to files with `format: proto`."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from streams.bad_event import BadEvent

from .otel_span import KINDS, Attributes, Budget, Span, check_span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue
    from opentelemetry.proto.trace.v1.trace_pb2 import Span as WireSpan

_ERROR = 2
# Bytes that no text holds, but every request does: the tags of its fields.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_LOOKED_AT = 1_024


def starts_like_protobuf(start: bytes) -> bool:
    r"""Whether bytes begin as an export request in protobuf does.

    Examples
    --------
    >>> starts_like_protobuf(b"\n\x1a\x12\x18\n"), starts_like_protobuf(b'\n{"a": 1}')
    (True, False)
    """
    return start[:1] == b"\n" and _CONTROL.search(start[:_LOOKED_AT]) is not None


def read_protobuf(value: bytes) -> Iterator[Span | BadEvent]:
    """Yield each span of an export request (`ExportTraceServiceRequest` or `TracesData`).

    Needs the package `opentelemetry-proto`, which comes with `roguewatch[monitor]`.

    Examples
    --------
    >>> from opentelemetry.proto.trace.v1.trace_pb2 import TracesData
    >>> traces = TracesData()
    >>> span = traces.resource_spans.add().scope_spans.add().spans.add()
    >>> span.trace_id, span.span_id = bytes(range(16)), bytes(range(8))
    >>> span.name, span.start_time_unix_nano = "execute_tool ls", 1767607200 * 10**9
    >>> [span.span_id for span in read_protobuf(traces.SerializeToString())]
    ['0001020304050607']
    """
    # Imported where it is needed: who reads no protobuf need not have it.
    from google.protobuf.message import DecodeError
    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

    request = ExportTraceServiceRequest()
    try:
        request.ParseFromString(value)
    except (DecodeError, ValueError) as error:
        raise BadEvent("syntax", f"an export request must be protobuf; {error}") from None
    if not request.resource_spans:
        raise BadEvent("schema", "an export request must hold resource_spans; got none")
    for of_resource in request.resource_spans:
        resource = _resource(of_resource.resource.attributes)
        for wire in (span for scope in of_resource.scope_spans for span in scope.spans):
            if isinstance(resource, BadEvent):
                yield resource
                continue
            try:
                yield check_span(_span(wire, resource))
            except BadEvent as error:
                yield error


def _resource(listed: "Iterable[KeyValue]") -> dict[str, Any] | BadEvent:
    try:
        return _attributes(listed)
    except BadEvent as error:
        return error


def _span(wire: "WireSpan", resource: dict[str, Any]) -> Span:
    return Span(
        trace_id=wire.trace_id.hex(),
        span_id=wire.span_id.hex(),
        parent_id=wire.parent_span_id.hex(),
        name=wire.name[:1_024],
        time_ns=wire.start_time_unix_nano,
        kind=KINDS[wire.kind] if 0 <= wire.kind < len(KINDS) else "unspecified",
        is_error=wire.status.code == _ERROR,
        message=wire.status.message[:1_024],
        attributes=_attributes(wire.attributes),
        resource=resource,
    )


def _attributes(listed: "Iterable[KeyValue]") -> dict[str, Any]:
    found = Attributes()
    for pair in listed:
        found.add(pair.key, _value(pair.value, Budget()))
    return found


def _value(x: "AnyValue", budget: Budget, depth: int = 1) -> Any:
    if not budget.take(depth):
        return None
    kind = x.WhichOneof("value")
    if kind in ("string_value", "bool_value", "int_value", "double_value"):
        return getattr(x, kind)
    if kind == "array_value":
        values = x.array_value.values
        return [_value(item, budget, depth + 1) for item in values[: budget.n_left + 1]]
    if kind == "kvlist_value":
        pairs = x.kvlist_value.values
        return {p.key: _value(p.value, budget, depth + 1) for p in pairs[: budget.n_left + 1]}
    return None
