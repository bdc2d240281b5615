"""Spans as tests write them down, and both wire forms of them."""

import json
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue

TRACE = "5b8efff798038103d269b633813fc60c"
START_NS = 1_767_607_200 * 10**9
KINDS = {"internal": 1, "server": 2, "client": 3}


def any_value(value: Any) -> dict[str, Any]:
    """A value as OTLP JSON writes it."""
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int):
        return {"intValue": str(value)}
    if isinstance(value, float):
        return {"doubleValue": value}
    if isinstance(value, list):
        return {"arrayValue": {"values": [any_value(item) for item in value]}}
    if isinstance(value, dict):
        return {"kvlistValue": {"values": attributes(value)}}
    return {"stringValue": value}


def attributes(values: dict[str, Any]) -> list[dict[str, Any]]:
    """Attributes as OTLP JSON writes them."""
    return [{"key": name, "value": any_value(value)} for name, value in values.items()]


def span(
    number: int,
    name: str,
    values: dict[str, Any] | None = None,
    *,
    parent: int = 0,
    kind: str = "internal",
    error: str | None = None,
    trace: str = TRACE,
    second: float = 0.0,
) -> dict[str, Any]:
    """A span as OTLP JSON writes it; its number is its id."""
    return {
        "traceId": trace,
        "spanId": f"{number:016x}",
        "parentSpanId": f"{parent:016x}" if parent else "",
        "name": name,
        "kind": KINDS[kind],
        "startTimeUnixNano": str(START_NS + int(second * 10**9)),
        "endTimeUnixNano": str(START_NS + int(second * 10**9) + 10**8),
        "attributes": attributes(values or {}),
        "status": {} if error is None else {"code": 2, "message": error},
    }


def request(*spans: dict[str, Any], resource: dict[str, Any] | None = None) -> dict[str, Any]:
    """An export request of one process."""
    return {
        "resourceSpans": [
            {
                "resource": {"attributes": attributes(resource or {})},
                "scopeSpans": [{"scope": {"name": "tests"}, "spans": list(spans)}],
            }
        ]
    }


def as_json(x: dict[str, Any]) -> bytes:
    """One line of the file exporter."""
    return json.dumps(x).encode()


def as_protobuf(x: dict[str, Any]) -> bytes:
    """The same request as protobuf, made field by field and not by the code under test."""
    made = ExportTraceServiceRequest()
    for of_resource in x["resourceSpans"]:
        to = made.resource_spans.add()
        for pair in of_resource["resource"]["attributes"]:
            _fill(to.resource.attributes.add(key=pair["key"]).value, pair["value"])
        for scope in of_resource["scopeSpans"]:
            spans = to.scope_spans.add().spans
            for one in scope["spans"]:
                wire = spans.add(
                    trace_id=bytes.fromhex(one["traceId"]),
                    span_id=bytes.fromhex(one["spanId"]),
                    parent_span_id=bytes.fromhex(one["parentSpanId"]),
                    name=one["name"],
                    kind=one["kind"],
                    start_time_unix_nano=int(one["startTimeUnixNano"]),
                    end_time_unix_nano=int(one["endTimeUnixNano"]),
                )
                wire.status.code = one["status"].get("code", 0)
                wire.status.message = one["status"].get("message", "")
                for pair in one["attributes"]:
                    _fill(wire.attributes.add(key=pair["key"]).value, pair["value"])
    return made.SerializeToString()


def _fill(to: AnyValue, value: dict[str, Any]) -> None:
    ((kind, inner),) = value.items()
    if kind == "stringValue":
        to.string_value = inner
    elif kind == "boolValue":
        to.bool_value = inner
    elif kind == "intValue":
        to.int_value = int(inner)
    elif kind == "doubleValue":
        to.double_value = inner
    elif kind == "arrayValue":
        to.array_value.SetInParent()
        for item in inner["values"]:
            _fill(to.array_value.values.add(), item)
    else:
        to.kvlist_value.SetInParent()
        for pair in inner["values"]:
            _fill(to.kvlist_value.values.add(key=pair["key"]).value, pair["value"])
