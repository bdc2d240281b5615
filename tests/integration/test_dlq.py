"""Dead letters are listed, shown as they are, and go back byte for byte."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner, Result

from roguewatch.cli.main import app
from streams.embedded_broker import EmbeddedBroker
from streams.events import ActionEvent, encode_event
from streams.kafka.compacted import read_compacted
from streams.kafka.producer import start_producer
from streams.log import Record
from streams.refused.dead_letters import DeadLetter
from streams.topics import ACTIONS, create_topics, dlq

from .kafka_broker import KafkaBroker

GOOD = encode_event(
    ActionEvent(event_id="e", time=datetime(2026, 1, 5, tzinfo=UTC), agent_id="a", tool="t")
)
HOSTILE = b'{"tool": "\x1b[2J\xff[bold]"'
LETTERS = [
    (b"default/a", GOOD, "schema", "refused by an older worker"),
    (b"default/b", HOSTILE, "syntax", "input \x1b[31m data was truncated"),
    (None, b"x.y.z", "control", "key must be trusted"),
    (b"default/c", None, "limits", "an event must start with '{'; got b''"),
    (b"default/d", b"{" * 1_000_000, "limits", "an event must be at most 65536 bytes"),
]


BROKERS = ["embedded", pytest.param("kafka", marks=pytest.mark.kafka)]


@contextmanager
def five_dead_letters(kind: str) -> Iterator[str]:
    with EmbeddedBroker() if kind == "embedded" else KafkaBroker() as broker:
        create_topics(broker.bootstrap_servers, 4, event_time=True)
        asyncio.run(bury(broker.bootstrap_servers))
        yield broker.bootstrap_servers


@pytest.fixture(params=BROKERS, scope="module")
def bootstrap_servers(request: pytest.FixtureRequest) -> Iterator[str]:
    """One broker with five dead letters, for all who only look."""
    with five_dead_letters(request.param) as servers:
        yield servers


@pytest.fixture(params=BROKERS)
def own_servers(request: pytest.FixtureRequest) -> Iterator[str]:
    """A broker of one's own, to write to."""
    with five_dead_letters(request.param) as servers:
        yield servers


async def bury(bootstrap_servers: str) -> None:
    producer, _ = await start_producer(bootstrap_servers)
    for offset, (key, value, stage, reason) in enumerate(LETTERS):
        record = SimpleNamespace(
            topic=ACTIONS, partition=2, offset=offset, key=key, value=value, headers=()
        )
        dead_key, dead_value, headers = DeadLetter(record, stage, reason).encode()
        await producer.send_and_wait(dlq(ACTIONS), dead_value, key=dead_key, headers=headers)
    await producer.stop()


def invoke(*arguments: str, bootstrap_servers: str) -> Result:
    command = ["dlq", *arguments, "--bootstrap-servers", bootstrap_servers]
    return CliRunner().invoke(app, command, catch_exceptions=False)


async def actions(bootstrap_servers: str) -> list[Record]:
    return [record async for record in read_compacted(bootstrap_servers, ACTIONS, range(4))]


def test_the_list_tells_stage_reason_and_origin(bootstrap_servers: str) -> None:
    output = invoke("list", bootstrap_servers=bootstrap_servers).stdout
    assert "agent-actions/2/1" in output
    assert "(cut)" in output
    assert "1 × control: key must be trusted" in output
    assert "\x1b" not in output


def test_the_list_is_json_for_programs(bootstrap_servers: str) -> None:
    output = invoke("list", "--json", bootstrap_servers=bootstrap_servers).stdout
    letters = [json.loads(line) for line in output.splitlines()]
    assert [letter["offset"] for letter in letters] == [0, 1, 2, 3, 4]
    assert letters[1]["value"].encode("latin-1") == HOSTILE
    assert [letter["is_whole"] for letter in letters] == [True, True, True, True, False]
    chosen = invoke("list", "--json", "--stage", "control", bootstrap_servers=bootstrap_servers)
    assert len(chosen.stdout.splitlines()) == 1


def test_one_is_shown_escaped_or_as_it_is(bootstrap_servers: str) -> None:
    shown = invoke("show", "1", bootstrap_servers=bootstrap_servers)
    assert "stage    syntax" in shown.stdout
    assert "from     agent-actions/2/1" in shown.stdout
    assert "\x1b" not in shown.stdout
    raw = invoke("show", "1", "--raw", bootstrap_servers=bootstrap_servers)
    assert raw.stdout_bytes == HOSTILE
    assert invoke("show", "99", bootstrap_servers=bootstrap_servers).exit_code == 1


def test_replayed_records_are_the_refused_ones_byte_for_byte(own_servers: str) -> None:
    """What was cut is no longer the record; what had no key goes back to its own partition."""
    result = invoke("replay", "--all", bootstrap_servers=own_servers)
    assert result.exit_code == 0, result.output
    assert result.stdout == "replayed 4 records to agent-actions; 1 were cut and left out\n"
    found = asyncio.run(actions(own_servers))
    assert {(record.key, record.value) for record in found} == {
        (key, value) for key, value, *_ in LETTERS[:4]
    }
    [control] = [record for record in found if record.key is None]
    assert control.partition == 2
    [good] = [record for record in found if record.value == GOOD]
    assert good.timestamp == 1_767_571_200_000
    assert dict(good.headers)["replayed_from"] == b"agent-actions.dlq/0/0"


def test_single_letters_are_replayed_by_offset(own_servers: str) -> None:
    result = invoke("replay", "0", "99", bootstrap_servers=own_servers)
    assert result.exit_code == 1
    assert "replayed 1 records" in result.stdout
    assert "no dead letter at 99" in result.stderr
    assert [record.value for record in asyncio.run(actions(own_servers))] == [GOOD]


def test_replay_wants_to_know_what(bootstrap_servers: str) -> None:
    assert invoke("replay", bootstrap_servers=bootstrap_servers).exit_code == 2
    assert invoke("replay", "0", "--all", bootstrap_servers=bootstrap_servers).exit_code == 2


def test_a_topic_without_dead_letters_has_none(bootstrap_servers: str) -> None:
    result = invoke("list", "--topic", "otlp_spans", bootstrap_servers=bootstrap_servers)
    assert "No dead letters." in result.stdout


def test_a_topic_nobody_has_is_a_message(bootstrap_servers: str) -> None:
    """Otherwise a slip of the pen reads like good news."""
    for command in (["list"], ["show", "0"], ["replay", "--all"]):
        result = invoke(*command, "--topic", "actions", bootstrap_servers=bootstrap_servers)
        assert result.exit_code == 2
        assert "topic actions.dlq must exist" in result.stderr


def test_no_broker_is_a_message() -> None:
    result = invoke("list", bootstrap_servers="127.0.0.1:1")
    assert result.exit_code == 2
    assert "Kafka must answer at 127.0.0.1:1" in result.output
