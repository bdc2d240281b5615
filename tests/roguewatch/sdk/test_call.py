"""An action is refused before it runs, or reported after it, whatever happens in between."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from roguewatch.sdk import Agent, Call, Intent, Session, Stopped
from roguewatch.sdk._gate import Gate
from tests.alerts.make import make_command


class Desk:
    """Keeps what is reported."""

    def __init__(self) -> None:
        self.gate = Gate("default/mail-1")
        self.gate.ready.set()
        self.reported: list[Mapping[str, Any]] = []
        self.refused: list[Mapping[str, Any]] = []

    def report(self, fields: Mapping[str, Any]) -> None:
        self.reported.append(fields)

    def report_refused(self, fields: Mapping[str, Any], stopped: Stopped) -> None:
        self.refused.append(fields)


@pytest.fixture
def desk() -> Desk:
    """Return an agent's desk, open for business."""
    return Desk()


@pytest.fixture
def session(desk: Desk) -> Session:
    """Return a session at this desk."""
    return Session(desk, {"agent_id": "mail-1", "credential_id": "token-1"})


def test_what_is_known_only_afterwards_can_be_said_in_the_body(
    desk: Desk, session: Session
) -> None:
    with session.action("purge", action="delete", resource="inbox") as call:
        call.n_items = 200
        call.attributes["folder"] = "spam"
    [event] = desk.reported
    assert (event["n_items"], event["attributes"]) == (200, {"folder": "spam"})
    assert (event["phase"], event["outcome"], event["action"]) == ("completed", "success", "delete")


def test_a_slip_in_a_keyword_is_told_at_once(desk: Desk, session: Session) -> None:
    """Else every event is lost for it, and the agent goes unwatched."""
    with pytest.raises(TypeError, match="an action has no field 'targets'; it has action, "):
        session.action("purge", targets="inbox")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="an agent has no field 'credental_id'"):
        Agent("mail-1", credental_id="token-1")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="intent must be an Intent; got str"):
        Session(desk, {}, "read mail")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("error", "outcome"), [(OSError("disk"), "failure"), (PermissionError("no"), "denied")]
)
def test_an_exception_is_reported_and_goes_on_its_way(
    desk: Desk, session: Session, error: Exception, outcome: str
) -> None:
    with pytest.raises(type(error)), session.action("purge"):
        raise error
    assert desk.reported[0]["outcome"] == outcome


def test_a_stopped_agent_does_not_reach_the_body(desk: Desk, session: Session) -> None:
    desk.gate.accept(make_command(not_after=None))
    is_reached = False
    call = session.action("purge", action="delete")
    with pytest.raises(Stopped, match="200 deletes a minute") as stopped, call:
        is_reached = True
    assert not is_reached
    assert stopped.value.cmd_id == "c1"
    assert desk.reported == []
    assert (desk.refused[0]["phase"], desk.refused[0]["outcome"]) == ("intent", "denied")


def test_a_call_that_is_announced_has_one_name_in_both_phases(desk: Desk, session: Session) -> None:
    with session.action("drop", action="delete", is_announced=True):
        assert [event["phase"] for event in desk.reported] == ["intent"]
    assert [event["phase"] for event in desk.reported] == ["intent", "completed"]
    assert len({event["event_id"] for event in desk.reported}) == 1


def test_the_intent_stands_on_the_first_event_of_a_session_only(desk: Desk) -> None:
    session = Session(desk, {}, Intent(actions=("read",)))
    for _ in range(2):
        with session.action("read_file", action="read"):
            pass
    assert [event["intent"] for event in desk.reported] == [Intent(actions=("read",)), None]
    assert {event["session_id"] for event in desk.reported} == {session.session_id}


def test_an_action_may_use_another_credential_than_its_agent(desk: Desk, session: Session) -> None:
    with session.action("a"), session.action("b", credential_id="stray"):
        pass
    assert [event["credential_id"] for event in desk.reported] == ["stray", "token-1"]


def test_an_asynchronous_agent_is_refused_and_reported_alike(desk: Desk, session: Session) -> None:
    async def act() -> None:
        async with session.action("read_file", action="read"):
            await asyncio.sleep(0)

    asyncio.run(act())
    assert desk.reported[0]["outcome"] == "success"
    desk.gate.accept(make_command(not_after=None))
    with pytest.raises(Stopped):
        asyncio.run(act())


def test_action_must_be_a_verb_class(session: Session) -> None:
    with pytest.raises(ValueError, match=r"action must be one of .*; got 'remove'"):
        session.action("rm", action="remove")  # type: ignore[arg-type]


def test_a_call_knows_no_other_fields() -> None:
    """A misspelt field in the body would else be lost in silence."""
    call = Call(Desk(), {})
    with pytest.raises(AttributeError):
        call.items = 3  # type: ignore[attr-defined]
