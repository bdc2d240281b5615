"""The port to Kafka, by aiokafka."""

import asyncio
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import contextmanager

from aiokafka import (
    AIOKafkaConsumer,
    AIOKafkaProducer,
    ConsumerRebalanceListener,
    TopicPartition,
)
from aiokafka.errors import KafkaError

from streams.kafka.compacted import read_compacted
from streams.kafka.producer import start_producer
from streams.kafka.security import client_settings
from streams.log import Delivery, Headers, LogError, Record

Changed = Callable[[Collection[int]], Awaitable[None]]


class KafkaLog:
    """A group consumer of one topic and two producers: one for bulk, one for what is urgent.

    Parameters
    ----------
    bootstrap_servers
        Kafka brokers.
    topic
        The topic to consume.
    group_id
        The consumer group.
    session_timeout_ms
        After how long without a heartbeat the group gives our partitions away.
    """

    def __init__(
        self,
        bootstrap_servers: str,
        topic: str,
        group_id: str,
        session_timeout_ms: int = 10_000,
    ) -> None:
        self.topic = topic
        self._bootstrap_servers = bootstrap_servers
        self._group_id = group_id
        self._session_timeout_ms = session_timeout_ms
        self._consumer: AIOKafkaConsumer
        self._bulk: AIOKafkaProducer
        self._urgent: AIOKafkaProducer

    async def start(self, on_assigned: Changed, on_revoked: Changed) -> None:
        """Connect, and join the group."""
        with _as_log_error():
            # Given up before the session is over: what was not delivered then is scored again.
            wait_ms = max(5_000, self._session_timeout_ms * 8 // 10)
            self._bulk, _ = await start_producer(
                self._bootstrap_servers, request_timeout_ms=wait_ms, max_batch_size=512 * 1024
            )
            self._urgent, _ = await start_producer(
                self._bootstrap_servers, request_timeout_ms=wait_ms
            )
            self._consumer = AIOKafkaConsumer(
                bootstrap_servers=self._bootstrap_servers,
                group_id=self._group_id,
                enable_auto_commit=False,
                auto_offset_reset="earliest",
                session_timeout_ms=self._session_timeout_ms,
                heartbeat_interval_ms=self._session_timeout_ms // 5,
                # The embedded broker looks for new records at half of this wait. Apache Kafka
                # answers at once, but while it holds an answer the client asks for no other
                # partition: what lay unread during a checkpoint would wait for its successors.
                fetch_max_wait_ms=20,
                **client_settings(),
            )
            self._consumer.subscribe([self.topic], listener=_Listener(on_assigned, on_revoked))
            await self._consumer.start()

    async def stop(self) -> None:
        """Leave the group, deliver what is queued, disconnect."""
        await self._consumer.stop()
        await self._bulk.stop()
        await self._urgent.stop()

    async def poll(
        self, partitions: Collection[int], max_records: int, timeout_s: float
    ) -> Mapping[int, Sequence[Record]]:
        if not partitions:
            await asyncio.sleep(min(timeout_s, 0.05))
            return {}
        with _as_log_error():
            batch = await self._consumer.getmany(
                *(TopicPartition(self.topic, number) for number in partitions),
                timeout_ms=int(timeout_s * 1000),
                max_records=max_records,
            )
        return {tp.partition: records for tp, records in batch.items() if records}

    async def produce(
        self,
        topic: str,
        key: bytes | None,
        value: bytes,
        headers: Headers = (),
        is_urgent: bool = False,
    ) -> Delivery:
        producer = self._urgent if is_urgent else self._bulk
        with _as_log_error():
            return await producer.send(topic, value, key=key, headers=list(headers))

    async def produce_all(
        self, topic: str, partition: int, records: Iterable[tuple[bytes | None, bytes, Headers]]
    ) -> Sequence[Delivery]:
        # Whole batches: a tenth of the time of one send for each record.
        deliveries: list[Delivery] = []
        producer = self._bulk
        with _as_log_error():
            batch = producer.create_batch()
            for key, value, headers in records:
                extra = list(headers)
                while batch.append(timestamp=None, key=key, value=value, headers=extra) is None:
                    deliveries.append(await producer.send_batch(batch, topic, partition=partition))
                    batch = producer.create_batch()
            if batch.record_count():
                deliveries.append(await producer.send_batch(batch, topic, partition=partition))
        return deliveries

    async def flush(self, deliveries: Collection[Delivery]) -> None:
        with _as_log_error():
            await asyncio.gather(*deliveries)

    async def commit(self, offsets: Mapping[int, int]) -> None:
        with _as_log_error():
            await self._consumer.commit(
                {TopicPartition(self.topic, number): offset for number, offset in offsets.items()}
            )

    async def committed(self, partition: int) -> int | None:
        with _as_log_error():
            return await self._consumer.committed(TopicPartition(self.topic, partition))

    def seek(self, partition: int, offset: int) -> None:
        with _as_log_error():
            self._consumer.seek(TopicPartition(self.topic, partition), offset)

    def pause(self, partition: int) -> None:
        with _as_log_error():
            self._consumer.pause(TopicPartition(self.topic, partition))

    def resume(self, partition: int) -> None:
        with _as_log_error():
            self._consumer.resume(TopicPartition(self.topic, partition))

    def high_watermark(self, partition: int) -> int | None:
        try:
            return self._consumer.highwater(TopicPartition(self.topic, partition))
        except KafkaError:
            return None

    async def read(self, topic: str, partition: int, start: int = 0) -> AsyncIterator[Record]:
        with _as_log_error():
            async for record in read_compacted(self._bootstrap_servers, topic, [partition], start):
                yield record


class _Listener(ConsumerRebalanceListener):
    """Tells of partitions by their numbers."""

    def __init__(self, on_assigned: Changed, on_revoked: Changed) -> None:
        self._on_assigned = on_assigned
        self._on_revoked = on_revoked

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        await self._on_revoked({tp.partition for tp in revoked})

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        await self._on_assigned({tp.partition for tp in assigned})


@contextmanager
def _as_log_error() -> Iterator[None]:
    try:
        yield
    except (KafkaError, OSError) as error:
        raise LogError(repr(error)) from error
