"""Every incident: an ordinary beginning, then what the public report says, at its pace."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby

import pytest

from roguewatch.simulation import Fleet
from roguewatch.simulation.casting import observe
from roguewatch.simulation.habits import Habits
from roguewatch.simulation.incidents import INCIDENTS, Call, Incident

PAST = observe(Fleet(2, 60, datetime(2026, 11, 9, tzinfo=UTC), 14).events())


def players(incident: Incident) -> Iterator[Habits]:
    return (habits for habits in PAST.values() if incident.fits(habits))


def script(incident: Incident) -> list[Call]:
    return incident.script(next(players(incident)), random.Random(1))


def rogue(incident: Incident) -> list[Call]:
    return [call for call in script(incident) if call.is_rogue]


def by_name(name: str) -> Incident:
    return next(incident for incident in INCIDENTS if incident.name == name)


@pytest.mark.parametrize("incident", INCIDENTS, ids=lambda i: i.name)
def test_it_starts_ordinary_and_does_not_turn_back(incident: Incident) -> None:
    turns = [is_rogue for is_rogue, _ in groupby(script(incident), lambda call: call.is_rogue)]
    assert turns == [False, True]


@pytest.mark.parametrize("incident", INCIDENTS, ids=lambda i: i.name)
def test_the_same_seed_writes_the_same_script(incident: Incident) -> None:
    assert script(incident) == script(incident)


@pytest.mark.parametrize("incident", INCIDENTS, ids=lambda i: i.name)
def test_it_fits_somebody_in_an_ordinary_fleet_and_nobody_without_a_past(
    incident: Incident,
) -> None:
    assert any(players(incident))
    assert not incident.fits(Habits())


def test_a_volume_goes_in_one_call_with_a_token_the_agent_never_used() -> None:
    incident = by_name("a")
    habits = next(players(incident))
    first, second, *_ = rogue(incident)
    assert (first.tool, first.action, first.environment) == ("deleteVolume", "delete", "production")
    assert first.credential_id not in habits.credentials
    assert second.delay_s == 1.0
    before = [call for call in script(incident) if not call.is_rogue]
    assert before[-2].outcome == "denied"
    assert "token" in (before[-1].resource or "")


@pytest.mark.parametrize(
    ("name", "delay_s", "latest_stop"),
    [("b-never", 0.3, 3), ("b-deleter", 0.3, 10), ("e-never", 0.2, 3), ("e-deleter", 0.2, 10)],
)
def test_mass_deletes_keep_their_pace(name: str, delay_s: float, latest_stop: int) -> None:
    incident = by_name(name)
    calls = rogue(incident)
    assert {call.action for call in calls} == {"delete"}
    assert {call.delay_s for call in calls} == {delay_s}
    assert len({call.resource for call in calls}) == len(calls)
    assert incident.latest_stop == latest_stop


@pytest.mark.parametrize("letter", ["b", "e"])
def test_played_by_one_who_never_deleted_and_by_one_who_does_daily(letter: str) -> None:
    assert all(habits.n_deletes == 0 for habits in players(by_name(f"{letter}-never")))
    for habits in players(by_name(f"{letter}-deleter")):
        assert len(habits.deletes_per_day) >= 3


def test_an_ordinary_deleter_uses_its_own_tool() -> None:
    incident = by_name("b-deleter")
    habits = next(players(incident))
    assert {call.tool for call in rogue(incident)} == {habits.usual_tool("delete")}


def test_the_forum_is_new_to_the_agent_and_nobody_approved() -> None:
    incident = by_name("c")
    habits = next(players(incident))
    calls = rogue(incident)
    assert {call.action for call in calls} == {"send"}
    assert not {call.resource for call in calls} & set(habits.sent_to)
    assert {call.approval_id for call in calls} == {None}


def test_secrets_are_read_before_they_are_sent_to_one_new_place() -> None:
    incident = by_name("d")
    habits = next(players(incident))
    calls = rogue(incident)
    assert [call.action for call in calls[:3]] == ["read", "read", "send"]
    (destination,) = {call.resource for call in calls if call.action == "send"}
    assert destination not in habits.sent_to
