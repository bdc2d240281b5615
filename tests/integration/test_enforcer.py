"""The enforcer applies each command once, proves it, and knows after a restart what holds."""

import time
from pathlib import Path

import msgspec

from alerts.command import encode_command
from alerts.keys import KeyRing
from streams.killswitch.journal import Line, read_journal
from streams.topics import KILLSWITCH
from tests.alerts.make import make_command, make_request

from .conftest import Broker
from .processes import Process, start_control, wait_until
from .steps import ask, ledger, say, send, start_agent

ME = "default/mail-1"


def start_enforcer(tmp_path: Path, name: str) -> Process:
    files = ("--deny-list", str(tmp_path / "denied.json"), "--journal", f"{tmp_path}/{name}.jsonl")
    return Process.of_command(tmp_path / f"{name}.log", "enforcer", *files)


def denied(tmp_path: Path) -> set[str]:
    path = tmp_path / "denied.json"
    return set(msgspec.json.decode(path.read_bytes())) if path.exists() else set()


def journal(tmp_path: Path) -> list[Line]:
    return read_journal(tmp_path / "first.jsonl")


def n_alive() -> int:
    return int(say("status").split("\n")[0].split()[-3])


def test_each_command_is_applied_once_however_often_it_comes(
    broker: Broker, keys: KeyRing, control: Process, tmp_path: Path
) -> None:
    with start_enforcer(tmp_path, "first"):
        wait_until(lambda: n_alive() == 1)
        for i in range(5):
            request = make_request(
                f"agent-{i}", alert_id=f"a{i}", time=time.time(), n_active_agents=1_000
            )
            ask(broker, keys, request)
        wait_until(lambda: len(denied(tmp_path)) == 5)
        wait_until(lambda: "0 held" in say("status") and not ledger(broker, keys).open_entries())
        for entry in ledger(broker, keys).entries():
            send(broker, KILLSWITCH, entry.token, entry.command.key)
        wait_until(lambda: sum(line.result == "already" for line in journal(tmp_path)) >= 10)
    lines = journal(tmp_path)
    applied = [line for line in lines if line.result == "applied"]
    assert sorted((line.cmd_id, line.epoch, line.sequence) for line in applied) == sorted(
        (e.command.cmd_id, *e.command.order) for e in ledger(broker, keys).entries()
    )
    assert {line.n_applied for line in lines} == {1}


def test_what_was_ordered_while_it_was_down_holds_before_it_says_that_it_lives(
    broker: Broker, keys: KeyRing, control: Process, tmp_path: Path
) -> None:
    with start_enforcer(tmp_path, "first"):
        wait_until(lambda: n_alive() == 1)
        ask(broker, keys, make_request("a", alert_id="1", time=1.0, requested_by="operator:k"))
        wait_until(lambda: denied(tmp_path) == {"default/a"})
    free = make_request("a", alert_id="2", time=2.0, action="reinstate", requested_by="operator:k")
    ask(broker, keys, free)
    ask(broker, keys, make_request("b", alert_id="3", time=3.0, requested_by="operator:k"))
    wait_until(lambda: len(ledger(broker, keys).entries()) == 2)
    with start_enforcer(tmp_path, "second"):
        wait_until(lambda: denied(tmp_path) == {"default/b"})
        wait_until(lambda: not ledger(broker, keys).open_entries(), 20.0)


def test_it_refuses_what_was_not_ordered_by_an_issuer_in_office(
    broker: Broker, keys: KeyRing, control: Process, tmp_path: Path
) -> None:
    wait_until(lambda: ledger(broker, keys).epoch >= 0)
    with start_enforcer(tmp_path, "first"):
        wait_until(lambda: n_alive() == 1)
        forged = encode_command(make_command(), KeyRing.generate())
        replaced = encode_command(make_command(agent_id="b", epoch=-1, not_after=None), keys)
        shadow = encode_command(make_command(agent_id="c", epoch=99, mode="shadow"), keys)
        expired = encode_command(make_command(agent_id="d", epoch=99, not_after=5.0), keys)
        for token in (forged, replaced, shadow, expired):
            send(broker, KILLSWITCH, token)
        true = make_request("e", alert_id="1", time=1.0, requested_by="operator:k")
        ask(broker, keys, true)
        # The journal's line is written after the deny list: the process must live to write it.
        wait_until(lambda: any(line.subject == "default/e" for line in journal(tmp_path)))
    assert denied(tmp_path) == {"default/e"}
    results = {line.subject: line.result for line in journal(tmp_path)}
    assert results.pop("default/e") in ("applied", "already")
    assert results == dict.fromkeys(("default/b", "default/c", "default/d"), "refused")


def test_a_place_that_does_not_obey_leaves_the_stop_unconfirmed(
    broker: Broker, keys: KeyRing, control: Process, tmp_path: Path
) -> None:
    (tmp_path / "denied.json").write_text("not a list")
    with start_enforcer(tmp_path, "first"):
        wait_until(lambda: n_alive() == 1)
        ask(broker, keys, make_request(time=time.time()))
        wait_until(lambda: "contained  by nobody" in say("status", "mail-1"))
        (tmp_path / "denied.json").unlink()
        wait_until(lambda: "contained  yes" in say("status", "mail-1"))
    assert denied(tmp_path) == {ME}


def test_a_second_control_process_takes_office_and_the_first_one_ends(
    broker: Broker, keys: KeyRing, environment: None, tmp_path: Path
) -> None:
    with start_control(tmp_path, "first") as first:
        wait_until(lambda: ledger(broker, keys).epoch >= 0)
        with start_control(tmp_path, "second"):
            assert first.wait() != 0
            first.wait_for("Superseded")
            request = make_request(time=time.time())
            ask(broker, keys, request)
            wait_until(lambda: ledger(broker, keys).entry(ME) is not None)
    entry = ledger(broker, keys).entry(ME)
    assert entry is not None
    assert entry.command.epoch > 0


def test_a_name_that_no_gate_has_is_questioned(
    broker: Broker, keys: KeyRing, control: Process, tmp_path: Path
) -> None:
    """An enforcer for all agents confirms any name, and the tired person believes it."""
    with start_enforcer(tmp_path, "first"), start_agent(tmp_path, "agent") as agent:
        agent.wait_for("acting")
        wait_until(lambda: n_alive() == 2)
        misspelt = say("kill", "mial-1", "--reason", "200 deletes", "--as", "kim")
        assert "confirmed by deny-list/" in misspelt
        assert "no gate of default/mial-1 itself is alive" in misspelt
        assert "no gate of" not in say("kill", "mail-1", "--reason", "200 deletes", "--as", "kim")
        agent.wait_for("stopped by")
