"""What tests of the killswitch do, and what they look at."""

import asyncio
from pathlib import Path

from aiokafka import AIOKafkaProducer
from typer.testing import CliRunner

from alerts.ack import Ack, decode_report
from alerts.keys import KeyRing
from alerts.ledger import LedgerView
from alerts.stop_request import StopRequest, encode_request
from roguewatch.cli.main import app
from streams.kafka.compacted import read_compacted
from streams.killswitch.ledger_reader import read_view
from streams.topics import ACKS, STOP_REQUESTS

from .conftest import Broker
from .processes import Process

HERE = Path(__file__).parent
AGENT = str(HERE / "acting_agent.py")
ME = "default/mail-1"


def start_agent(tmp_path: Path, name: str, agent_id: str = "mail-1") -> Process:
    return Process(tmp_path / f"{name}.log", AGENT, agent_id, "60")


def send(broker: Broker, topic: str, value: str, key: str = ME) -> None:
    async def run() -> None:
        producer = AIOKafkaProducer(bootstrap_servers=broker.bootstrap_servers)
        await producer.start()
        await producer.send_and_wait(topic, value.encode(), key=key.encode())
        await producer.stop()

    asyncio.run(run())


def ask(broker: Broker, keys: KeyRing, request: StopRequest) -> None:
    role = "operator" if request.is_manual else "worker"
    send(broker, STOP_REQUESTS, encode_request(request, keys, role), request.key)


def values(broker: Broker, topic: str, partition: int = 0) -> list[bytes]:
    async def run() -> list[bytes]:
        records = read_compacted(broker.bootstrap_servers, topic, [partition])
        return [record.value or b"" async for record in records]

    return asyncio.run(run())


def ledger(broker: Broker, keys: KeyRing) -> LedgerView:
    return asyncio.run(read_view(broker.bootstrap_servers, keys))


def say(*arguments: str) -> str:
    result = CliRunner().invoke(app, [*arguments])
    assert result.exit_code == 0, result.output
    return result.output


def answers(broker: Broker, keys: KeyRing, request: StopRequest) -> list[str]:
    reports = [decode_report(value, keys) for value in values(broker, ACKS)]
    return [
        report.result
        for report in reports
        if isinstance(report, Ack) and report.cmd_id == request.request_id
    ]
