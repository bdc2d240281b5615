"""Findings go to every sink, each once, and a sink that is down delays no other."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError
from mode import Service

from alerts.finding_view import BadFinding, FindingView, read_finding
from alerts.sinks import Sink, SinkError
from alerts.suppression import Suppression
from streams.kafka.readers import partitions_of, start_reader
from streams.topics import ALERTS

_log = logging.getLogger(__name__)
_MOST_WAITING = 1_000
_COMMIT_S = 1.0


class FanOut(Service):
    """Reads agent-alerts and hands on what suppression lets through.

    Delivery is at least once: the position is committed only while nothing waits, so after a crash
    some findings come again, under the same delivery id. What a sink has refused for good, after
    its own retries, is logged and counted. A consumer assigned by hand, for the reasons of the
    issuer's.

    Parameters
    ----------
    bootstrap_servers
        Kafka brokers.
    sinks
        Where findings go.
    suppression
        Which are shown.
    """

    def __init__(
        self,
        bootstrap_servers: str,
        sinks: Sequence[Sink],
        suppression: Suppression | None = None,
    ) -> None:
        super().__init__()
        self.n_sent = 0
        self.n_undelivered = 0
        self.n_bad = 0
        self.suppression = suppression or Suppression()
        self._bootstrap_servers = bootstrap_servers
        self._sinks = tuple(sinks)
        self._n_open = 0
        self._queues: dict[str, asyncio.Queue[FindingView]] = {}
        self._consumer: AIOKafkaConsumer | None = None
        self._positions: dict[TopicPartition, int] = {}

    async def tell(self, finding: FindingView) -> None:
        """Hand one finding to every sink, past suppression."""
        for queue in self._queues.values():
            self._n_open += 1
            await queue.put(finding)

    @property
    def is_ready(self) -> bool:
        """Whether what is told reaches the sinks."""
        return bool(self._queues)

    async def on_start(self) -> None:
        for sink in self._sinks:
            self._queues[sink.name] = asyncio.Queue(_MOST_WAITING)
            self.add_future(self._deliver(sink, self._queues[sink.name]))

    async def on_stop(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(2.0):
                for queue in self._queues.values():
                    await queue.join()
        await self._commit()
        if self._consumer is not None:
            await self._consumer.stop()
        for sink in self._sinks:
            await sink.close()

    @Service.task
    async def _read(self) -> None:
        partitions = await partitions_of(self._bootstrap_servers, ALERTS)
        self._consumer = consumer = await start_reader(
            self._bootstrap_servers, *partitions, group_id="roguewatch-fan-out"
        )
        for partition in partitions:
            committed = await consumer.committed(partition)
            if committed is not None:
                consumer.seek(partition, committed)
        while not self.should_stop:
            batch = await consumer.getmany(timeout_ms=200, max_records=500)
            for partition, records in batch.items():
                for record in records:
                    await self._show(record.value or b"")
                self._positions[partition] = records[-1].offset + 1

    @Service.timer(_COMMIT_S)
    async def _commit_now_and_then(self) -> None:
        await self._commit()

    async def _show(self, body: bytes) -> None:
        try:
            finding = read_finding(body)
        except BadFinding as error:
            self.n_bad += 1
            _log.warning("a record of %s was passed over: %s", ALERTS, error)
            return
        if self.suppression.process_one(finding) in ("new", "update"):
            await self.tell(finding)
        for storm in self.suppression.collapsed():
            _log.warning(
                "%d more findings of severity %d in tenant %s were counted and not shown",
                storm.n_hidden,
                storm.severity_id,
                storm.tenant,
            )

    async def _deliver(self, sink: Sink, queue: asyncio.Queue[FindingView]) -> None:
        while True:
            finding = await queue.get()
            try:
                self.n_sent += await sink.send_one(finding)
            except SinkError as error:
                self.n_undelivered += 1
                _log.error("finding %s was not delivered: %s", finding.uid, error)
            finally:
                self._n_open -= 1
                queue.task_done()

    async def _commit(self) -> None:
        if self._consumer is None or not self._positions or self._n_open:
            return
        positions, self._positions = self._positions, {}
        try:
            await self._consumer.commit(positions)
        except KafkaError as error:
            _log.warning("the position in %s is not committed: %s", ALERTS, error)
