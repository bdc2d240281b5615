"""The hourly snapshot follows from the clock and the topics, and from nothing kept in between."""

import asyncio

from alerts.keys import KeyRing
from detectors.config import Config
from roguewatch.evaluation.crash.traffic import CrashTraffic
from streams.checkpoints import PARTITION_KEY, PartitionState, ProfileState, encode_state
from streams.kafka.compacted import read_compacted
from streams.kafka.producer import start_producer
from streams.replay import Replay
from streams.snapshot import Snapshot
from streams.snapshot_pointer import SnapshotPointer, open_pointer
from streams.snapshots.builder import HOUR_S, SnapshotBuilder
from streams.topics import ACTIONS, PROFILES

from .conftest import Broker

NOON = 1_767_614_400.0
KEYS = KeyRing.generate()


async def write_profiles(servers: str, n_known: int = 0) -> None:
    replay = Replay(Config(), b"0" * 32)
    for event in CrashTraffic(1, 600, n_agents=20, n_incidents=2).events():
        replay.process_one(event)
    producer, _ = await start_producer(servers)
    for key, profile in replay.profiles.items_sorted():
        state = encode_state(ProfileState(1, 5, "key", profile.pack()))
        await producer.send_and_wait(PROFILES, state, key=key.encode())
    for number in range(4):
        own = encode_state(PartitionState(1, n_known, "key"))
        await producer.send_and_wait(PROFILES, own, key=PARTITION_KEY, partition=number)
    await producer.stop()


async def pointers(servers: str) -> list[SnapshotPointer]:
    records = [record async for record in read_compacted(servers, ACTIONS, range(4))]
    return [open_pointer(record.value or b"", KEYS) for record in records]


async def build(servers: str, time: float) -> Snapshot | None:
    """What a builder that has just started does at this time."""
    builder = SnapshotBuilder(servers, KEYS, clock=lambda: time)
    await builder.on_start()
    try:
        return await builder.build_if_due()
    finally:
        await builder.on_stop()


def test_each_hour_has_one_snapshot_and_a_pointer_in_every_partition(broker: Broker) -> None:
    async def run() -> None:
        servers = broker.bootstrap_servers
        assert await build(servers, NOON) is None
        await write_profiles(servers)
        snapshot = await build(servers, NOON)
        assert snapshot is not None
        assert snapshot.version == NOON // HOUR_S
        assert [p.hash for p in await pointers(servers)] == [snapshot.hash] * 4

    asyncio.run(run())


def test_a_builder_that_starts_again_points_again_and_builds_nothing(broker: Broker) -> None:
    """The one before it may have died between two pointers."""

    async def run() -> None:
        servers = broker.bootstrap_servers
        await write_profiles(servers)
        assert await build(servers, NOON) is not None
        assert await build(servers, NOON + 60) is None
        assert len(set(await pointers(servers))) == 1
        assert len(await pointers(servers)) == 8
        later = await build(servers, NOON + HOUR_S)
        assert later is not None
        assert later.version == NOON // HOUR_S + 1

    asyncio.run(run())


def test_it_waits_for_workers_that_are_far_behind(broker: Broker) -> None:
    """A snapshot of half a history would count from the end of all of it."""

    async def run() -> None:
        servers = broker.bootstrap_servers
        await write_profiles(servers)
        producer, _ = await start_producer(servers, linger_ms=5)
        for _ in range(1_500):
            await producer.send(ACTIONS, b"{}", partition=0)
        await producer.stop()
        assert await build(servers, NOON) is None

    asyncio.run(run())
