"""The next command is never weaker than what holds, and never of an old order."""

from typing import Any

import pytest

from alerts.command import encode_command
from alerts.decision import ALERT, Decision
from alerts.keys import KeyRing
from alerts.ledger import LedgerRecord, LedgerView
from alerts.ledger_next import answer_record, command_record, hold, next_command
from alerts.storm_guard import GuardVerdict

from .issuer_story import DENIED, LIVE, SHADOW
from .make import make_request

RING = KeyRing.generate()
BY_HAND: dict[str, Any] = {"requested_by": "operator:ann"}


@pytest.fixture
def view() -> LedgerView:
    """Return the view of an issuer that has just started at offset 7."""
    view = LedgerView()
    view.learn_one(7, LedgerRecord(kind="start", time=1_000.0))
    return view


def write(view: LedgerView, decision: Decision = LIVE, **changes: Any) -> LedgerRecord:
    request = make_request(**changes)
    command = next_command(view, request, decision, issued_at=1_000.0, suspend_for_s=600.0)
    token = encode_command(command, RING)
    record = command_record(view, request, decision, token, offset=3, time=1_000.0)
    view.learn_one(view.position, record)
    return record


def test_what_automation_stops_lapses_and_what_people_stop_does_not(view: LedgerView) -> None:
    request = make_request()
    stop = next_command(view, request, LIVE, issued_at=1_000.0, suspend_for_s=600.0)
    assert (stop.not_after, stop.initiating_entity) == (1_600.0, "policy")
    by_hand = make_request(requested_by="operator:ann")
    kill = next_command(view, by_hand, LIVE, issued_at=1_000.0, suspend_for_s=600.0)
    assert (kill.not_after, kill.initiating_entity) == (None, "admin")


def test_the_id_of_the_request_is_the_id_of_the_command(view: LedgerView) -> None:
    request = make_request()
    command = next_command(view, request, LIVE, issued_at=1_000.0, suspend_for_s=600.0)
    assert command.cmd_id == request.request_id


def test_the_sequence_rises_over_live_and_shadow_commands(view: LedgerView) -> None:
    write(view)
    write(view, SHADOW, alert_id="a2")
    write(view, alert_id="a3")
    entry = view.entry("default/mail-1")
    assert entry is not None
    assert entry.command.order == (7, 3)


def test_automation_does_not_shorten_what_a_person_ordered(view: LedgerView) -> None:
    write(view, alert_id="a1", **BY_HAND)
    write(view, alert_id="a2")
    entry = view.stop_in_force("default/mail-1", 1e9)
    assert entry is not None
    assert entry.command.not_after is None


def test_a_reinstate_lifts_it_all(view: LedgerView) -> None:
    write(view, **BY_HAND)
    write(view, action="reinstate", **BY_HAND)
    assert view.stop_in_force("default/mail-1", 1_000.0) is None


def test_a_shadow_command_is_neither_pending_nor_open(view: LedgerView) -> None:
    assert write(view, SHADOW).containment is None
    assert view.open_entries() == []


def test_no_command_without_permission(view: LedgerView) -> None:
    with pytest.raises(ValueError, match="decision must permit a command; got 'deny'"):
        next_command(view, make_request(), DENIED, issued_at=1.0, suspend_for_s=None)


def test_no_answer_in_place_of_a_command(view: LedgerView) -> None:
    with pytest.raises(ValueError, match="decision must not permit a command"):
        answer_record(view, make_request(), LIVE, offset=1, time=1.0)


def test_what_the_guard_stops_is_held_with_its_reason() -> None:
    verdict = GuardVerdict(False, 60.0, "share", 10, 10)
    decision = hold(LIVE, verdict.reason)
    assert (decision.outcome, decision.disposition) == ("hold", ALERT)
    assert decision.reason.startswith("storm guard: 10 agents were stopped")
