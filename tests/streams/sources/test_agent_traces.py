"""A trace becomes an event without any of its labels."""

from typing import Any

import pytest

from streams.bad_event import BadEvent
from streams.events import ActionEvent
from streams.intent import Intent
from streams.sources import AgentTraces

RECORD: dict[str, Any] = {
    "ts": "2024-06-03T09:27:18.119Z",
    "ts_source": "synthetic",
    "dataset": "lab",
    "agent_id": "lab/model-a/office",
    "session_id": "s1",
    "seq": 2,
    "tool": "send_mail",
    "action": "send",
    "resource": "bob@example.com",
    "args": {"to": ["bob@example.com"], "body": "hello"},
    "outcome": "ok",
    "n_items": 1,
    "label": "benign",
    "session_label": "benign",
    "attack": None,
    "task": "t1",
    "injection_task": None,
}


def mapped(**changes: Any) -> ActionEvent:
    event = AgentTraces().map_one({**RECORD, **changes})
    assert isinstance(event, ActionEvent)
    return event


def test_all_that_is_known_arrives() -> None:
    event = mapped()
    assert (event.event_id, event.session_id, event.agent_id) == ("s1-2", "s1", RECORD["agent_id"])
    assert (event.tool, event.action, event.resource) == ("send_mail", "send", "bob@example.com")
    assert event.time.isoformat() == "2024-06-03T09:27:18.119000+00:00"
    assert (event.outcome, event.n_items) == ("success", 1)
    assert event.attributes is None


@pytest.mark.parametrize(
    "label",
    ["label", "session_label", "attack", "task", "injection_task", "ts_source", "dataset"],
)
def test_a_label_is_never_mapped(label: str) -> None:
    """Neither its value nor that it is there: a detector that could read it would be worthless."""
    without = {key: value for key, value in RECORD.items() if key != label}
    assert AgentTraces().map_one(without) == mapped() == mapped(**{label: "important_instructions"})


def test_agents_with_the_same_work_are_a_cohort_whatever_their_model() -> None:
    assert mapped().cohort == mapped(agent_id="lab/model-b/office").cohort == "lab/office"
    assert mapped(agent_id="lab/model-a/bank").cohort == "lab/bank"
    assert mapped(agent_id="just-a-name").cohort is None


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [("ok", "success"), ("error", "failure"), (None, "unknown"), ("denied?", "unknown")],
)
def test_outcomes(outcome: str | None, expected: str) -> None:
    assert mapped(outcome=outcome).outcome == expected


@pytest.mark.parametrize("action", ["teleport", "other", None, 7])
def test_where_the_recording_does_not_say_the_tools_name_is_asked(action: object) -> None:
    assert mapped(action=action).action == "send"
    assert mapped(action=action, tool="calculator").action == "other"
    assert mapped(action="delete").action == "delete"


@pytest.mark.parametrize(
    ("arguments", "resource"),
    [
        ({"title": "Lunch", "start": "2024-05-26 12:00"}, "Lunch"),
        ({"start": "2024-05-26 12:00", "title": "Lunch"}, "Lunch"),
        ({"day": "2024-05-26T12:00:00Z", "room": " Blue "}, "Blue"),
        ({"file_id": "13"}, "13"),
        ({"amount": 13, "hotel": "Grand"}, "Grand"),
        ({"body": "short", "content": "short", "subject": "Hi"}, "Hi"),
        ({"new_password": "hunter2", "user": "bob"}, "new_password"),
        ({"note": "x" * 81, "place": "Rome"}, "Rome"),
        ({"note": "two\nlines"}, None),
        ({"people": ["bob"]}, None),
        ({}, None),
    ],
)
def test_a_change_of_something_unnamed_takes_its_first_short_string(
    arguments: dict[str, Any], resource: str | None
) -> None:
    """What is said or when is not what is touched; the value of a secret is nobody's target."""
    assert mapped(action="write", resource=None, args=arguments).resource == resource


@pytest.mark.parametrize("action", ["read", "other"])
def test_a_look_at_nothing_in_particular_stays_without_target(action: str) -> None:
    event = mapped(tool="calendar", action=action, resource=None, args={"title": "Lunch"})
    assert event.resource is None


@pytest.mark.parametrize("seq", [None, "2", True, 2.5])
def test_a_call_without_a_place_in_its_session_has_no_name(seq: object) -> None:
    with pytest.raises(BadEvent, match="session_id and seq must name the call"):
        mapped(seq=seq)


def test_an_intent_comes_along_where_there_is_one() -> None:
    assert mapped().intent is None
    assert mapped(intent={"actions": ["send"]}).intent == Intent(actions=("send",))
