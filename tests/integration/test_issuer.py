"""The issuer answers each request once, whoever kills, replaces or floods it."""

import asyncio
import time
from pathlib import Path

from aiokafka import AIOKafkaProducer
from typer.testing import CliRunner

from alerts.command import decode_command, encode_command
from alerts.keys import KeyRing
from alerts.ledger import LedgerRecord, decode_record, encode_record
from alerts.stop_request import encode_request
from roguewatch.cli.main import app
from streams.topics import KILLSWITCH, LEDGER, STOP_REQUESTS, dlq
from tests.alerts.make import make_command, make_request

from .conftest import Broker
from .processes import Process, start_control, wait_until
from .steps import HERE, ME, ask, ledger, say, send, start_agent, values


def test_an_issuer_that_dies_before_it_publishes_is_finished_by_the_next_byte_for_byte(
    broker: Broker, keys: KeyRing, keys_dir: Path, environment: None, tmp_path: Path
) -> None:
    request = make_request(time=time.time())
    ask(broker, keys, request)
    dying = str(HERE / "dying_issuer.py")
    with Process(tmp_path / "dying.log", dying, broker.bootstrap_servers, str(keys_dir)) as died:
        assert died.wait() == -9
    entry = ledger(broker, keys).entry(ME)
    assert entry is not None
    assert values(broker, KILLSWITCH) == []
    with start_control(tmp_path), start_agent(tmp_path, "agent") as agent:
        agent.wait_for(f"stopped by {request.request_id}")
        wait_until(lambda: len(values(broker, KILLSWITCH)) > 0)
    assert set(values(broker, KILLSWITCH)) == {entry.token.encode()}
    after = ledger(broker, keys).entry(ME)
    assert after is not None
    assert after.token == entry.token


def test_an_issuer_that_is_killed_again_and_again_answers_each_request_once(
    broker: Broker, keys: KeyRing, environment: None, tmp_path: Path
) -> None:
    requests = [
        make_request(f"agent-{i}", alert_id=f"a{i}", time=time.time(), n_active_agents=10_000)
        for i in range(30)
    ]
    for life in range(3):
        with start_control(tmp_path, f"control-{life}") as control:
            for request in requests[10 * life : 10 * life + 10]:
                ask(broker, keys, request)
            wanted = 10 * life + 7
            wait_until(lambda n=wanted: len(ledger(broker, keys).entries()) >= n)  # type: ignore[misc]
            control.kill()
    for request in requests[:5]:
        ask(broker, keys, request)
    with start_control(tmp_path, "last"):
        wait_until(lambda: len(ledger(broker, keys).entries()) == 30)
        wait_until(lambda: len(set(values(broker, KILLSWITCH))) >= 30)
        time.sleep(0.5)
    commands = {decode_command(value, keys) for value in set(values(broker, KILLSWITCH))}
    assert {command.cmd_id for command in commands} == {r.request_id for r in requests}
    assert len(commands) == 30, "no command may be signed twice"
    assert {command.sequence for command in commands} == {1}


def test_a_kill_that_nobody_hears_names_the_way_past(broker: Broker, environment: None) -> None:
    unheard = CliRunner().invoke(app, ["kill", "mail-1", "--reason", "on fire", "--wait", "1"])
    assert unheard.exit_code == 2
    assert "with --break-glass the order goes past it" in unheard.output


def test_a_break_glass_stop_works_without_an_issuer_and_outlasts_its_topic(
    broker: Broker, keys: KeyRing, environment: None, tmp_path: Path
) -> None:
    with start_agent(tmp_path, "agent") as agent:
        agent.wait_for("acting")
        said = say("kill", "mail-1", "--break-glass", "--reason", "on fire", "--as", "kim")
        assert "confirmed by sdk-gate/" in said
        agent.wait_for("stopped by")
    with start_agent(tmp_path, "again") as again:
        again.wait_for("stopped by")
        assert not any("acting" in line for line in again.lines)
    with start_control(tmp_path):
        wait_until(lambda: ledger(broker, keys).entry(ME) is not None)
    assert "policy     break-glass" in say("status", "mail-1")


def test_what_the_storm_guard_holds_waits_for_a_person(
    broker: Broker, keys: KeyRing, control: Process, tmp_path: Path
) -> None:
    with start_agent(tmp_path, "second", "agent-1") as agent:
        agent.wait_for("acting")
        for i in range(2):
            request = make_request(
                f"agent-{i}", alert_id=f"a{i}", time=time.time(), n_active_agents=20
            )
            ask(broker, keys, request)
        wait_until(lambda: len(ledger(broker, keys).held()) == 1)
        assert "default/agent-1 is NOT stopped: the stop is held." in say("status")
        [held] = ledger(broker, keys).held()
        told = control.wait_for("The stop is held until a person releases it: storm guard")
        assert f"roguewatch release {held.request_id}" in told
        assert '"agent": "default/agent-1"' in told
        said = say("release", held.request_id[:8], "--reason", "it is real", "--as", "kim")
        assert "released by operator:kim: it is real" in said
        agent.wait_for(f"stopped by {held.request_id}")
    assert ledger(broker, keys).held() == []


def test_a_flood_of_forged_requests_delays_a_true_one_by_seconds_only(
    broker: Broker, keys: KeyRing, control: Process
) -> None:
    """Five thousand, each refused with its reason, before the true one has its turn."""
    n_forged = 5_000
    token = encode_request(make_request(time=time.time()), KeyRing.generate(), "worker")

    async def flood() -> None:
        producer = AIOKafkaProducer(bootstrap_servers=broker.bootstrap_servers)
        await producer.start()
        for _ in range(n_forged):
            await producer.send(STOP_REQUESTS, token.encode(), key=ME.encode())
        await producer.flush()
        await producer.stop()

    wait_until(lambda: ledger(broker, keys).epoch >= 0)
    asyncio.run(flood())
    ask(broker, keys, make_request(time=time.time()))
    wait_until(lambda: ledger(broker, keys).entry(ME) is not None, 20.0)
    wait_until(lambda: len(values(broker, dlq(STOP_REQUESTS))) == n_forged)
    assert len(control.lines) < 20, "a flood must not fill the log"


def test_a_late_record_of_a_replaced_issuer_lets_nobody_go_even_under_compaction(
    broker: Broker, keys: KeyRing, environment: None, tmp_path: Path
) -> None:
    """It is void, but compaction keeps the last record of a key: so the valid one comes again."""
    with start_control(tmp_path, "first"):
        ask(broker, keys, make_request(time=time.time()))
        wait_until(lambda: ledger(broker, keys).entry(ME) is not None)
    with start_control(tmp_path, "second"):
        wait_until(lambda: ledger(broker, keys).epoch > 0)
        free = make_command(epoch=0, sequence=9, action="reinstate", not_after=None)
        token = encode_command(free, keys)
        late = LedgerRecord(kind="command", epoch=0, command=token, time=time.time())
        send(broker, LEDGER, encode_record(late, keys), late.key)
        wait_until(lambda: ledger(broker, keys).n_void == 1)
        wait_until(lambda: not ledger(broker, keys).buried)
    entry = ledger(broker, keys).entry(ME)
    assert entry is not None
    assert entry.command.action == "suspend"
    assert decode_record(values(broker, LEDGER)[-1], keys).command == entry.token
