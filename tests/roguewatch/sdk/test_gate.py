"""The gate answers from memory, and says what it does when it does not know."""

import time

import pytest

from roguewatch.sdk._gate import Fail, Gate
from tests.alerts.make import make_command

ME = "default/mail-1"


@pytest.fixture
def gate() -> Gate:
    """Return a gate that has read the stop list."""
    made = Gate(ME, "closed")
    made.ready.set()
    return made


def test_stops_and_lets_go_again(gate: Gate) -> None:
    gate.accept(make_command(not_after=None))
    assert gate.stop() is not None
    gate.accept(make_command(action="reinstate", sequence=2, not_after=None))
    assert gate.stop() is None


def test_a_stop_lapses_by_the_clock(gate: Gate) -> None:
    gate.accept(make_command(not_after=time.time() + 0.05))
    assert gate.stop() is not None
    time.sleep(0.06)
    assert gate.stop() is None


def test_a_shadow_command_stops_nobody(gate: Gate) -> None:
    assert gate.accept(make_command(mode="shadow", not_after=None)).result == "refused"
    assert gate.stop() is None


def test_another_agents_suspend_does_not_stop_those_who_share_its_credential(gate: Gate) -> None:
    gate.accept(make_command(agent_id="other", credential_id="token-1", not_after=None))
    assert gate.stop("token-1") is None


def test_a_revoked_credential_stops_whoever_uses_it(gate: Gate) -> None:
    revoke = {"action": "revoke", "mode": "revoke", "credential_id": "token-1", "not_after": None}
    gate.accept(make_command(agent_id="other", **revoke))
    assert gate.stop() is None
    assert gate.stop("token-2") is None
    stopped = gate.stop("token-1")
    assert stopped is not None
    assert str(stopped).startswith("the credential of default/mail-1 is stopped")


@pytest.mark.parametrize(("fail", "is_refused"), [("open", False), ("closed", True)])
def test_while_the_stop_list_cannot_be_read_it_does_what_it_was_told(
    fail: Fail, is_refused: bool
) -> None:
    gate = Gate(ME, fail, ready_timeout_s=0.0)
    assert (gate.stop() is not None) is is_refused


def test_only_the_first_call_waits_for_the_stop_list() -> None:
    gate = Gate(ME, "open", ready_timeout_s=0.1)
    start = time.monotonic()
    gate.stop()
    first = time.monotonic() - start
    gate.stop()
    assert first == pytest.approx(0.1, abs=0.08)
    assert time.monotonic() - start - first < 0.05


def test_fail_closed_also_refuses_when_kafka_falls_silent(gate: Gate) -> None:
    gate.last_contact = lambda: time.monotonic() - 31.0
    assert gate.stop() is not None
    gate.fail = "open"
    assert gate.stop() is None


def test_a_forked_child_keeps_the_stops_and_has_to_read_on(gate: Gate) -> None:
    gate.accept(make_command(not_after=None))
    child = gate.renew(ready_timeout_s=0.0)
    assert not child.ready.is_set()
    assert child.stop() is not None


def test_fail_must_be_open_or_closed() -> None:
    with pytest.raises(ValueError, match="fail must be 'open' or 'closed'; got 'shut'"):
        Gate(ME, "shut")  # type: ignore[arg-type]


def test_an_answer_takes_microseconds(gate: Gate) -> None:
    """The bound is twenty times what a quiet machine needs, so that a busy one passes too."""
    n = 20_000
    start = time.perf_counter()
    for _ in range(n):
        gate.stop("token-1")
    assert (time.perf_counter() - start) / n < 20e-6
