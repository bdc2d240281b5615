"""Status says in plain words who is stopped, and never lets a name speak to the terminal."""

import pytest

from alerts.decision import Decision
from alerts.keys import KeyRing
from alerts.ledger import LedgerRecord, LedgerView
from alerts.policy import Policy
from roguewatch.killswitch.standing import describe_agent, describe_all
from streams.killswitch.issuance import Issuance
from tests.alerts.make import make_heartbeat, make_request

RING = KeyRing.generate()
NOW = 1_795_511_506.0


@pytest.fixture
def issuance() -> Issuance:
    """Return an issuer in office, in mode suspend."""
    made = Issuance(Policy(mode="suspend"), RING)
    made.learn_one(0, LedgerRecord(kind="start", time=NOW))
    return made


def answer(issuance: Issuance, agent_id: str = "mail-1", **changes: object) -> LedgerRecord:
    request = make_request(agent_id, **{"time": NOW, **changes})
    record = issuance.decide(request, issuance.view.position, NOW)
    assert record is not None
    issuance.learn_one(issuance.view.position, record)
    return record


def test_a_stop_is_told_with_why_by_whom_until_when_and_how_to_undo_it(
    issuance: Issuance,
) -> None:
    record = answer(issuance)
    assert describe_agent(issuance.view, "default/mail-1", NOW + 5.0) == [
        "default/mail-1 is stopped.",
        "  since      2026-11-24 09:11:46 UTC",
        "  why        200 deletes a minute",
        "  asked by   worker",
        "  policy     suspend-on-evidence: permitted by suspend-on-evidence",
        f"  command    {record.request_id}, order 0.1",
        "  contained  not yet",
        "  until      2026-11-24 10:11:46 UTC",
        "  to undo    roguewatch reinstate --tenant default --reason 'WHY' -- mail-1",
    ]


def test_a_stop_that_lapsed_and_an_agent_that_was_reinstated_may_work(issuance: Issuance) -> None:
    answer(issuance)
    assert describe_agent(issuance.view, "default/mail-1", NOW + 3_600.0)[0] == (
        "default/mail-1 may work: its stop has lapsed."
    )
    answer(issuance, action="reinstate", alert_id="r", requested_by="operator:kim")
    lines = describe_agent(issuance.view, "default/mail-1", NOW + 5.0)
    assert lines[0] == "default/mail-1 may work: it was reinstated."
    assert not any("to undo" in line for line in lines)


def test_a_shadow_stop_is_told_as_what_would_have_been(issuance: Issuance) -> None:
    issuance.policy = Policy(mode="shadow")
    answer(issuance)
    lines = describe_agent(issuance.view, "default/mail-1", NOW)
    assert lines[0] == "default/mail-1 is not stopped; in shadow mode it would have been."


def test_all_that_waits_for_a_person_is_on_the_list(issuance: Issuance) -> None:
    answer(issuance, "a", alert_id="1", n_active_agents=1)
    held = answer(issuance, "b", alert_id="2", n_active_agents=1)
    lines = describe_all(issuance.view, [make_heartbeat(time=NOW)], NOW + 1.0)
    assert lines[0] == "1 stopped, 1 held, 1 enforcers alive."
    assert "default/a is stopped." in lines
    assert "default/b is NOT stopped: the stop is held." in lines
    assert f"  to stop it roguewatch release {held.request_id} --reason 'WHY'" in lines
    assert lines[-1] == "  gateway/i1 serves *; heard 1 s ago"


def test_hostile_names_and_reasons_are_shown_and_not_obeyed(issuance: Issuance) -> None:
    answer(issuance, "x\x1b[2J; rm -rf ~", reason="\u202ereversed\nDELETED", credential_id="\x07")
    text = "\n".join(describe_all(issuance.view, [], NOW))
    assert all(line.isprintable() for line in text.split("\n"))
    assert "-- 'x\\x1b[2J; rm -rf ~'" in text


def test_a_record_without_a_decision_can_be_told() -> None:
    view = LedgerView()
    decision = Decision(outcome="deny", disposition=19)
    view.learn_one(0, LedgerRecord(kind="held", request_id="r", decision=decision, time=NOW))
    assert any("somebody is NOT stopped" in line for line in describe_all(view, [], NOW))
