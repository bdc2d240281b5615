"""Our own events, one JSON object a line: nothing to map, everything to check."""

import msgspec

from streams.bad_event import BadEvent
from streams.decoding import decode_event
from streams.events import ActionEvent

from .base import Record, Skipped


class Native:
    """Action events as the SDK, collectors and the simulator write them.

    Examples
    --------
    >>> Native().map_one(
    ...     b'{"event_id": "e1", "time": "2026-01-05T10:00:00Z", "agent_id": "a", "tool": "ls"}'
    ... ).tool
    'ls'
    """

    name = "native"

    def recognises(self, record: Record) -> bool:
        return {"event_id", "time", "agent_id", "tool"} <= record.keys()

    def map_one(self, record: Record | bytes) -> ActionEvent | Skipped:
        if isinstance(record, bytes):
            return decode_event(record)
        try:
            return decode_event(msgspec.json.encode(record))
        except (TypeError, ValueError, RecursionError) as error:
            if isinstance(error, BadEvent):
                raise
            raise BadEvent("source", f"a record must be JSON; {error}") from None
