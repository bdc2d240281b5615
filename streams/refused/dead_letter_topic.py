"""Read the dead letters of a topic, and send them where they came from once more."""

from collections.abc import AsyncIterator, Iterable

from streams.bad_event import BadEvent
from streams.decoding import decode_event
from streams.kafka.compacted import read_compacted
from streams.kafka.missing_topic import check_topic
from streams.kafka.producer import start_producer
from streams.kafka.reachable import check_reachable
from streams.kafka.readers import partitions_of
from streams.refused.stored_dead_letter import StoredDeadLetter
from streams.topics import dlq


class DeadLetterTopic:
    """The dead letters of one topic.

    Parameters
    ----------
    bootstrap_servers
        Kafka brokers.
    topic
        The topic whose records were refused, not the dead-letter topic itself.
    """

    def __init__(self, bootstrap_servers: str, topic: str) -> None:
        self.bootstrap_servers = bootstrap_servers
        self.topic = topic

    async def read(self) -> AsyncIterator[StoredDeadLetter]:
        """Yield all that lie there now, in order; `MissingTopic` where the topic is not there."""
        name = dlq(self.topic)
        partitions = await self._partitions(name)
        async for record in read_compacted(self.bootstrap_servers, name, partitions):
            yield StoredDeadLetter.read(record)

    async def replay(self, letters: Iterable[StoredDeadLetter]) -> int:
        """Write the refused records to their topic again, byte for byte; return how many.

        They keep their key, and with it their partition; a record without one goes back to the
        partition it came from. Where the value is an event by now, the record takes its time: a
        live topic stamps its own anyway.
        """
        producer, _ = await start_producer(self.bootstrap_servers, linger_ms=5)
        try:
            deliveries = []
            for letter in letters:
                self._check(letter)
                origin = f"{dlq(self.topic)}/{letter.place[0]}/{letter.place[1]}"
                is_pinned = letter.key is None and letter.partition >= 0
                deliveries.append(
                    await producer.send(
                        self.topic,
                        None if letter.is_tombstone else letter.value,
                        key=letter.key,
                        partition=letter.partition if is_pinned else None,
                        timestamp_ms=_event_time_ms(letter.value),
                        headers=[("replayed_from", origin.encode())],
                    )
                )
            for delivery in deliveries:
                await delivery
        finally:
            await producer.stop()
        return len(deliveries)

    def _check(self, letter: StoredDeadLetter) -> None:
        if letter.topic != self.topic:
            raise ValueError(f"topic of a dead letter must be {self.topic}; got {letter.topic!r}")
        if not letter.is_whole:
            raise ValueError(f"a dead letter must be whole to be replayed; got {letter.place}")

    async def _partitions(self, name: str) -> list[int]:
        check_reachable(self.bootstrap_servers)
        # Asking for a topic's partitions would create it where brokers create on demand.
        await check_topic(self.bootstrap_servers, name)
        return [place.partition for place in await partitions_of(self.bootstrap_servers, name)]


def _event_time_ms(value: bytes) -> int | None:
    try:
        return max(0, int(decode_event(value).timestamp * 1_000))
    except BadEvent:
        return None
