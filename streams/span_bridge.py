"""The collector's topic of traces, followed into `agent-actions`."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, OffsetAndMetadata, TopicPartition
from aiokafka.errors import KafkaError
from mode import Service

from streams.bad_event import BadEvent
from streams.decoding import decode_event
from streams.events import encode_event
from streams.kafka.producer import start_producer
from streams.kafka.readers import is_read, partitions_of, seek_to_time, start_reader
from streams.kafka.security import client_settings
from streams.metrics import MetricName
from streams.span_mapper import SpanMapper
from streams.topics import ACTIONS, SPANS, dlq

_log = logging.getLogger(__name__)

_RETRY_S = 2.0
_COMMIT_S = 1.0
_MARGIN_S = 60.0
_MOST_RECORDS = 500
_POLL_MS = 200


class SpanBridge(Service):
    """Maps spans to action events; one process at a time, for parts of a call must meet.

    At least once, and with its own past read back at each start, once: what `agent-actions` holds
    of the last `orphan_s` is not written again. A record that cannot be read goes to
    `otlp_spans.dlq` whole, with the reason; its good spans count all the same. While Kafka is
    away it waits.

    Parameters
    ----------
    bootstrap_servers
        Kafka brokers.
    new_mapper
        Makes a mapper that knows nothing yet.
    topic
        Where the collector writes.
    group_id
        Under which name the progress is kept.
    recall_s
        How far back the own past is read at a start: at least as long as a span may wait.
    clock
        Wall clock.
    """

    def __init__(
        self,
        bootstrap_servers: str,
        new_mapper: Callable[[], SpanMapper],
        topic: str = SPANS,
        group_id: str = "roguewatch-spans",
        recall_s: float = 300.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__()
        self.is_ready = False
        self.topic = topic
        self.mapper = new_mapper()
        self._new_mapper = new_mapper
        self._servers = bootstrap_servers
        self._group_id = group_id
        self._recall_s = recall_s
        self._clock = clock
        self._committed_at = 0.0
        self._committed: Mapping[int, int] = {}

    def figures(self) -> Mapping[MetricName, float]:
        """The present figures, for Prometheus."""
        counts = self.mapper.counts
        return {
            "roguewatch_spans_records_total": counts["records"],
            "roguewatch_spans_events_total": counts["events"],
            "roguewatch_spans_repeated_total": counts["repeated"],
            "roguewatch_spans_no_action_total": counts["no_action"],
            "roguewatch_spans_without_agent_total": counts["without_agent"],
            "roguewatch_spans_dead_letters_total": counts["dead_letters"],
            "roguewatch_spans_waiting": self.mapper.n_waiting,
        }

    @Service.task
    async def _run(self) -> None:
        while not self.should_stop:
            try:
                await self._follow()
            except (KafkaError, OSError) as error:
                _log.warning("reading from the last commit again: %r", error)
            finally:
                self.is_ready = False
            await self.sleep(_RETRY_S)

    async def _follow(self) -> None:
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self._servers,
            group_id=self._group_id,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            fetch_max_wait_ms=_POLL_MS,
            **client_settings(),
        )
        await consumer.start()
        producer: AIOKafkaProducer | None = None
        try:
            # Asking for one topic's partitions would create it where brokers create on demand.
            if self.topic not in await consumer.topics():
                _log.warning("there is no topic %s yet", self.topic)
                return
            places = await partitions_of(self._servers, self.topic)
            producer, _ = await start_producer(self._servers, linger_ms=5)
            mapper, counts = self._new_mapper(), self.mapper.counts
            mapper.counts, self.mapper = counts, mapper
            await self._recall(mapper)
            consumer.assign(places)
            while not self.should_stop:
                self.is_ready = True
                await self._step(consumer, producer)
        finally:
            await consumer.stop()
            if producer is not None:
                await producer.stop()

    async def _recall(self, mapper: SpanMapper) -> None:
        """Read back what was written of late."""
        since = max(0.0, self._clock() - self._recall_s - _MARGIN_S)
        places = await partitions_of(self._servers, ACTIONS)
        reader = await start_reader(self._servers, *places)
        try:
            for place in places:
                await seek_to_time(reader, place, since)
            unread = set(places)
            while unread:
                batch = await reader.getmany(*unread, timeout_ms=50, max_records=10_000)
                for record in (record for records in batch.values() for record in records):
                    try:
                        mapper.recall(decode_event(record.value or b"").event_id)
                    except BadEvent:
                        continue
                unread = {place for place in unread if not await is_read(reader, place)}
        finally:
            await reader.stop()

    async def _step(self, consumer: AIOKafkaConsumer, producer: AIOKafkaProducer) -> None:
        batch = await consumer.getmany(timeout_ms=_POLL_MS, max_records=_MOST_RECORDS)
        mapper, now = self.mapper, self._clock()
        for record in (record for records in batch.values() for record in records):
            mapper.add(record, now)
        mapper.settle(now)
        sent = [
            await producer.send(
                ACTIONS,
                encode_event(event),
                key=event.key.encode(),
                timestamp_ms=int(event.timestamp * 1_000),
            )
            for event in mapper.events
        ]
        for letter in mapper.dead_letters:
            key, value, headers = letter.encode()
            sent.append(await producer.send(dlq(SPANS), value, key=key, headers=list(headers)))
        await asyncio.gather(*sent)
        mapper.events.clear()
        mapper.dead_letters.clear()
        offsets = mapper.offsets(now)
        if offsets != self._committed and now - self._committed_at >= _COMMIT_S:
            await consumer.commit(
                {
                    TopicPartition(self.topic, partition): OffsetAndMetadata(offset, "")
                    for partition, offset in offsets.items()
                }
            )
            self._committed, self._committed_at = offsets, now
