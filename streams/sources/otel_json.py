"""OTLP as JSON: what the collector's file exporter writes, and its Kafka exporter on request."""

from collections.abc import Iterator
from typing import Any

import msgspec

from streams.bad_event import BadEvent

from .base import Record
from .otel_span import KINDS, Attributes, Budget, Span, check_span


class _ScopeSpans(msgspec.Struct, gc=False):
    spans: list[msgspec.Raw] = []


class _ResourceSpans(msgspec.Struct, rename="camel", gc=False):
    resource: msgspec.Raw = msgspec.Raw(b"null")
    scope_spans: list[_ScopeSpans] = []
    # What scopes were called before OTLP 0.15.
    instrumentation_library_spans: list[_ScopeSpans] = []


class _Request(msgspec.Struct, rename="camel", gc=False):
    resource_spans: list[_ResourceSpans]


_decode = msgspec.json.Decoder(_Request).decode


def read_json(value: bytes | Record) -> Iterator[Span | BadEvent]:
    """Yield each span of an export request; a bad span is bad alone.

    Examples
    --------
    >>> span = next(read_json(b'''{"resourceSpans": [{"scopeSpans": [{"spans": [
    ...     {"traceId": "5b8efff798038103d269b633813fc60c", "spanId": "eee19b7ec3c1b174",
    ...      "name": "execute_tool ls", "startTimeUnixNano": "1767607200000000000",
    ...      "attributes": [{"key": "gen_ai.tool.name", "value": {"stringValue": "ls"}}]}]}]}]}'''))
    >>> span.span_id, span.attributes
    ('eee19b7ec3c1b174', {'gen_ai.tool.name': 'ls'})
    """
    try:
        request = _decode(value if isinstance(value, bytes) else msgspec.json.encode(value))
    except msgspec.ValidationError as error:
        raise BadEvent("schema", f"an export request must hold resourceSpans; {error}") from None
    except (TypeError, ValueError, RecursionError) as error:
        raise BadEvent("syntax", str(error)) from None
    for of_resource in request.resource_spans:
        resource = _resource(of_resource.resource)
        scopes = of_resource.scope_spans + of_resource.instrumentation_library_spans
        for raw in (raw for scope in scopes for raw in scope.spans):
            if isinstance(resource, BadEvent):
                yield resource
                continue
            try:
                yield check_span(_span(_parse(raw), resource))
            except BadEvent as error:
                yield error


def _resource(raw: msgspec.Raw) -> dict[str, Any] | BadEvent:
    try:
        return _attributes(_parse(raw).get("attributes"))
    except BadEvent as error:
        return error


def _parse(raw: msgspec.Raw) -> Record:
    try:
        parsed = msgspec.json.decode(raw)
    except (ValueError, RecursionError) as error:
        raise BadEvent("syntax", str(error)) from None
    return parsed if isinstance(parsed, dict) else {}


def _span(x: Record, resource: dict[str, Any]) -> Span:
    status = x.get("status")
    status = status if isinstance(status, dict) else {}
    return Span(
        trace_id=_text(x.get("traceId")).lower(),
        span_id=_text(x.get("spanId")).lower(),
        parent_id=_text(x.get("parentSpanId")).lower(),
        name=_text(x.get("name"))[:1_024],
        time_ns=_integer(x.get("startTimeUnixNano")),
        kind=_kind(x.get("kind")),
        is_error=status.get("code") in (2, "STATUS_CODE_ERROR"),
        message=_text(status.get("message"))[:1_024],
        attributes=_attributes(x.get("attributes")),
        resource=resource,
    )


def _attributes(listed: object) -> dict[str, Any]:
    found = Attributes()
    for pair in listed if isinstance(listed, list) else ():
        if isinstance(pair, dict) and isinstance(pair.get("key"), str):
            found.add(pair["key"], _value(pair.get("value"), Budget()))
    return found


def _value(x: object, budget: Budget, depth: int = 1) -> Any:
    """A plain value; None for what is too deep, too much, or no value."""
    if not isinstance(x, dict) or not budget.take(depth):
        return None
    for kind, value in x.items():
        if kind in ("stringValue", "boolValue", "doubleValue"):
            return value if isinstance(value, str | bool | int | float) else None
        if kind == "intValue":
            return _integer(value)
        inner = value.get("values") if isinstance(value, dict) else None
        if not isinstance(inner, list):
            continue
        if kind == "arrayValue":
            return [_value(item, budget, depth + 1) for item in inner[: budget.n_left + 1]]
        if kind == "kvlistValue":
            return {
                pair["key"]: _value(pair.get("value"), budget, depth + 1)
                for pair in inner[: budget.n_left + 1]
                if isinstance(pair, dict) and isinstance(pair.get("key"), str)
            }
    return None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _integer(value: object) -> int:
    """A 64-bit integer, which JSON writes as a string; 0 for what is none."""
    if isinstance(value, str) and len(value) <= 20 and value.removeprefix("-").isdecimal():
        return int(value)
    return value if type(value) is int and abs(value) < 2**64 else 0


def _kind(value: object) -> str:
    if isinstance(value, str):
        value = value.removeprefix("SPAN_KIND_").lower()
        return value if value in KINDS else "unspecified"
    return KINDS[value] if type(value) is int and 0 <= value < len(KINDS) else "unspecified"
