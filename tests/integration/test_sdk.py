"""The SDK on a real broker: what it sends, and when the broker or the agent goes away."""

import asyncio
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

from alerts.ack import Heartbeat, decode_report
from alerts.keys import KeyRing
from roguewatch.sdk import Agent, Intent
from streams.decoding import decode_event
from streams.events import ActionEvent
from streams.kafka.compacted import read_compacted
from streams.log import Record
from streams.topics import ACKS, ACTIONS

from .conftest import Broker
from .processes import wait_until


def read(servers: str, topic: str, partitions: Sequence[int]) -> list[Record]:
    async def run() -> list[Record]:
        return [record async for record in read_compacted(servers, topic, partitions)]

    return asyncio.run(run())


def events(servers: str) -> list[ActionEvent]:
    return [decode_event(record.value or b"") for record in read(servers, ACTIONS, range(4))]


def run(code: str) -> subprocess.CompletedProcess[str]:
    """Run an agent's whole life in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, timeout=30
    )


def test_what_an_agent_does_arrives_in_order_under_its_key(
    broker: Broker, environment: None
) -> None:
    with Agent("team/mail", cohort="mail", model="m1", credential_id="token-1") as agent:
        session = agent.session(on_behalf_of="kim", intent=Intent(actions=("delete",)))
        for i in range(50):
            with session.action("purge", action="delete", resource=f"inbox/{i}") as call:
                call.n_items = i
    records = read(broker.bootstrap_servers, ACTIONS, range(4))
    assert {record.key for record in records} == {b"default/team/mail"}
    arrived = [decode_event(record.value or b"") for record in records]
    assert [event.n_items for event in arrived] == list(range(50))
    assert [event.intent is not None for event in arrived] == [True] + [False] * 49
    assert {event.outcome for event in arrived} == {"success"}
    assert {event.on_behalf_of for event in arrived} == {"kim"}
    assert {event.session_id for event in arrived} == {session.session_id}
    assert len({event.event_id for event in arrived}) == 50


def test_a_ready_gate_says_that_it_lives_and_whom_it_serves(
    broker: Broker, environment: None, keys_dir: Path
) -> None:
    keys = KeyRing.load(keys_dir)
    with Agent("mail-1") as agent:
        assert agent.wait_ready()
        wait_until(lambda: len(read(broker.bootstrap_servers, ACKS, [0])) > 0)
    beat = decode_report(read(broker.bootstrap_servers, ACKS, [0])[0].value or b"", keys)
    assert isinstance(beat, Heartbeat)
    assert (beat.enforcer, beat.subjects) == ("sdk-gate", ("default/mail-1",))


def test_an_agent_that_ends_without_closing_loses_nothing(
    broker: Broker, environment: None
) -> None:
    done = run(
        """
        from roguewatch.sdk import Agent
        agent = Agent("mail-1")
        for i in range(20):
            with agent.action("send", action="send"):
                pass
        """
    )
    assert done.returncode == 0, done.stderr
    assert len(events(broker.bootstrap_servers)) == 20


def test_a_forked_child_has_clients_of_its_own(broker: Broker, environment: None) -> None:
    """It shares the parent's sockets, and must neither use nor close them."""
    done = run(
        """
        import os
        from roguewatch.sdk import Agent
        agent = Agent("mail-1")
        with agent.action("before", action="read"):
            pass
        child = os.fork()
        for i in range(5):
            with agent.action("child" if child == 0 else "parent", action="read"):
                pass
        if child:
            assert os.waitpid(child, 0)[1] == 0
        agent.close()
        assert agent.dropped == 0
        """
    )
    assert done.returncode == 0, done.stderr
    tools = sorted(event.tool for event in events(broker.bootstrap_servers))
    assert tools == ["before"] + ["child"] * 5 + ["parent"] * 5


def test_a_forked_child_that_never_acts_ends_at_once(broker: Broker, environment: None) -> None:
    done = run(
        """
        import os, sys, time
        from roguewatch.sdk import Agent
        agent = Agent("mail-1")
        for i in range(200):
            with agent.action("before", action="read"):
                pass
        child = os.fork()
        if child == 0:
            sys.exit(0)
        start = time.monotonic()
        assert os.waitpid(child, 0)[1] == 0
        assert time.monotonic() - start < 1.0
        agent.close()
        """
    )
    assert done.returncode == 0, done.stderr
    assert len(events(broker.bootstrap_servers)) == 200
