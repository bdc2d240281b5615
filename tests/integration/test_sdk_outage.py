"""Kafka goes away, or is not there yet: the agent goes on, and nothing is lost that fits."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from roguewatch.sdk import Agent, Stopped
from streams.embedded_broker import EmbeddedBroker, free_port
from streams.topics import create_topics

from .kafka_broker import KafkaBroker
from .processes import Process
from .test_sdk import events


@pytest.fixture
def absent(keys_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddedBroker]:
    """Return a broker that is not there yet, and to which this process points."""
    broker = EmbeddedBroker(free_port())
    monkeypatch.setenv("ROGUEWATCH_BOOTSTRAP_SERVERS", broker.bootstrap_servers)
    monkeypatch.setenv("ROGUEWATCH_KEYS_DIR", str(keys_dir))
    yield broker
    broker.stop()


def act(agent: Agent, n: int) -> float:
    """Act n times; return the longest time that one took, in seconds."""
    longest = 0.0
    for _ in range(n):
        start = time.monotonic()
        with agent.action("read_file", action="read"):
            pass
        longest = max(longest, time.monotonic() - start)
    return longest


def test_an_agent_acts_before_kafka_is_there_and_is_guarded_once_it_is(
    absent: EmbeddedBroker,
) -> None:
    with Agent("mail-1", ready_timeout_s=0.0) as agent:
        assert act(agent, 100) < 0.5
        assert not agent.wait_ready(0.0)
        absent.start()
        create_topics(absent.bootstrap_servers)
        assert agent.wait_ready(15.0)
        assert agent.flush(15.0)
        assert agent.dropped == 0
    assert len(events(absent.bootstrap_servers)) == 100


def test_an_agent_that_fails_closed_does_not_act_before_kafka_is_there(
    absent: EmbeddedBroker,
) -> None:
    agent = Agent("mail-1", fail="closed", ready_timeout_s=0.0)
    with pytest.raises(Stopped, match="the stop list cannot be read"):
        act(agent, 1)
    absent.start()
    create_topics(absent.bootstrap_servers)
    assert agent.wait_ready(15.0)
    act(agent, 1)
    agent.close()


def test_what_does_not_fit_is_counted_and_the_agent_ends_in_time(absent: EmbeddedBroker) -> None:
    agent = Agent("mail-1", ready_timeout_s=0.0, buffer_size=10)
    act(agent, 25)
    assert agent.dropped == 15
    start = time.monotonic()
    agent.close(0.5)
    assert time.monotonic() - start < 4.0
    assert agent.dropped == 25


@pytest.mark.kafka
def test_nothing_is_lost_or_reordered_over_a_broker_that_is_killed_and_returns(
    keys_dir: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with KafkaBroker() as broker:
        create_topics(broker.bootstrap_servers)
        monkeypatch.setenv("ROGUEWATCH_BOOTSTRAP_SERVERS", broker.bootstrap_servers)
        monkeypatch.setenv("ROGUEWATCH_KEYS_DIR", str(keys_dir))
        counting = str(Path(__file__).with_name("counting_agent.py"))
        with Process(tmp_path / "agent.log", counting, "mail-1", "600") as agent:
            agent.wait_for("sent 100.")
            broker.kill()
            agent.wait_for("sent 300.")
            broker.start()
            assert agent.wait_for("flushed", 90.0) == "flushed True, dropped 0"
        targets = [event.resource or "" for event in events(broker.bootstrap_servers)]
    # A repeat is recognised by its id; what must not happen is a gap or another order.
    assert list(dict.fromkeys(targets)) == [str(i) for i in range(600)]
