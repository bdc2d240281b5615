"""Only what an issuer in office ordered is obeyed, or an operator past it."""

import pytest

from alerts.command import Command, Refused, encode_command
from alerts.keys import KeyRing
from alerts.ledger import LedgerRecord, encode_record
from streams.killswitch.intake import Intake
from tests.alerts.make import make_command

RING = KeyRing.generate()


def record(command: Command, epoch: int) -> bytes:
    token = encode_command(command, RING)
    made = LedgerRecord(kind="command", epoch=epoch, command=token, time=command.issued_at)
    return encode_record(made, RING).encode()


def start() -> bytes:
    return encode_record(LedgerRecord(kind="start", time=1.0), RING).encode()


@pytest.fixture
def intake() -> Intake:
    """Return an intake that has seen an issuer take office at offset 5."""
    made = Intake(RING, tenants={"default"})
    made.read_ledger(5, start())
    return made


def test_a_command_of_the_ledger_comes_with_its_original(intake: Intake) -> None:
    command = make_command(epoch=5)
    entry = intake.read_ledger(6, record(command, 5))
    assert entry is not None
    assert entry.command == command
    assert intake.read_killswitch(entry.token.encode()) == command


def test_a_replaced_issuer_is_not_obeyed_on_either_topic(intake: Intake) -> None:
    """It may not know yet that it was replaced, and its signature is good."""
    stale = make_command(epoch=4)
    assert intake.read_ledger(6, record(stale, 4)) is None
    with pytest.raises(Refused, match="the issuer of 4 was replaced by 5"):
        intake.read_killswitch(encode_command(stale, RING).encode())


def test_what_an_issuer_ordered_before_it_was_replaced_still_counts(intake: Intake) -> None:
    command = make_command(epoch=5)
    intake.read_ledger(6, record(command, 5))
    intake.read_ledger(7, start())
    assert intake.read_killswitch(encode_command(command, RING).encode()) == command


def test_an_operator_is_obeyed_whatever_the_epoch(intake: Intake) -> None:
    command = make_command(epoch=0)
    assert intake.read_killswitch(encode_command(command, RING, "operator").encode()) == command


@pytest.mark.parametrize("role", ["worker", "enforcer", "control"])
def test_no_other_role_gives_orders(intake: Intake, role: str) -> None:
    token = encode_command(make_command(epoch=5), RING, role)
    with pytest.raises(Refused, match="signature"):
        intake.read_killswitch(token.encode())


def test_another_tenants_commands_are_not_for_this_enforcer(intake: Intake) -> None:
    other = make_command(tenant="other", epoch=5)
    assert intake.read_ledger(6, record(other, 5)) is None
    with pytest.raises(Refused, match="tenant"):
        intake.read_killswitch(encode_command(other, RING).encode())


@pytest.mark.parametrize("value", [None, b"", b"junk", b"a.b.c", b"\xff" * 100])
def test_junk_is_passed_over(intake: Intake, value: bytes | None) -> None:
    assert intake.read_ledger(6, value) is None
    with pytest.raises(Refused):
        intake.read_killswitch(value)
    assert intake.n_forged == 1
