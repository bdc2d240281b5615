"""The worker process on a broker: bad records, good ones, its end, and what it says of itself."""

import asyncio
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from streams.embedded_broker import free_port
from streams.events import ActionEvent, encode_event
from streams.kafka.compacted import read_compacted
from streams.kafka.producer import start_producer
from streams.log import Record
from streams.partitions.recorded import read_state
from streams.topics import ACTIONS, PROFILES, dlq

from .conftest import Broker
from .processes import Process, wait_until

N_MALFORMED = 10_000
KINDS = (b"\xff\xfe", b"{", b'{"tool": 1}', b"[]", b"a.b.c", b'{"a":' * 40)


@pytest.fixture
def port() -> int:
    """Return a port for metrics and health."""
    return free_port()


@pytest.fixture
def worker(environment: None, tmp_path: Path, port: int) -> Iterator[Process]:
    """Return a worker with a short session, so that a group forms soon."""
    arguments = ("worker", "--session-timeout-ms", "3000", "--metrics-port", str(port))
    with Process.of_command(tmp_path / "worker.log", *arguments) as process:
        yield process


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except urllib.error.URLError:
        return 0, ""


def figure(port: int, name: str) -> float:
    found = re.search(rf"^roguewatch_{name} (\S+)$", get(port, "/metrics")[1], re.MULTILINE)
    return float(found[1]) if found else -1.0


async def write(broker: Broker, records: list[tuple[bytes, bytes]]) -> None:
    producer, _ = await start_producer(broker.bootstrap_servers, linger_ms=5)
    for key, value in records:
        await producer.send(ACTIONS, value, key=key)
    await producer.stop()


async def read(broker: Broker, topic: str, n_partitions: int) -> list[Record]:
    found = read_compacted(broker.bootstrap_servers, topic, range(n_partitions))
    return [record async for record in found]


def test_ten_thousand_malformed_records_stop_nothing(
    broker: Broker, worker: Process, port: int
) -> None:
    """They end as dead letters with reasons, and the next good event is scored."""
    event = ActionEvent(
        event_id="good", time=datetime.now(UTC), agent_id="a", tool="read_mail", action="read"
    )
    key = event.key.encode()
    bad = [(key, KINDS[n % len(KINDS)] + str(n).encode()) for n in range(N_MALFORMED)]
    asyncio.run(write(broker, [*bad, (key, encode_event(event))]))
    wait_until(lambda: figure(port, "worker_records_total") > N_MALFORMED, 60.0)
    wait_until(lambda: figure(port, "worker_agents") == 1, 10.0)
    assert figure(port, "worker_restores_total") == 4
    assert figure(port, "worker_failures_total") == 0
    assert worker.stop() == 0
    letters = asyncio.run(read(broker, dlq(ACTIONS), 1))
    assert [letter.value for letter in letters] == [value for _, value in bad]
    assert all(dict(letter.headers)["reason"] for letter in letters)
    assert {dict(letter.headers)["stage"] for letter in letters} >= {b"limits", b"syntax"}
    state = asyncio.run(read_state(broker.bootstrap_servers, 4))
    assert state.keys() == ["default/a"]
    assert state["default/a"].last_offset == N_MALFORMED


def test_it_says_when_it_is_ready_and_ends_well(broker: Broker, worker: Process, port: int) -> None:
    wait_until(lambda: get(port, "/healthz") == (200, "ok\n"))
    wait_until(lambda: get(port, "/readyz") == (200, "ready\n"), 30.0)
    assert figure(port, "worker_partitions") == 4
    assert get(port, "/anything")[0] == 404
    assert worker.stop() == 0


def test_one_record_for_each_agent_and_checkpoint(
    broker: Broker, worker: Process, port: int
) -> None:
    """Not one for each event: the profile topic would be the bottleneck."""
    now = datetime.now(UTC)
    events = [
        ActionEvent(event_id=f"e{n}", time=now, agent_id=f"a{n % 5}", tool="t")
        for n in range(2_000)
    ]
    asyncio.run(write(broker, [(e.key.encode(), encode_event(e)) for e in events]))
    wait_until(lambda: figure(port, "worker_records_total") == 2_000, 60.0)
    assert worker.stop() == 0
    records = asyncio.run(read(broker, PROFILES, 4))
    assert len(records) < 200
    assert len(asyncio.run(read_state(broker.bootstrap_servers, 4))) == 5
