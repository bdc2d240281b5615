"""Rogue agents are chosen by what they did, in anybody's history."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from roguewatch.simulation import Fleet
from roguewatch.simulation.casting import Casting, observe
from streams.events import ActionEvent

MONDAY = datetime(2026, 11, 9, tzinfo=UTC)
HISTORY = list(Fleet(2, 60, MONDAY, 14).events())


def foreign(n_agents: int = 12, has_deleter: bool = True) -> list[ActionEvent]:
    """Somebody else's fleet: other names, no cohorts, credentials or environments."""
    events = []
    for day in range(7):
        for n in range(n_agents):
            for call in range(12):
                is_delete = has_deleter and n == 3 and call > 9
                action = ("read", "write", "send")[call % 3] if not is_delete else "delete"
                events.append(
                    ActionEvent(
                        event_id=f"{day}-{n}-{call}",
                        time=MONDAY + timedelta(days=day, hours=9, minutes=n, seconds=20 * call),
                        tenant="acme",
                        agent_id=f"unit {n}",
                        tool=f"tool_{call % 6}",
                        action=action,  # type: ignore[arg-type]
                        resource=f"thing-{call}",
                    )
                )
    return sorted(events, key=lambda event: event.time)


def test_seven_parts_by_seven_agents() -> None:
    parts = Casting(HISTORY, seed=1).parts
    assert len({part.key for part in parts}) == 7
    assert not any(part.is_added for part in parts)


def test_the_seed_alone_decides() -> None:
    assert Casting(HISTORY, seed=4).parts == Casting(HISTORY, seed=4).parts
    assert Casting(HISTORY, seed=4).parts != Casting(HISTORY, seed=5).parts


def test_each_is_of_the_trade_of_its_incident() -> None:
    cohorts = {part.incident: part.cohort for part in Casting(HISTORY, seed=1).parts}
    assert cohorts == {
        "a": "coding",
        "b-never": "mail",
        "b-deleter": "mail",
        "c": "support",
        "d": "mail",
        "e-never": "coding",
        "e-deleter": "coding",
    }


def test_a_part_carries_the_names_the_agent_usually_has() -> None:
    habits = observe(HISTORY)
    for part in Casting(HISTORY, seed=1).parts:
        assert part.credential_id in habits[part.key].credentials
        assert part.environment in habits[part.key].environments


def test_in_a_foreign_history_its_own_agents_play() -> None:
    parts = Casting(foreign(), seed=1).parts
    assert len({part.key for part in parts}) == 7
    by_name = {part.incident: part for part in parts}
    for name in ("a", "b-never", "c", "d", "e-never"):
        assert by_name[name].tenant == "acme"
        assert not by_name[name].is_added


def test_verbs_that_a_history_leaves_out_are_read_from_the_names_of_its_tools() -> None:
    names = {"read": "s3.GetObject", "write": "s3.PutObject", "send": "ses.SendEmail"}
    unsaid = [
        replace(event, action="other", tool=names.get(event.action, "s3.DeleteObject"))
        for event in foreign()
    ]
    parts = Casting(unsaid, seed=1).parts
    played = {part.incident for part in parts if not part.is_added}
    assert {"a", "b-never", "c", "e-never"} < played
    purge = next(p for p in parts if p.agent_id == "unit 3")
    assert {call.tool for call in purge.calls if call.is_rogue} == {"s3.DeleteObject"}


def test_only_one_part_is_left_for_the_only_deleter() -> None:
    parts = Casting(foreign(), seed=1).parts
    deleters = [p for p in parts if p.incident in ("b-deleter", "e-deleter")]
    assert sorted(p.is_added for p in deleters) == [False, True]
    assert {p.agent_id for p in deleters if not p.is_added} == {"unit 3"}


@pytest.mark.parametrize("name", ["b-deleter", "e-deleter"])
def test_where_nobody_ever_deletes_a_deleter_is_added_with_a_past(name: str) -> None:
    casting = Casting(foreign(has_deleter=False), seed=1)
    part = next(part for part in casting.parts if part.incident == name)
    past = [event for event in casting.added_events if event.key == part.key]
    assert part.is_added
    assert part.agent_id.startswith("simulated-")
    assert observe(past)[part.key].is_used_to_deleting


@pytest.mark.parametrize(("gap_s", "is_used"), [(60.0, False), (3_600.0, True)])
def test_who_deletes_ten_at_once_by_habit_is_not_one_of_a_few_a_day(
    gap_s: float, is_used: bool
) -> None:
    events = [
        replace(e, action="delete", time=e.time.replace(hour=6) + timedelta(seconds=gap_s * call))
        for day in range(3)
        for call, e in enumerate(foreign(n_agents=1)[12 * day : 12 * day + 11])
    ]
    assert observe(events)["acme/unit 0"].is_used_to_deleting == is_used


def test_nobody_plays_who_came_two_days_ago() -> None:
    """However much it did since: what is ordinary for it is not known yet."""
    late = MONDAY + timedelta(days=5)
    events = [e for e in foreign() if e.agent_id in ("unit 0", "unit 1", "unit 3") or e.time > late]
    players = {part.agent_id for part in Casting(events, seed=1).parts if not part.is_added}
    assert players == {"unit 0", "unit 1", "unit 3"}


def test_in_two_days_nobody_comes_to_be_known() -> None:
    with pytest.raises(ValueError, match=r"must cover 3 days .* got 2026-11-09 09:00 to"):
        Casting([e for e in foreign() if e.time < MONDAY + timedelta(days=2)], seed=1)


def test_an_agent_that_retired_does_not_come_back() -> None:
    retired = [e for e in HISTORY if not (e.cohort == "support" and e.time.day > 15)]
    part = next(p for p in Casting(retired, seed=1).parts if p.incident == "c")
    assert part.cohort != "support"
