"""One call of an agent as an action event that the monitor will accept, whatever it holds."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, get_args

from streams.events import MAX_COUNT, ActionEvent, Outcome, encode_event
from streams.refused.limits import MAX_BYTES

Attribute = str | int | float | bool

_LENGTHS = {"agent_id": 512, "parent_agent_id": 512, "tenant": 128, "resource": 2_048}
_OUTCOMES = get_args(Outcome)
_NOT_TEXT = {"time", "n_items", "n_bytes", "attributes", "intent"}
_MOST_ATTRIBUTES = 64
_MOST_CHARACTERS = 1_024


def encode_call(fields: Mapping[str, Any]) -> bytes:
    """Encode the fields of an event as the value of a record.

    What is too long is cut and what is not text is made text: a call whose target has 3,000
    characters would else be refused by the monitor, and a rogue agent could hide that way.

    Examples
    --------
    >>> from streams.decoding import decode_event
    >>> fields = {"event_id": "e1", "agent_id": "a", "tool": "rm", "resource": "x" * 5_000}
    >>> len(decode_event(encode_call(fields)).resource)
    2048
    """
    clean: dict[str, Any] = {
        name: _cut(name, value) for name, value in fields.items() if value not in (None, "")
    }
    for name in ("n_items", "n_bytes"):
        if name in clean:
            clean[name] = _count(clean[name])
    if "attributes" in clean:
        clean["attributes"] = _attributes(clean["attributes"])
    if clean.get("outcome") not in _OUTCOMES:
        clean.pop("outcome", None)
    clean.setdefault("time", datetime.now(UTC))
    clean.setdefault("tool", "unnamed")
    value = encode_event(ActionEvent(**clean))
    if len(value) <= MAX_BYTES:
        return value
    return encode_event(ActionEvent(**clean | {"attributes": None, "intent": None}))


def _cut(name: str, value: object) -> object:
    if name in _NOT_TEXT:
        return value
    if not isinstance(value, str):
        value = str(value)
    # A lone surrogate is no Unicode text, and could not be encoded.
    return value[: _LENGTHS.get(name, 256)].encode("utf-8", "replace").decode()


def _count(value: object) -> int:
    """Make it a count of zero or more; what cannot be counted is one thing."""
    if isinstance(value, float) and math.isfinite(value):
        value = int(value)
    return max(0, min(value, MAX_COUNT)) if isinstance(value, int) else 1


def _attributes(attributes: object) -> dict[str, Attribute]:
    kept: dict[str, Attribute] = {}
    if not isinstance(attributes, Mapping):
        return kept
    for name, value in list(attributes.items())[:_MOST_ATTRIBUTES]:
        text = str(name)[:128].encode("utf-8", "replace").decode()
        if isinstance(value, float) and not math.isfinite(value):
            continue
        if isinstance(value, int) and abs(value) > MAX_COUNT:
            value = str(value)
        if not isinstance(value, bool | int | float):
            value = str(value)[:_MOST_CHARACTERS].encode("utf-8", "replace").decode()
        kept[text or "unnamed"] = value
    return kept
