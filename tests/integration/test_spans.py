"""The collector's topic becomes action events, once, whatever happens to the process between."""

import asyncio
import time
from pathlib import Path

from kafka.admin import KafkaAdminClient

from streams.decoding import decode_event
from streams.events import ActionEvent
from streams.kafka.compacted import read_compacted
from streams.kafka.producer import start_producer
from streams.topics import ACTIONS, SPANS, dlq
from tests.streams.sources.otlp import as_json, as_protobuf, request, span

from .conftest import Broker
from .processes import Process, wait_until
from .steps import values

CALL = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "delete_file"}
CALL |= {"gen_ai.agent.id": "janitor", "gen_ai.tool.call.arguments": '{"path": "/srv/cache"}'}


def collect(broker: Broker, *records: bytes) -> None:
    """Write as the collector's Kafka exporter does: without a key."""

    async def run() -> None:
        producer, _ = await start_producer(broker.bootstrap_servers)
        for value in records:
            await producer.send_and_wait(SPANS, value)
        await producer.stop()

    asyncio.run(run())


def events(broker: Broker) -> list[ActionEvent]:
    async def run() -> list[ActionEvent]:
        records = read_compacted(broker.bootstrap_servers, ACTIONS, range(4))
        return [decode_event(record.value or b"") async for record in records]

    return asyncio.run(run())


def start(tmp_path: Path) -> Process:
    return Process.of_command(tmp_path / "spans.log", "spans", "--settle", "0.5", "--orphan", "1")


def test_calls_arrive_once_and_what_is_bad_is_kept_with_its_reason(
    broker: Broker, environment: None, tmp_path: Path
) -> None:
    admin = KafkaAdminClient(bootstrap_servers=broker.bootstrap_servers)
    new = {"num_partitions": 2, "replication_factor": 1}
    admin.create_topics({SPANS: new}, timeout_ms=30_000, wait_for_metadata=True)
    admin.close()
    first = as_protobuf(request(span(1, "x", CALL), span(9, "chat")))
    second = as_json(request(span(2, "x", CALL)))
    with start(tmp_path) as process:
        collect(broker, first, second, b"syslog")
        wait_until(lambda: len(events(broker)) == 2)
        process.kill()
    inner = {"mcp.method.name": "tools/call", "gen_ai.tool.name": "delete_file"}
    late = span(3, "tools/call delete_file", inner, parent=1, kind="client")
    collect(broker, as_protobuf(request(late, resource={"service.name": "s"})), first)
    with start(tmp_path):
        collect(broker, as_protobuf(request(span(4, "x", CALL))))
        wait_until(lambda: len(events(broker)) == 3)
        # Twice as long as the late span waits for those around it.
        time.sleep(1.0)
    found = events(broker)
    assert sorted(event.event_id[-1] for event in found) == ["1", "2", "4"]
    assert {(event.agent_id, event.action, event.resource) for event in found} == {
        ("janitor", "delete", "/srv/cache")
    }
    assert set(values(broker, dlq(SPANS))) == {b"syslog"}
