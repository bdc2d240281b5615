"""A finding reaches every sink once, and a sink that is down delays no other."""

import asyncio

from mode import Service

from alerts.finding import encode_finding
from alerts.finding_view import FindingView
from alerts.sinks import Sink, SinkError
from streams.fan_out import FanOut
from streams.kafka.producer import start_producer
from streams.topics import ALERTS
from tests.alerts.make import make_alert

from .conftest import Broker


class Inbox(Sink):
    """Keeps what it gets, or refuses it slowly."""

    def __init__(self, name: str, is_up: bool = True) -> None:
        super().__init__()
        self.name = name
        self.is_up = is_up
        self.got: list[str] = []

    async def _send(self, finding: FindingView) -> None:
        if not self.is_up:
            await asyncio.sleep(0.2)
            raise SinkError("away")
        self.got.append(finding.uid)


async def write(servers: str, *alert_ids: str, junk: bytes = b"") -> None:
    producer, _ = await start_producer(servers)
    for alert_id in alert_ids:
        alert = make_alert(alert_id=alert_id, agent_id=f"agent-{alert_id}")
        await producer.send_and_wait(ALERTS, encode_finding(alert), key=alert.key.encode())
    if junk:
        await producer.send_and_wait(ALERTS, junk, key=b"default/x")
    await producer.stop()


async def until(services: Service, inbox: Inbox, n: int) -> None:
    async with asyncio.timeout(20.0):
        while len(inbox.got) < n and not services.crashed:
            await asyncio.sleep(0.02)


async def test_findings_come_once_also_over_a_restart(broker: Broker) -> None:
    servers = broker.bootstrap_servers
    inbox, down = Inbox("inbox"), Inbox("down", is_up=False)
    await write(servers, "a", "b", "a", junk=b"no finding")
    first = FanOut(servers, [down, inbox])
    async with first:
        await until(first, inbox, 2)
        await asyncio.sleep(0.6)
    assert sorted(inbox.got) == ["a", "b"]
    assert (first.n_sent, first.n_undelivered, first.n_bad) == (2, 2, 1)
    await write(servers, "c")
    second = FanOut(servers, [inbox])
    async with second:
        await until(second, inbox, 3)
        await asyncio.sleep(0.3)
    assert sorted(inbox.got) == ["a", "b", "c"]
