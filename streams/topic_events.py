"""Events of `agent-actions` between two times, as a history for replay and notebook."""

from datetime import datetime

import msgspec

from streams.bad_event import BadEvent
from streams.decoding import decode_event
from streams.events import ActionEvent
from streams.kafka.compacted import read_compacted
from streams.kafka.missing_topic import check_topic
from streams.kafka.reachable import check_reachable
from streams.kafka.readers import partitions_of
from streams.topics import ACTIONS


class TopicRange(msgspec.Struct, frozen=True):
    """A stretch of the topic of actions, by the time of its events.

    Parameters
    ----------
    bootstrap_servers
        Kafka brokers.
    start, stop
        Only events from `start` on and before `stop`, both with a zone; without them, all that the
        topic holds.

    Examples
    --------
    >>> TopicRange("127.0.0.1:9092").covers(datetime.fromisoformat("2026-01-05T10:00:00Z"))
    True
    """

    bootstrap_servers: str
    start: datetime | None = None
    stop: datetime | None = None

    def __post_init__(self) -> None:
        for name, time in (("start", self.start), ("stop", self.stop)):
            if time is not None and time.tzinfo is None:
                raise ValueError(f"{name} must have a zone; got {time.isoformat()}")
        if self.start is not None and self.stop is not None and self.start >= self.stop:
            raise ValueError(f"stop must be later than start, {self.start}; got {self.stop}")

    def covers(self, time: datetime) -> bool:
        """Whether an event of that time is asked for."""
        is_early = self.start is not None and time < self.start
        return not is_early and (self.stop is None or time < self.stop)


async def read_events(given: TopicRange) -> list[ActionEvent]:
    """Every event of the range in time order; what is no event is passed over.

    Among equal times the order of the log decides. Control records, such as pointers to
    snapshots, are none: a replay builds its own snapshots.

    Raises
    ------
    ConnectionError
        If no broker answers.
    MissingTopic
        If it has no such topic.
    """
    check_reachable(given.bootstrap_servers)
    await check_topic(given.bootstrap_servers, ACTIONS)
    places = await partitions_of(given.bootstrap_servers, ACTIONS)
    events = []
    for place in places:
        async for record in read_compacted(given.bootstrap_servers, ACTIONS, [place.partition]):
            event = _event(record.value)
            if event is not None and record.key == event.key.encode() and given.covers(event.time):
                events.append(event)
    return sorted(events, key=lambda event: event.timestamp)


def _event(value: bytes | None) -> ActionEvent | None:
    try:
        return None if value is None else decode_event(value)
    except BadEvent:
        return None
