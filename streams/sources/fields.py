"""What mappers share: parsing within limits, strings within lengths, and the check at the end."""

import hashlib
from collections.abc import Mapping
from typing import Any, cast

import msgspec

from streams.bad_event import BadEvent
from streams.events import ActionEvent
from streams.refused.limits import check_limits

from .base import Record

MAX_RECORD_BYTES = 1_048_576
_HASH_CHARACTERS = 16


def parse_record(record: Record | bytes) -> Record:
    """Parse a record within the limits on foreign input; a parsed one passes as it is.

    Examples
    --------
    >>> parse_record(b'{"eventID": "1"}')
    {'eventID': '1'}
    """
    if isinstance(record, Mapping):
        return record
    check_limits(record, MAX_RECORD_BYTES)
    try:
        return cast(Record, msgspec.json.decode(record))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadEvent("syntax", str(error)) from None


def make_event(fields: dict[str, Any]) -> ActionEvent:
    """Make an event of what a mapper found, or say which field does not keep to the contract.

    Examples
    --------
    >>> make_event({"event_id": "1", "time": "2026-01-05T10:00:00Z", "agent_id": "", "tool": "t"})
    Traceback (most recent call last):
        ...
    streams.bad_event.BadEvent: source: Expected `str` of length >= 1 - at `$.agent_id`
    """
    try:
        return msgspec.convert(fields, ActionEvent)
    except msgspec.ValidationError as error:
        raise BadEvent("source", str(error)) from None


def text(value: object, most: int = 256) -> str | None:
    """Take a string, shortened to a length; None for anything else and for the empty one.

    What is cut off is replaced by its hash, so that two long names stay two.

    Examples
    --------
    >>> text("i-0abc"), text(""), text(7)
    ('i-0abc', None, None)
    >>> len(text("x" * 1_000))
    256
    """
    if not isinstance(value, str) or not value:
        return None
    if len(value) <= most:
        return value
    digest = hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_CHARACTERS]
    return f"{value[: most - _HASH_CHARACTERS - 1]}~{digest}"


def mapping(value: object) -> Record:
    """Take an object; anything else counts as an empty one."""
    return value if isinstance(value, Mapping) else {}
