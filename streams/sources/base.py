"""What every source of action events can do, and what it answers for a record without an agent."""

from collections.abc import Mapping
from typing import Any, Protocol

import msgspec

from streams.events import ActionEvent

Record = Mapping[str, Any]


class Skipped(msgspec.Struct, frozen=True):
    """A sound record that no agent caused: counted by reason, never scored.

    Examples
    --------
    >>> Skipped("an AWS service acted by itself").reason
    'an AWS service acted by itself'
    """

    reason: str


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
