"""What every source of action events can do, and what it answers for a record without an agent."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol, runtime_checkable

import msgspec

from streams.bad_event import BadEvent
from streams.events import ActionEvent

Record = Mapping[str, Any]


class Skipped(msgspec.Struct, frozen=True, repr_omit_defaults=True):
    """A sound record that no agent caused, or that is no action: counted by reason, never scored.

    Parameters
    ----------
    reason
        One sentence, the same for all records of the kind.
    is_action
        Whether it is an action at all, and only its agent is missing.

    Examples
    --------
    >>> Skipped("an AWS service acted by itself").reason
    'an AWS service acted by itself'
    """

    reason: str
    is_action: bool = True


class Source(Protocol):
    """A way to record what agents do, and how to read it as action events.

    A mapper is pure, keeps to the lengths of the event contract, and raises
    `streams.bad_event.BadEvent`, and nothing else, for what it cannot read. The verb and the
    target decide more than any statistic: they are what it owes most care.
    """

    name: str

    def recognises(self, record: Record) -> bool:
        """Whether a record looks like one of this source."""
        ...

    def map_one(self, record: Record | bytes) -> ActionEvent | Skipped:
        """Read one record, given as JSON or parsed."""
        ...


Found = ActionEvent | Skipped | BadEvent
"""What became of one record, or of one of the things it holds."""


class Reading(Protocol):
    """Records of one source in order, with what has to be remembered between them."""

    def add(self, record: Record | bytes) -> Iterator[Found]:
        """Take one in; yield what can be said at once."""
        ...

    def finish(self) -> Iterator[Found]:
        """Yield what was waiting for more."""
        ...


@runtime_checkable
class Gathering(Protocol):
    """A source whose records hold several calls, or parts of calls that other records complete."""

    def start(self) -> Reading:
        """Begin to read records that belong together."""
        ...


class OneByOne:
    """Reads a source of which each record is a call.

    Examples
    --------
    >>> from streams.sources.native import Native
    >>> [str(found) for found in OneByOne(Native()).add(b"[]")]
    ["limits: an event must start with '{'; got b'[]'"]
    """

    def __init__(self, source: Source) -> None:
        self._source = source

    def add(self, record: Record | bytes) -> Iterator[Found]:
        """Map one record."""
        try:
            yield self._source.map_one(record)
        except BadEvent as error:
            yield error

    def finish(self) -> Iterator[Found]:
        """Nothing waits."""
        return iter(())


def start(source: Source) -> Reading:
    """Begin to read records of a source.

    Examples
    --------
    >>> from streams.sources.native import Native
    >>> [*start(Native()).finish()]
    []
    """
    return source.start() if isinstance(source, Gathering) else OneByOne(source)
