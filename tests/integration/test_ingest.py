"""What `ingest` writes is what `replay` reads: same events, same order, same snapshots."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from alerts.keys import KeyRing, init_keys
from detectors.config import Config
from roguewatch.cli.main import app
from streams.decoding import decode_event
from streams.embedded_broker import EmbeddedBroker
from streams.events import ActionEvent, encode_event
from streams.kafka.compacted import read_compacted
from streams.log import Record
from streams.replay import Replay
from streams.snapshot import Snapshot
from streams.snapshot_pointer import open_pointer
from streams.topics import ACTIONS, create_topics

from .conftest import Broker
from .kafka_broker import KafkaBroker

N_PARTITIONS = 3
START = datetime(2026, 1, 5, 10, 30, tzinfo=UTC)


@pytest.fixture
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take neither settings nor keys from the machine the tests run on."""
    init_keys(tmp_path / "keys")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROGUEWATCH_KEYS_DIR", str(tmp_path / "keys"))
    monkeypatch.setenv("ROGUEWATCH_PARTITIONS", str(N_PARTITIONS))


@pytest.fixture(params=["embedded", pytest.param("kafka", marks=pytest.mark.kafka)])
def bare_broker(request: pytest.FixtureRequest) -> Iterator[Broker]:
    """Return a broker without any topic."""
    with EmbeddedBroker() if request.param == "embedded" else KafkaBroker() as running:
        yield running


def history() -> list[ActionEvent]:
    """Four agents, an event each ten minutes, over five hours."""
    return [
        ActionEvent(
            event_id=f"e{i}",
            time=START + timedelta(minutes=10 * (i // 4)),
            agent_id=f"agent-{i % 4}",
            tool="read_file",
            action="read",
        )
        for i in range(120)
    ]


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["ingest", *map(str, arguments)], catch_exceptions=False)


async def records(bootstrap_servers: str) -> dict[int, list[Record]]:
    found: dict[int, list[Record]] = {}
    async for record in read_compacted(bootstrap_servers, ACTIONS, range(N_PARTITIONS)):
        found.setdefault(record.partition, []).append(record)
    return found


@pytest.mark.usefixtures("own_settings")
def test_the_topic_equals_the_file(tmp_path: Path, bare_broker: Broker) -> None:
    """Events in order, and in every partition each hour's pointer before that hour's events."""
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"\n".join([*map(encode_event, reversed(history())), b"nonsense"]))
    keys = KeyRing.load(tmp_path / "keys")
    assert keys.hash_key is not None
    expected: list[Snapshot] = []
    for _ in Replay(Config(), keys.hash_key, on_snapshot=expected.append).run(history()):
        pass
    result = invoke(path, "--bootstrap-servers", bare_broker.bootstrap_servers)
    assert result.exit_code == 0, result.output
    found = asyncio.run(records(bare_broker.bootstrap_servers))
    assert "sent 120 events to 3 partitions" in result.stdout
    assert "left out, bad: 1" in result.stdout
    events: list[ActionEvent] = []
    for partition in range(N_PARTITIONS):
        hour = 0
        pointers: list[tuple[int, str]] = []
        for record in found[partition]:
            assert record.value is not None
            if record.value.startswith(b"{"):
                event = decode_event(record.value)
                events.append(event)
                assert record.timestamp == int(event.timestamp * 1_000)
                assert record.key == event.key.encode()
                assert not pointers or event.timestamp // 3_600 >= hour
            else:
                pointer = open_pointer(record.value, keys)
                hour = pointer.version
                pointers.append((pointer.version, pointer.hash))
        assert pointers == [(snapshot.version, snapshot.hash) for snapshot in expected]
    assert sorted(events, key=lambda e: int(e.event_id[1:])) == history()


@pytest.mark.usefixtures("own_settings")
def test_a_topic_that_would_not_equal_the_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"\n".join(map(encode_event, history())))
    with EmbeddedBroker() as broker:
        assert invoke(path, "--bootstrap-servers", broker.bootstrap_servers).exit_code == 0
        again = invoke(path, "--bootstrap-servers", broker.bootstrap_servers)
        assert again.exit_code == 2
        assert "agent-actions must be empty" in again.stderr
        appended = invoke(path, "--bootstrap-servers", broker.bootstrap_servers, "--append")
        assert appended.exit_code == 0


@pytest.mark.usefixtures("own_settings")
def test_the_partitions_that_are_there_count(tmp_path: Path) -> None:
    """Their number is fixed at creation, whatever the settings say now."""
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"\n".join(map(encode_event, history())))
    with EmbeddedBroker() as broker:
        create_topics(broker.bootstrap_servers, 2, event_time=True)
        result = invoke(path, "--bootstrap-servers", broker.bootstrap_servers)
        assert "to 2 partitions" in result.stdout


@pytest.mark.usefixtures("own_settings")
def test_an_event_before_1970_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(
        b'{"event_id": "e", "time": "1969-12-31T23:59:59Z", "agent_id": "a", "tool": "t"}'
    )
    with EmbeddedBroker() as broker:
        result = invoke(path, "--bootstrap-servers", broker.bootstrap_servers)
    assert "left out, bad: 1 × source: a time before 1970" in result.stdout


@pytest.mark.usefixtures("own_settings")
def test_no_broker_and_no_keys_are_messages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "events.jsonl"
    path.touch()
    result = invoke(path, "--bootstrap-servers", "127.0.0.1:1")
    assert result.exit_code == 2
    assert "Kafka must answer at 127.0.0.1:1" in result.stderr
    monkeypatch.setenv("ROGUEWATCH_KEYS_DIR", str(tmp_path / "none"))
    result = invoke(path)
    assert result.exit_code == 2
    assert "keys init" in result.stderr


@pytest.mark.kafka
@pytest.mark.usefixtures("own_settings")
def test_a_live_topic_is_refused(tmp_path: Path) -> None:
    """It stamps its own clock on every record, so a year of history would be judged as one minute.

    The embedded broker keeps every record's own time, and has nothing to refuse.
    """
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"\n".join(map(encode_event, history())))
    with KafkaBroker() as broker:
        create_topics(broker.bootstrap_servers, N_PARTITIONS)
        result = invoke(path, "--bootstrap-servers", broker.bootstrap_servers)
    assert result.exit_code == 2
    assert "must be CreateTime for a history; got LogAppendTime" in result.stderr
