"""High impact adds up points: what a call can destroy, and what is new about it."""

import pytest

from baselines import (
    ChangesBaseline,
    Features,
    IdentityBaseline,
    Profile,
    RateBaseline,
    SessionsBaseline,
)
from detectors import HighImpact

from .high_impact_case import CALL, DAY_S, NOW, READ, agent, points

FAMILIAR = agent(10, 20, 50)
"""It knows tool, target and family, though not this tool on this target."""


def test_what_can_destroy_nothing_has_no_points() -> None:
    score = HighImpact().score_one(CALL.replace(impact=0), Profile(), Profile())
    assert score is not None
    assert (score.p, score.observed) == (1.0, 0.0)


def test_a_familiar_call_is_worth_what_it_can_destroy() -> None:
    assert points(FAMILIAR) == 40.0


def test_its_own_tool_on_its_own_target_is_worth_forty_less() -> None:
    assert points(agent(30), impact=65) == 25.0


def test_points_never_fall_below_zero() -> None:
    assert points(agent(30)) == 0.0


@pytest.mark.parametrize(
    ("known", "more"),
    [((10, 20, 50), 0), ((10, 50), 0), ((10, 20), 0), ((20, 50), 10), ((10,), 10), ((), 20)],
    ids=["all", "family", "target", "new-tool", "new-target", "both"],
)
def test_a_new_tool_and_a_new_family_of_targets_add_ten_each(
    known: tuple[int, ...], more: int
) -> None:
    assert points(agent(*known)) == 40.0 + more


def test_a_tool_that_two_peers_know_counts_half() -> None:
    peers = Profile()
    peers[ChangesBaseline].known = {10: 2}
    assert points(agent(20), peers) == 45.0


def test_one_peer_makes_no_tool_less_new() -> None:
    peers = Profile()
    peers[ChangesBaseline].known = {10: 1}
    assert points(agent(20), peers) == 50.0


def test_a_verb_class_it_never_used_adds_ten() -> None:
    assert points(agent(10, 20, verbs=(READ,))) == 50.0


def test_many_new_things_at_once_are_still_one_first_time() -> None:
    assert points(agent(verbs=(READ,))) == 60.0


def test_a_credential_it_never_used_adds_fifteen() -> None:
    assert points(FAMILIAR, credential=8) == 55.0


def test_a_call_that_names_no_credential_has_no_new_one() -> None:
    assert points(FAMILIAR, credential=0) == 40.0


def test_an_agent_that_never_named_one_has_none_to_differ_from() -> None:
    own = agent(10, 20)
    own[IdentityBaseline].credentials.clear()
    assert points(own, credential=8) == 40.0


@pytest.mark.parametrize(
    ("is_production", "is_broad", "more"),
    [(True, True, 15), (True, False, 0), (False, True, 0), (False, False, 0)],
)
def test_taking_many_objects_at_once_from_production_adds_fifteen(
    is_production: bool, is_broad: bool, more: int
) -> None:
    assert points(FAMILIAR, is_production=is_production, is_broad=is_broad) == 40.0 + more


def broad_points(
    own: Profile, peers: Profile | None = None, impact: int = 85, by_tool: int = 45
) -> float:
    """Drop a table in production."""
    return points(
        own,
        peers,
        impact=impact,
        by_tool=by_tool,
        is_broad=True,
        is_production=True,
        is_irreversible=True,
        broad_tool=60,
    )


def test_who_always_drops_tables_in_production_may_drop_another() -> None:
    assert broad_points(agent(10, 20, 50)) == 100.0
    assert broad_points(agent(10, 20, 50, 60)) == 40.0


@pytest.mark.parametrize(("n_users", "expected"), [(2, 40.0), (1, 60.0)])
def test_nothing_is_new_about_what_two_peers_do_to_the_same_target(
    n_users: int, expected: float
) -> None:
    peers = Profile()
    peers[ChangesBaseline].known = {30: n_users}
    assert points(agent(verbs=(READ,)), peers) == expected


def test_what_two_peers_do_to_the_same_target_excuses_no_second_irreversible_call() -> None:
    own, peers = agent(verbs=(READ,)), Profile()
    peers[ChangesBaseline].known = {30: 2}
    own[SessionsBaseline].live[1].n_irreversible = 1
    assert points(own, peers, is_irreversible=True) == 80.0


def test_what_two_peers_are_used_to_is_no_habit_of_one() -> None:
    peers = Profile()
    for n_peers, expected in ((1, 100.0), (2, 40.0)):
        peers[ChangesBaseline].known = {60: n_peers}
        assert broad_points(agent(10, 20, 50), peers) == expected


def test_no_habit_excuses_a_target_that_is_all_there_is() -> None:
    """What the target, not the tool, says of the call counts for everybody."""
    assert broad_points(agent(10, 20, 50, 60), impact=65, by_tool=0) == 65.0


def test_an_approval_takes_sixty_off() -> None:
    assert points(FAMILIAR, impact=105, is_approved=True) == 45.0


def test_nothing_is_new_to_an_agent_that_is_itself_new() -> None:
    assert points(agent(n_events=39, verbs=(READ,))) == 40.0


def test_nothing_is_new_to_an_agent_younger_than_three_days() -> None:
    own = agent(verbs=())
    own[RateBaseline].learn_one(Features(time=NOW - 2 * DAY_S, verb=READ))
    assert points(own) == 40.0


def test_a_stray_credential_needs_no_age() -> None:
    assert points(agent(n_events=5), credential=8) == 55.0


@pytest.mark.parametrize(("n_secrets", "more"), [(0, 0), (1, 25), (2, 35), (3, 45), (9, 55)])
def test_changing_something_after_new_secrets_adds_up_to_three_of_them(
    n_secrets: int, more: int
) -> None:
    own = agent(10, 20)
    own[SessionsBaseline].live[1].n_secrets = n_secrets
    assert points(own) == 40.0 + more


def test_reading_further_secrets_adds_ten_each() -> None:
    own = agent(10, 20)
    own[SessionsBaseline].live[1].n_secrets = 2
    assert points(own, is_changing=False, verb=READ, impact=30) == 50.0


def test_secrets_of_another_session_do_not_count() -> None:
    own = agent(10, 20)
    own[SessionsBaseline].live[1].n_secrets = 3
    assert points(own, session=2) == 40.0


def test_the_incident_of_record_asks_for_a_stop() -> None:
    """A production volume, a stray token, a tool never used: one call."""
    total = points(agent(verbs=(READ,)), impact=65, credential=8, is_production=True, is_broad=True)
    assert total == 65 + 15 + 15 + 20
    assert total >= HighImpact().stop_at


def test_points_are_told_as_a_sum() -> None:
    """Whoever is woken up has to see at once what the call was held for."""
    x: Features = CALL.replace(impact=105, by_tool=45, credential=8, is_production=True)
    x = x.replace(is_broad=True, is_irreversible=True)
    score = HighImpact().score_one(x, agent(verbs=(READ,)), Profile())
    assert score is not None
    assert score.points is not None
    assert score.points.told() == (
        "155 points, where 65 alert and 90 ask for a stop: delete +40, kind of tool +45, "
        "kind or number of targets +20, new credential +15, new tool, target, verb +20, "
        "production +15"
    )


def test_p_falls_tenfold_each_twenty_points() -> None:
    score = HighImpact().score_one(CALL, FAMILIAR, Profile())
    assert score is not None
    assert score.p == pytest.approx(0.01)


def test_the_thresholds_stand_in_order() -> None:
    with pytest.raises(ValueError, match="alert_at must be positive and at most stop_at"):
        HighImpact(alert_at=91.0, stop_at=90.0)


def test_who_always_publishes_is_not_judged_by_the_name_of_the_tool() -> None:
    assert [points(agent(*k), impact=55, by_tool=30) for k in ((50,), (10, 50))] == [65.0, 25.0]
