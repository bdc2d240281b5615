"""The second stage, run once: first uses and alerts of all agents, and what they have in common."""

import logging
import time
from collections.abc import Callable, Mapping

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError
from mode import Service

from alerts.alert import Alert
from alerts.finding import encode_finding
from alerts.finding_view import BadFinding
from alerts.first_use import BadFirstUse, decode_first
from alerts.fleet.deviation import Deviation, read_deviation
from alerts.fleet.fleet import Fleet
from alerts.fleet.groups import DAY_S, WINDOW_S
from detectors.config import Config
from streams.kafka.compacted import read_compacted
from streams.kafka.outage import is_outage
from streams.kafka.producer import start_producer
from streams.kafka.readers import partitions_of, start_reader
from streams.metrics import MetricName
from streams.topics import ALERTS, FIRSTS

_log = logging.getLogger(__name__)
_FIRSTS = TopicPartition(FIRSTS, 0)
_AGAIN_S = 1.0
_LOOK_BACK_S = WINDOW_S + DAY_S + 3_600.0


class FleetStage(Service):
    """Folds `agent-firsts` and `agent-alerts`, and writes what follows to `agent-alerts`.

    It keeps nothing: at its start it folds all first uses and the last day's alerts, says nothing
    about what lies before its committed position, and of the rest only what does not stand in
    `agent-alerts` yet. So a restart loses nothing and doubles nothing. Written before committed.

    Parameters
    ----------
    bootstrap_servers
        Kafka brokers.
    config
        Says by which configuration to judge now.
    clock
        Wall clock: how far back the alerts of the last day lie.
    """

    def __init__(
        self,
        bootstrap_servers: str,
        config: Callable[[], Config] = Config,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__()
        self.n_told = 0
        self.n_bad = 0
        self.is_ready = False
        """Whether all that was there at the start is folded."""
        self._bootstrap_servers = bootstrap_servers
        self._config = config
        self._clock = clock
        self._config_hash = config().hash
        self.fleet = Fleet(config())
        self._told: set[tuple[str, float]] = set()
        self._consumer: AIOKafkaConsumer
        self._producer: AIOKafkaProducer

    def figures(self) -> Mapping[MetricName, float]:
        """The present figures, for Prometheus."""
        return {
            "roguewatch_fleet_alerts_total": self.n_told,
            "roguewatch_fleet_odd_total": sum(self.fleet.n_odd.values()),
            "roguewatch_fleet_symbols": len(self.fleet.uses),
            "roguewatch_fleet_refused_total": self.fleet.uses.n_refused,
        }

    async def on_start(self) -> None:
        self._producer, _ = await start_producer(self._bootstrap_servers)
        alerts = await partitions_of(self._bootstrap_servers, ALERTS)
        self._consumer = await start_reader(
            self._bootstrap_servers, _FIRSTS, *alerts, group_id="roguewatch-fleet"
        )

    async def on_stop(self) -> None:
        await self._consumer.stop()
        await self._producer.stop()

    @Service.task
    async def _run(self) -> None:
        while not self.should_stop:
            try:
                await self._follow(await self._restore())
            except KafkaError as error:
                # Who decides about stops lives in this process: it must not end with an outage.
                if not is_outage(error):
                    raise
                _log.warning("what agents have in common is read anew: %s", error)
                self._forget()
                await self.sleep(_AGAIN_S)

    def _forget(self) -> None:
        """All of it stands in the topics."""
        self.is_ready = False
        self.fleet = Fleet(self._config())
        self._config_hash = self._config().hash
        self._told.clear()

    async def _follow(self, positions: dict[TopicPartition, int]) -> None:
        for place, position in positions.items():
            self._consumer.seek(place, position)
        self.is_ready = True
        while not self.should_stop:
            batch = await self._consumer.getmany(timeout_ms=200, max_records=2_000)
            # What agents use first: a pattern of alerts says since when a release is out.
            for place in sorted(batch, key=lambda place: (place.topic != FIRSTS, place.partition)):
                for record in batch[place]:
                    await self._tell(self._fold(place.topic, record.value or b""))
                positions[place] = batch[place][-1].offset + 1
            if batch:
                await self._commit(positions)

    async def _restore(self) -> dict[TopicPartition, int]:
        """Fold what stands there, and tell what was not told; return the positions to go on at."""
        since = await self._consumer.offsets_for_times(
            {
                place: int((self._clock() - _LOOK_BACK_S) * 1_000)
                for place in self._consumer.assignment()
                if place.topic == ALERTS
            }
        )
        waiting: list[tuple[str, bytes]] = []
        positions: dict[TopicPartition, int] = {}
        for place in sorted(self._consumer.assignment(), key=lambda p: (p.topic, p.partition)):
            judged = await self._consumer.committed(place) or 0
            found = since.get(place)
            start = 0 if place.topic == FIRSTS else judged if found is None else found.offset
            positions[place] = max(start, judged)
            records = read_compacted(self._bootstrap_servers, place.topic, [place.partition], start)
            async for record in records:
                positions[place] = record.offset + 1
                value = record.value or b""
                self._recognise(place.topic, value)
                if record.offset < judged:
                    self._fold(place.topic, value)
                else:
                    waiting.append((place.topic, value))
        for topic, value in sorted(waiting, key=lambda one: one[0] != FIRSTS):
            await self._tell(self._fold(topic, value))
        await self._commit(positions)
        return positions

    def _recognise(self, topic: str, value: bytes) -> None:
        """Note what this stage has said before."""
        deviation = self._read(value) if topic == ALERTS else None
        if deviation is not None and set(deviation.detectors) & self.fleet.n_odd.keys():
            self._told.add((deviation.uid, deviation.time))

    def _fold(self, topic: str, value: bytes) -> tuple[Alert, ...]:
        config = self._config()
        if config.hash != self._config_hash:
            self.fleet.use(config)
            self._config_hash = config.hash
        if topic == ALERTS:
            deviation = self._read(value)
            return () if deviation is None else self.fleet.process_deviation(deviation)
        try:
            return self.fleet.process_first(decode_first(value))
        except BadFirstUse as error:
            self.n_bad += 1
            _log.warning("a record of %s was passed over: %s", FIRSTS, error)
            return ()

    def _read(self, value: bytes) -> Deviation | None:
        try:
            return read_deviation(value)
        except BadFinding:
            # The fan-out reads it, too, and says so.
            self.n_bad += 1
            return None

    async def _tell(self, alerts: tuple[Alert, ...]) -> None:
        for alert in alerts:
            key = alert.alert_id, round(alert.time * 1_000) / 1_000
            if key in self._told:
                continue
            await self._producer.send_and_wait(
                ALERTS, encode_finding(alert), key=alert.key.encode()
            )
            self._told.add(key)
            self.n_told += 1

    async def _commit(self, positions: Mapping[TopicPartition, int]) -> None:
        await self._consumer.commit(dict(positions))
