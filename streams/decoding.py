"""From the bytes of a record to an action event, or to why they are none."""

from collections.abc import Callable
from typing import Any, Final, get_args

import msgspec

from baselines.features import Action

from .bad_event import BadEvent
from .events import ActionEvent, Outcome, Phase
from .refused.limits import MAX_BYTES, check_identity, check_limits

_decode: Final[Callable[[bytes], ActionEvent]] = msgspec.json.Decoder(ActionEvent).decode
_encode: Final[Callable[[ActionEvent], bytes]] = msgspec.json.Encoder().encode


def decode_event(value: bytes) -> ActionEvent:
    """Read the event in a record's value; other bytes raise `BadEvent`, and nothing else.

    A field that is `null` counts as absent.

    Examples
    --------
    >>> decode_event(b'{"event_id": "e1", "time": "2026-01-05T10:00:00Z", "agent_id": "a"}')
    Traceback (most recent call last):
        ...
    streams.bad_event.BadEvent: schema: Object missing required field `tool`
    """
    if len(value) > MAX_BYTES or _is_nested(value):
        check_limits(value)
    try:
        event = _decode(value)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        check_limits(value)
        event = _decode_without_nulls(value, error)
    # What our own encoder wrote keeps all other limits, and holds no key twice:
    # comparing with it costs less than any look. Everything else is looked at.
    if _encode(event) != value:
        check_limits(value)
        check_identity(value)
    if "/" in event.tenant:
        raise BadEvent("schema", f"tenant must not hold a slash; got {event.tenant!r}")
    return event


def _is_nested(value: bytes) -> bool:
    """Whether it holds more than an object in an object: to count all brackets takes longer."""
    second = value.find(b"{", 1)
    return value.find(b"[") >= 0 or (second > 0 and value.find(b"{", second + 1) > 0)


def _decode_without_nulls(value: bytes, error: Exception) -> ActionEvent:
    """Many serialisers write `null` for what they do not know; nothing else is forgiven."""
    try:
        if not isinstance(error, msgspec.ValidationError):
            raise error
        fields: dict[str, Any] = msgspec.json.decode(value)
        if None in fields.values():
            known = {name: given for name, given in fields.items() if given is not None}
            return msgspec.convert(known, ActionEvent)
    except msgspec.ValidationError as other:
        error = other
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
        raise BadEvent("syntax", str(wrong)) from None
    raise BadEvent("schema", _explain(str(error)))


def _explain(text: str) -> str:
    if not text.startswith("Invalid enum value"):
        return text
    for field, choices in (("action", Action), ("outcome", Outcome), ("phase", Phase)):
        if f"`$.{field}`" in text or f"`$.intent.{field}s[" in text:
            return f"{text}; expected one of {', '.join(get_args(choices))}"
    return text
