"""What several agents have in common is told of once, whatever is stopped and started again."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import KafkaConnectionError

from alerts.finding import encode_finding
from alerts.finding_view import read_finding
from alerts.first_use import FirstUse, encode_first
from streams import fleet_stage
from streams.fleet_stage import FleetStage
from streams.kafka.compacted import read_compacted
from streams.kafka.producer import start_producer
from streams.kafka.readers import partitions_of, start_reader
from streams.log import Record
from streams.topics import ALERTS, FIRSTS
from tests.alerts.fleet.telling import DAY_9, NAMES, heard, use
from tests.alerts.make import make_alert

from .conftest import Broker


async def write(servers: str, uses: Iterable[FirstUse], junk: bytes = b"") -> None:
    producer, _ = await start_producer(servers)
    for one in uses:
        await producer.send(FIRSTS, encode_first(one), key=one.record_key)
    if junk:
        await producer.send(FIRSTS, junk, key=b"junk")
    await producer.stop()


async def write_deviations(servers: str, n: int) -> None:
    producer, _ = await start_producer(servers)
    for i in range(n):
        alert = make_alert(
            alert_id=f"a{i}", agent_id=f"agent-{i}", time=DAY_9 + i, cohort="mail", evidence=()
        )
        await producer.send_and_wait(ALERTS, encode_finding(alert), key=alert.key.encode())
    await producer.stop()


async def told(servers: str) -> list[tuple[str, str]]:
    """Every alert about several agents, as it stands in the topic."""
    partitions = [place.partition for place in await partitions_of(servers, ALERTS)]
    findings = [
        read_finding(r.value or b"") async for r in read_compacted(servers, ALERTS, partitions)
    ]
    return sorted(
        (finding.detectors[0], finding.agent)
        for finding in findings
        if finding.detectors[0] in NAMES
    )


async def run_stage(servers: str, n_expected: int) -> FleetStage:
    """Run until so much was told, and a little longer."""
    stage = FleetStage(servers, heard)
    async with stage:
        async with asyncio.timeout(20.0):
            while not stage.is_ready or len(await told(servers)) < n_expected:
                await asyncio.sleep(0.05)
        await asyncio.sleep(0.5)
        assert not stage.crashed
    return stage


async def go_back(servers: str) -> None:
    """Put the committed position back to the beginning, as a crash before the commit would."""
    places = [TopicPartition(FIRSTS, 0), *await partitions_of(servers, ALERTS)]
    consumer = await start_reader(servers, *places, group_id="roguewatch-fleet")
    await consumer.commit(dict.fromkeys(places, 0))
    await consumer.stop()


def fleet() -> list[FirstUse]:
    return [use("credential", f"c{n}", f"agent-{n}") for n in range(100)]


def test_a_shared_credential_is_told_of_once_over_restarts_and_a_crash(broker: Broker) -> None:
    async def run() -> None:
        servers = broker.bootstrap_servers
        await write(servers, fleet(), junk=b"no first use")
        await write(servers, [use("credential", "c7", "agent-3", DAY_9, n_known=1)])
        one = [("shared_credential", "agent-3")]
        first = await run_stage(servers, 1)
        assert (await told(servers), first.n_told, first.n_bad) == (one, 1, 1)
        # What comes while it is down is told of when it is back, and nothing again.
        await write(servers, [use("credential", "c8", "agent-4", DAY_9, n_known=1)])
        two = [*one, ("shared_credential", "agent-4")]
        assert (await run_stage(servers, 2)).n_told == 1
        await go_back(servers)
        assert (await run_stage(servers, 2)).n_told == 0
        assert await told(servers) == two

    asyncio.run(run())


def test_agents_of_one_cohort_that_deviate_at_once_are_one_alert(broker: Broker) -> None:
    async def run() -> None:
        servers = broker.bootstrap_servers
        await write(servers, fleet())
        await write_deviations(servers, 5)
        await run_stage(servers, 1)
        assert await told(servers) == [("release_shift", "cohort mail")]
        await go_back(servers)
        await run_stage(servers, 1)
        assert await told(servers) == [("release_shift", "cohort mail")]

    asyncio.run(run())


def test_an_outage_in_the_middle_of_its_reading_delays_it_and_no_more(
    broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stops are decided in the same process."""
    n_failed = 0

    async def read_and_fail(*args: Any) -> AsyncIterator[Record]:
        nonlocal n_failed
        async for record in read_compacted(*args):
            yield record
        if n_failed < 2:
            n_failed += 1
            raise KafkaConnectionError("the broker is away")

    async def run() -> None:
        servers = broker.bootstrap_servers
        await write(servers, fleet())
        await write(servers, [use("credential", "c7", "agent-3", DAY_9, n_known=1)])
        monkeypatch.setattr(fleet_stage, "read_compacted", read_and_fail)
        assert (await run_stage(servers, 1)).n_told == 1
        assert await told(servers) == [("shared_credential", "agent-3")]

    asyncio.run(run())
    assert n_failed == 2
