"""A broker that dies and comes back: the same process goes on, and nothing is lost."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alerts.key_files import init_keys
from streams.embedded_broker import free_port
from streams.events import ActionEvent, encode_event
from streams.partitions.recorded import read_state
from streams.topics import create_topics

from .kafka_broker import KafkaBroker
from .processes import Process, wait_until
from .test_snapshot_builder import write_profiles
from .test_worker import figure, get, write

pytestmark = pytest.mark.kafka


@pytest.fixture
def kafka() -> Iterator[KafkaBroker]:
    """Return a broker whose data outlives it."""
    with KafkaBroker() as running:
        create_topics(running.bootstrap_servers)
        yield running


def records(first: int, n: int) -> list[tuple[bytes, bytes]]:
    now = datetime.now(UTC)
    events = [
        ActionEvent(event_id=f"e{i}", time=now, agent_id=f"a{i % 7}", tool="read_mail")
        for i in range(first, first + n)
    ]
    return [(event.key.encode(), encode_event(event)) for event in events]


def test_the_worker_goes_on_where_the_broker_stood(kafka: KafkaBroker, tmp_path: Path) -> None:
    init_keys(tmp_path / "keys")
    port = free_port()
    arguments = (
        *("worker", "--bootstrap-servers", kafka.bootstrap_servers),
        *("--keys-dir", str(tmp_path / "keys")),
        *("--session-timeout-ms", "3000", "--metrics-port", str(port)),
    )
    with Process.of_command(tmp_path / "worker.log", *arguments) as worker:
        asyncio.run(write(kafka, records(0, 500)))
        wait_until(lambda: figure(port, "worker_records_total") >= 500, 60.0)
        kafka.kill()
        kafka.start()
        asyncio.run(write(kafka, records(500, 500)))
        wait_until(lambda: figure(port, "worker_records_total") >= 1_000, 60.0)
        wait_until(lambda: figure(port, "worker_lag") == 0, 60.0)
        assert worker.stop(30.0) == 0
    state = asyncio.run(read_state(kafka.bootstrap_servers, 4))
    assert state.keys() == [f"default/a{i}" for i in range(7)]


def test_control_outlives_an_outage_and_says_meanwhile_that_it_hears_nothing(
    kafka: KafkaBroker, tmp_path: Path
) -> None:
    """Who decides about stops must be there when the broker is."""
    asyncio.run(write_profiles(kafka.bootstrap_servers))
    init_keys(tmp_path / "keys")
    port = free_port()
    arguments = (
        *("control", "--bootstrap-servers", kafka.bootstrap_servers),
        *("--keys-dir", str(tmp_path / "keys"), "--metrics-port", str(port)),
    )
    with Process.of_command(tmp_path / "control.log", *arguments) as control:
        control.wait_for("control, mode shadow")
        wait_until(lambda: is_ready(port), 60.0)
        # Whoever is in the middle of reading waits without a word until it can go on.
        wait_until(lambda: figure(port, "snapshots_written_total") >= 1, 60.0)
        kafka.kill()
        control.wait_for("no snapshot can be written yet", 60.0)
        control.wait_for("no contact for", 60.0)
        assert not is_ready(port)
        assert len(control.lines) < 100, "a log that nobody can read"
        kafka.start()
        wait_until(lambda: is_ready(port), 60.0)
        control.wait_for("Kafka answers again", 60.0)
        assert control.stop(30.0) == 0


def is_ready(port: int) -> bool:
    try:
        return get(port, "/readyz")[0] == 200
    except OSError:
        return False
