"""What an alert keeps of the events that it is about."""

from typing import Any

from alerts.alert import Evidence

from ..events import ActionEvent

_MAX_TEXT = 256


def evidence_of(event: ActionEvent, time: float) -> dict[str, Any]:
    """What an alert keeps of an event; whose it is stands on the alert."""
    names = [name for name in Evidence.__struct_fields__ if name != "agent_id"]
    return {name: _cut(getattr(event, name)) for name in names if name != "time"} | {"time": time}


def _cut(value: Any) -> Any:
    """At most 256 bytes of a text: the profile keeps it, and an agent chose it."""
    if not isinstance(value, str) or len(value) <= _MAX_TEXT // 4:
        return value
    return value.encode()[:_MAX_TEXT].decode(errors="ignore")
