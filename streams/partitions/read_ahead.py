"""Read records ahead of their turn, many at a time."""

from collections.abc import Callable, Sequence

from streams.bad_event import BadEvent
from streams.decoding import decode_event
from streams.events import ActionEvent
from streams.log import Record
from streams.read_event import ReadEvent

Ahead = ReadEvent | ActionEvent | BadEvent | None
"""What a record says: an event; one that could not be read, to be told when its turn comes; what is
no event, and why; nothing."""

AT_MOST = 64
"""Records at a time: what they become has to fit into the processor's nearest memory."""


def read_ahead(
    records: Sequence[Record], read: Callable[[ActionEvent, float], ReadEvent]
) -> list[Ahead]:
    """What each record says, up to the first that may change how the next is read; last one first.

    Examples
    --------
    >>> read_ahead([], lambda event, time: None)
    []
    """
    decode = decode_event
    found: list[Ahead] = []
    for record in records:
        value = record.value
        if value is None:
            found.append(None)
            continue
        try:
            event = decode(value)
        except BadEvent as error:
            found.append(error)
            if not value.startswith(b"{"):
                # It may name a snapshot, and what comes after it is read by that.
                break
            continue
        try:
            found.append(read(event, record.timestamp / 1000))
        except MemoryError:
            raise
        except Exception:  # told when its turn comes
            found.append(event)
    found.reverse()
    return found
