"""What an alert keeps of the events that it is about."""

from typing import Any, Final

from alerts.alert import Evidence

from ..events import ActionEvent

_MAX_TEXT: Final = 256
_NAMES: Final = [n for n in Evidence.__struct_fields__ if n not in ("agent_id", "time")]


def evidence_of(event: ActionEvent, time: float) -> dict[str, Any]:
    """What an alert keeps of an event; whose it is stands on the alert."""
    told: dict[str, Any] = {name: _cut(getattr(event, name)) for name in _NAMES}
    told["time"] = time
    return told


def _cut(value: Any) -> Any:
    """At most 256 bytes of a text: the profile keeps it, and an agent chose it."""
    if not isinstance(value, str) or len(value) <= _MAX_TEXT // 4:
        return value
    return value.encode()[:_MAX_TEXT].decode(errors="ignore")
