"""Each hour: fold all profiles into a snapshot, and say so in every partition."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError
from mode import Service

from alerts.keys import KeyRing
from baselines import Profile
from detectors.config import Config
from detectors.registry import make_detectors
from streams.assessing.scoring import shared_by
from streams.checkpoints import ProfileState
from streams.kafka.compacted import read_compacted
from streams.kafka.outage import is_outage
from streams.kafka.producer import start_producer
from streams.kafka.readers import partitions_of
from streams.kafka.security import client_settings
from streams.log import Record
from streams.metrics import MetricName
from streams.publication import Publication
from streams.restoration import Restoration
from streams.snapshot import Snapshot, build_snapshot
from streams.snapshots.config_topic import read_configs
from streams.snapshots.contents import SnapshotContents
from streams.snapshots.writer import SnapshotWriter
from streams.topics import ACTIONS, PROFILES, SNAPSHOTS

_log = logging.getLogger(__name__)

HOUR_S = 3_600
_LOOK_S = 10.0
_MOST_AHEAD = 1_000
_PATIENCE_S = 600.0


class SnapshotBuilder(Service):
    """Reads `agent-profiles` to its end and writes what agents are compared with.

    It keeps no state: what is due follows from the clock and from what the topics hold. While
    workers are far behind it waits, for ten minutes at most: a snapshot of half a history would
    count from the end of all of it.

    Parameters
    ----------
    bootstrap_servers
        Kafka brokers.
    keys
        Signs as `control`.
    clock
        Wall clock; the version is the number of hours since 1970.
    config
        What workers have in their files; the shipped configuration when not given.
    """

    def __init__(
        self,
        bootstrap_servers: str,
        keys: KeyRing,
        clock: Callable[[], float] = time.time,
        config: Config | None = None,
    ) -> None:
        super().__init__()
        self.is_ready = False
        self.n_written = 0
        self.version = 0
        self.config_version = 0
        self._bootstrap_servers = bootstrap_servers
        self._keys = keys
        self._clock = clock
        self.config = self._own = Config() if config is None else config
        """What is scored by now, published or not."""
        self._due_since: float | None = None
        self._producer: AIOKafkaProducer

    def figures(self) -> Mapping[MetricName, float]:
        """The present figures, for Prometheus."""
        return {
            "roguewatch_snapshots_written_total": self.n_written,
            "roguewatch_snapshot_version": self.version,
            "roguewatch_config_version": self.config_version,
        }

    async def on_start(self) -> None:
        self._producer, _ = await start_producer(self._bootstrap_servers)
        self.is_ready = True

    async def on_stop(self) -> None:
        await self._producer.stop()

    @Service.task
    async def _run(self) -> None:
        while not self.should_stop:
            try:
                is_due = int(self._clock()) // HOUR_S > self.version
                if is_due or await self._has_new_config():
                    await self.build_if_due()
            except KafkaError as error:
                # Who decides about stops lives in this process: it must not end with an outage.
                if not is_outage(error):
                    raise
                _log.warning("no snapshot can be written yet: %s", error)
            await self.sleep(_LOOK_S)

    async def build_if_due(self) -> Snapshot | None:
        """Write this hour's snapshot, unless it is there, or nothing is known, or too little."""
        hour = int(self._clock()) // HOUR_S
        places = await partitions_of(self._bootstrap_servers, ACTIONS)
        writer = SnapshotWriter(self._producer, self._keys, len(places))
        contents = SnapshotContents()
        async for record in self._read(SNAPSHOTS, 0):
            contents.add(record)
        writer.recall(contents)
        newest, revision = contents.newest, 0
        published = await self._published()
        if newest is not None and (last := contents.snapshot) is not None:
            self.config_version = last.publication.version
            if newest.version >= hour and published.version <= self.config_version:
                # Whoever wrote it may have died between its pointers.
                await writer.point(newest, float(newest.version * HOUR_S))
                self.version = newest.version
                return None
            if newest.version >= hour:
                hour, revision = newest.version, newest.revision + 1
        found = {}
        for place in places:
            found[place.partition] = restoration = Restoration(None)
            async for record in self._read(PROFILES, place.partition):
                restoration.add(record)
        if not any(restoration.n_agents for restoration in found.values()):
            return None
        if await self._must_wait(found):
            return None
        agents = sorted(
            (pair for restoration in found.values() for pair in restoration.agents()),
            key=lambda pair: pair[0],
        )
        snapshot = await asyncio.to_thread(
            build_snapshot,
            hour,
            float(hour * HOUR_S),
            _unpacked(agents),
            shared_by(make_detectors(published.config or self._own)),
        )
        snapshot = snapshot.with_published(published.pack(), revision)
        await writer.write(snapshot)
        self.n_written += 1
        self.config_version = published.version
        self.version, self._due_since = hour, None
        return snapshot

    async def _has_new_config(self) -> bool:
        return (await self._published()).version > self.config_version

    async def _published(self) -> Publication:
        """The newest published configuration that is valid here."""
        found = await read_configs(self._bootstrap_servers, self._keys)
        newest = max(found, key=lambda published: published.version, default=None)
        publication = Publication() if newest is None else newest.publication
        self.config = publication.config or self._own
        return publication

    def _read(self, topic: str, partition: int) -> AsyncIterator[Record]:
        return read_compacted(self._bootstrap_servers, topic, [partition])

    async def _must_wait(self, found: Mapping[int, Restoration]) -> bool:
        now = self._clock()
        self._due_since = now if self._due_since is None else self._due_since
        ahead = await self._n_ahead(found)
        if ahead <= _MOST_AHEAD:
            return False
        if now - self._due_since < _PATIENCE_S:
            return True
        _log.warning("snapshot built although workers are %d records behind", ahead)
        return False

    async def _n_ahead(self, found: Mapping[int, Restoration]) -> int:
        """How many records the profiles do not know yet, in the partition where most are."""
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self._bootstrap_servers,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            fetch_max_wait_ms=20,
            **client_settings(),
        )
        await consumer.start()
        try:
            most = 0
            for number, restoration in found.items():
                tp = TopicPartition(ACTIONS, number)
                state = restoration.partition
                offset = 0 if state is None else state.offset
                consumer.assign([tp])
                consumer.seek(tp, offset)
                while (end := consumer.highwater(tp)) is None:
                    await consumer.getmany(tp, timeout_ms=50, max_records=1)
                most = max(most, end - offset)
            return most
        finally:
            await consumer.stop()


def _unpacked(agents: list[tuple[str, ProfileState]]) -> Iterator[tuple[str, Profile]]:
    # One at a time: all decoded at once would take many times the memory.
    for key, state in agents:
        yield key, Profile.unpack(state.packed)
