"""From a request to an agent that does not act, to the confirmation that it does not."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer
from typer.testing import CliRunner

from alerts.ack import Ack, decode_report
from alerts.command import decode_command, encode_command
from alerts.keys import KeyRing
from alerts.ledger import LedgerRecord, LedgerView, decode_record, encode_record
from alerts.stop_request import StopRequest, encode_request
from roguewatch.cli.main import app
from streams.compacted import read_compacted
from streams.ledger_reader import read_view
from streams.topics import ACKS, KILLSWITCH, LEDGER, STOP_REQUESTS, dlq
from tests.alerts.make import make_command, make_request

from .conftest import Broker
from .processes import Process, wait_until

HERE = Path(__file__).parent
AGENT = str(HERE / "acting_agent.py")
ME = "default/mail-1"


@pytest.fixture
def keys(keys_dir: Path) -> KeyRing:
    """Return the keys of all roles."""
    return KeyRing.load(keys_dir)


@pytest.fixture
def control(environment: None, tmp_path: Path) -> Iterator[Process]:
    """Return the control process, in mode suspend."""
    with start_control(tmp_path) as process:
        yield process


def start_control(tmp_path: Path, name: str = "control") -> Process:
    return Process.of_command(
        tmp_path / f"{name}.log", "control", "--mode", "suspend", "--no-snapshots"
    )


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


def values(broker: Broker, topic: str) -> list[bytes]:
    async def run() -> list[bytes]:
        records = read_compacted(broker.bootstrap_servers, topic, [0])
        return [record.value or b"" async for record in records]

    return asyncio.run(run())


def ledger(broker: Broker, keys: KeyRing) -> LedgerView:
    return asyncio.run(read_view(broker.bootstrap_servers, keys))


def say(*arguments: str) -> str:
    result = CliRunner().invoke(app, [*arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_request_ends_in_an_agent_that_does_not_act_until_a_person_lets_it(
    broker: Broker, keys: KeyRing, control: Process, tmp_path: Path
) -> None:
    with start_agent(tmp_path, "first") as agent:
        agent.wait_for("acting")
        request = make_request(reason="200 deletes \x1b[2Ja minute", time=time.time())
        ask(broker, keys, request)
        agent.wait_for(f"stopped by {request.request_id}")
        wait_until(lambda: "contained  yes" in say("status", "mail-1"))
        told = say("status", "mail-1")
        assert f"{ME} is stopped." in told
        assert "suspend-on-evidence" in told
        assert "200 deletes \\x1b[2Ja minute" in told
        assert "sdk-gate/" in told
        assert "1 stopped, 0 held, 1 enforcers alive." in say("status")

    with start_agent(tmp_path, "second") as restarted:
        restarted.wait_for("stopped by")
        assert not any("acting" in line for line in restarted.lines), "a restart must not escape"
        said = say("reinstate", "mail-1", "--reason", "a drill", "--as", "kim")
        assert "done: permitted by people-reinstate-with-a-reason" in said
        restarted.wait_for("acting")
    assert f"{ME} may work: it was reinstated." in say("status", "mail-1")


def test_a_call_that_starts_200_ms_after_the_request_is_refused(
    broker: Broker, keys: KeyRing, control: Process, tmp_path: Path
) -> None:
    """The median over ten stops, so that a busy machine does not decide; each ends in a stop."""
    with start_agent(tmp_path, "agent") as agent:
        agent.wait_for("acting")
        delays_s = []
        for i in range(10):
            asked_at = time.time()
            stop = make_request(alert_id=f"s{i}", time=asked_at)
            ask(broker, keys, stop)
            line = agent.wait_for(f"stopped by {stop.request_id}")
            delays_s.append(float(line.split()[0]) - asked_at)
            free = make_request(
                alert_id=f"r{i}", time=time.time(), action="reinstate", requested_by="operator:k"
            )
            ask(broker, keys, free)
            n_acting = i + 2
            wait_until(lambda n=n_acting: sum("acting" in at for at in agent.lines) >= n)  # type: ignore[misc]
    assert sorted(delays_s)[5] < 0.2


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
            request = make_request(f"agent-{i}", alert_id=f"a{i}", time=1_000.0, n_active_agents=20)
            ask(broker, keys, request)
        wait_until(lambda: len(ledger(broker, keys).held()) == 1)
        assert "default/agent-1 is NOT stopped: the stop is held." in say("status")
        [held] = ledger(broker, keys).held()
        said = say("release", held.request_id[:8], "--reason", "it is real", "--as", "kim")
        assert "released by operator:kim: it is real" in said
        agent.wait_for(f"stopped by {held.request_id}")
    assert ledger(broker, keys).held() == []


def test_what_is_forged_stops_nobody_and_no_one_is_kept_waiting(
    broker: Broker, keys: KeyRing, control: Process, tmp_path: Path
) -> None:
    """Whoever can write our topics can write anything into them, but cannot sign."""
    stranger = KeyRing.generate()
    forged = encode_request(make_request(time=time.time()), stranger, "worker")
    with start_agent(tmp_path, "agent") as agent:
        agent.wait_for("acting")
        for topic in (STOP_REQUESTS, KILLSWITCH, LEDGER, ACKS):
            for value in (forged, "not even a token", ""):
                send(broker, topic, value)
        wait_until(lambda: len(values(broker, dlq(STOP_REQUESTS))) == 3)
        request = make_request(alert_id="true", time=time.time())
        ask(broker, keys, request)
        agent.wait_for(f"stopped by {request.request_id}")
        assert sum("stopped" in line for line in agent.lines) == 1
        wait_until(lambda: "contained  yes" in say("status", "mail-1"))


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


def test_in_shadow_mode_all_is_recorded_and_nobody_is_stopped(
    broker: Broker, keys: KeyRing, environment: None, tmp_path: Path
) -> None:
    log = tmp_path / "shadow.log"
    with (
        Process.of_command(log, "control", "--no-snapshots"),
        start_agent(tmp_path, "agent") as agent,
    ):
        agent.wait_for("acting")
        request = make_request(time=time.time())
        ask(broker, keys, request)
        wait_until(lambda: "refused" in answers(broker, keys, request))
        assert not any("stopped" in line for line in agent.lines)
    assert "not stopped; in shadow mode it would have been" in say("status", "mail-1")


def answers(broker: Broker, keys: KeyRing, request: StopRequest) -> list[str]:
    reports = [decode_report(value, keys) for value in values(broker, ACKS)]
    return [
        report.result
        for report in reports
        if isinstance(report, Ack) and report.cmd_id == request.request_id
    ]
