"""Silence is no confirmation."""

from typing import Any

import pytest

from alerts.containment import Containment
from alerts.roster import Roster

from .make import make_ack, make_command, make_heartbeat

COMMAND = make_command()
NOW = 1_001.0


@pytest.fixture
def roster() -> Roster:
    """Require one enforcer, of which two instances are alive."""
    roster = Roster(required=("gateway",))
    for instance in ("i1", "i2"):
        roster.learn_one(make_heartbeat(instance))
    return roster


def test_every_live_instance_has_to_confirm(roster: Roster) -> None:
    one = roster.assess(COMMAND, [make_ack(COMMAND)], NOW)
    assert one == Containment("pending", {"gateway/i1": "applied"}, ("gateway/i2: no answer",))
    both = [make_ack(COMMAND), make_ack(COMMAND, "i2", result="already")]
    assert roster.assess(COMMAND, both, NOW).state == "contained"


def test_what_was_confirmed_before_still_counts(roster: Roster) -> None:
    before = {"gateway/i1": "applied"}
    assert roster.assess(COMMAND, [make_ack(COMMAND, "i2")], NOW, before).state == "contained"


def test_an_enforcer_without_a_live_instance_is_missing() -> None:
    roster = Roster(required=("gateway", "vault"))
    roster.learn_one(make_heartbeat())
    result = roster.assess(COMMAND, [make_ack(COMMAND)], NOW)
    assert (result.state, result.missing) == ("pending", ("vault: no live instance",))


def test_an_instance_that_fell_silent_is_not_waited_for(roster: Roster) -> None:
    roster.learn_one(make_heartbeat("i1", time=1_040.0))
    assert roster.assess(COMMAND, [make_ack(COMMAND)], 1_041.0).state == "contained"


def test_an_instance_that_confirmed_and_then_ended_has_confirmed(roster: Roster) -> None:
    assert roster.assess(COMMAND, [make_ack(COMMAND)], 1_050.0).state == "contained"


def test_with_no_required_enforcer_nobody_is_contained_by_itself() -> None:
    result = Roster(required=()).assess(COMMAND, [], NOW)
    assert (result.state, result.missing) == ("pending", ("no enforcer has confirmed",))


@pytest.mark.parametrize(("n_confirmed", "state"), [(0, "failed"), (1, "partial")])
def test_a_refusal_shows_at_once(roster: Roster, n_confirmed: int, state: str) -> None:
    acks = [make_ack(COMMAND, "i2", result="failed", detail="403")]
    result = roster.assess(COMMAND, [make_ack(COMMAND)] * n_confirmed + acks, NOW)
    assert result.state == state
    assert "gateway/i2: failed: 403" in result.missing


@pytest.mark.parametrize(("n_confirmed", "state"), [(0, "failed"), (1, "partial")])
def test_waiting_ends(roster: Roster, n_confirmed: int, state: str) -> None:
    for instance in ("i1", "i2"):
        roster.learn_one(make_heartbeat(instance, time=1_060.0))
    acks = [make_ack(COMMAND)] * n_confirmed
    assert roster.assess(COMMAND, acks, 1_060.4).state == "pending"
    assert roster.assess(COMMAND, acks, 1_060.5).state == state


def test_a_second_try_that_works_counts(roster: Roster) -> None:
    acks = [
        make_ack(COMMAND, result="failed"),
        make_ack(COMMAND, result="applied"),
        make_ack(COMMAND, "i2"),
        make_ack(COMMAND, "i2", result="refused"),
    ]
    assert roster.assess(COMMAND, acks, NOW).state == "contained"


@pytest.mark.parametrize(
    "changes",
    [{"cmd_id": "c2"}, {"epoch": 3}, {"sequence": 2}, {"tenant": "t2"}, {"agent_id": "mail-2"}],
)
def test_an_ack_of_another_command_does_not_count(roster: Roster, changes: dict[str, Any]) -> None:
    acks = [make_ack(COMMAND, **changes), make_ack(COMMAND, "i2")]
    assert roster.assess(COMMAND, acks, NOW).state == "pending"


def test_an_enforcer_of_other_agents_is_not_asked() -> None:
    roster = Roster(required=("sdk",))
    roster.learn_one(make_heartbeat("p1", enforcer="sdk", subjects=("default/mail-1",)))
    roster.learn_one(make_heartbeat("p2", enforcer="sdk", subjects=("default/mail-2",)))
    acks = [make_ack(COMMAND, "p1", enforcer="sdk")]
    assert roster.assess(COMMAND, acks, NOW).state == "contained"


def test_an_enforcer_that_is_not_required_cannot_fail_a_command(roster: Roster) -> None:
    acks = [make_ack(COMMAND, enforcer="extra", result="failed")]
    assert roster.assess(COMMAND, acks, NOW).state == "pending"


def test_an_old_heartbeat_does_not_age_an_instance(roster: Roster) -> None:
    roster.learn_one(make_heartbeat("i1", time=1_020.0))
    roster.learn_one(make_heartbeat("i1", time=900.0))
    assert [beat.instance for beat in roster.live(1_035.0)] == ["i1"]


def test_short_lived_instances_do_not_pile_up(roster: Roster) -> None:
    roster.forget(now=1_000.0 + 86_401.0)
    assert roster.live(1_001.0) == []


def test_a_life_of_no_length_is_refused() -> None:
    with pytest.raises(ValueError, match="alive_s must be positive; got 0"):
        Roster(required=(), alive_s=0)
