"""What a person reads at 3 a.m. is enough to act on."""

import shlex
from typing import Any

import msgspec
import pytest

from alerts.alert import Evidence
from alerts.decision import ACCESS_REVOKED, ALERT, DETECTED, Decision
from alerts.wording import how_to_undo, message, runbook, title, undo_command, what_was_done

from .make import make_alert

PERMIT = Decision(
    outcome="permit", mode="suspend", disposition=ACCESS_REVOKED, reason="permitted by p"
)


def test_the_title_says_who_and_what() -> None:
    assert title(make_alert()) == (
        "AI agent mail-1 (mail): 200.0 calls of this kind in the last minute; "
        "usually 0.0, its peers 0.1"
    )


def test_the_message_tells_the_whole_story() -> None:
    assert message(make_alert()) == (
        "AI agent mail-1 (tenant default, cohort mail) is at risk 97 of 100 (critical). "
        "Last it called mail.delete (delete) on inbox/17 in production at "
        "2025-11-24 16:01:00 UTC, outcome success. "
        "burst (90 % of the evidence): 200.0 calls of this kind in the last minute; "
        "usually 0.0, its peers 0.1 (observed 200, expected by its past 0, by its peers 0.1). "
        "A stop was requested; `roguewatch status` shows what was decided and confirmed. "
        "To let it work again: roguewatch reinstate --tenant default --reason 'WHY' -- mail-1"
    )


@pytest.mark.parametrize(
    ("changes", "decision", "done", "undo"),
    [
        (
            {"is_stop_requested": False},
            None,
            "Nothing was stopped: no promoted detector asked for it.",
            False,
        ),
        (
            {"activity": "close"},
            None,
            "Its behaviour is usual again; the incident is closed.",
            True,
        ),
        (
            {"activity": "close", "ending": "quiet"},
            None,
            "Its behaviour is usual again; the incident is closed.",
            True,
        ),
        (
            {"activity": "close", "ending": "lapsed"},
            None,
            "An hour has passed since its stop was asked for (what goes on is a new one); "
            "the incident is closed.",
            True,
        ),
        (
            {"activity": "close", "ending": "reinstated"},
            None,
            "A person let it work again; the incident is closed.",
            False,
        ),
        ({}, PERMIT, "The agent was ordered to stop (suspend): permitted by p.", True),
        (
            {},
            Decision(outcome="permit", mode="shadow", disposition=DETECTED, reason="by p"),
            "Shadow mode, so nothing was stopped; it would have been: by p.",
            False,
        ),
        (
            {},
            Decision(outcome="deny", disposition=ALERT, reason="forbidden by p"),
            "The stop was not permitted: forbidden by p.",
            False,
        ),
        (
            {},
            Decision(outcome="hold", disposition=ALERT, reason="storm"),
            "The stop is held until a person releases it: storm.",
            False,
        ),
    ],
)
def test_it_says_what_was_done_and_how_to_undo_it(
    changes: dict[str, Any], decision: Decision | None, done: str, undo: bool
) -> None:
    alert = make_alert(**changes)
    assert what_was_done(alert, decision) == done
    line = "roguewatch reinstate" if undo else "To stop it: roguewatch kill"
    assert line in how_to_undo(alert, decision)


def test_a_release_cannot_be_stopped_like_an_agent() -> None:
    shift = make_alert(detectors=("release_shift",), is_stop_requested=False)
    assert how_to_undo(shift) == "There is nothing to undo."


def test_an_incident_that_is_over_is_told_as_past() -> None:
    told = message(make_alert(activity="close", is_stop_requested=False))
    assert "was at risk 97 of 100" in told
    assert told.endswith("the incident is closed. There is nothing to undo.")


@pytest.mark.parametrize("name", ["x; rm -rf ~", "$(reboot)", "--help", "a'b", "`id`", "\x1b[2J"])
def test_the_line_to_paste_is_safe_in_a_shell(name: str) -> None:
    """The agent chose its name, and the person who pastes it is tired."""
    words = shlex.split(undo_command(make_alert(agent_id=name)))
    assert words[:-1] == [
        *("roguewatch", "reinstate", "--tenant", "default", "--reason", "WHY", "--")
    ]
    assert words[-1] == name.replace("\x1b", "\\x1b")


def test_the_runbook_of_the_strongest_detector_comes_first() -> None:
    steps = runbook(make_alert(detectors=("volume", "burst")))
    assert steps.startswith(runbook(make_alert(detectors=("burst",), reasons=())))


def test_an_unknown_detector_has_a_runbook_too() -> None:
    assert "asked to do" in runbook(make_alert(detectors=("a_pipeline",), reasons=()))


def test_an_alert_without_reasons_still_has_a_title() -> None:
    assert title(make_alert(reasons=(), cohort=None)) == "AI agent mail-1: unusual by burst, volume"


@pytest.mark.parametrize("time", [1e18, -1e18, 253_402_300_800.0])
def test_a_clock_gone_mad_does_not_stop_the_alert(time: float) -> None:
    alert = make_alert()
    event = msgspec.structs.replace(alert.evidence[0], time=time)
    assert "s after 1970" in message(make_alert(evidence=(event,)))


def test_hostile_names_arrive_visible_and_short() -> None:
    hostile = "\u202e\x1b[31m" + "A" * 100_000
    event = Evidence(event_id=hostile, time=1.0, tool=hostile, action=hostile, resource=hostile)
    text = message(make_alert(agent_id=hostile, cohort=hostile, evidence=(event, event)))
    assert text.isprintable()
    assert len(text) < 3_000
