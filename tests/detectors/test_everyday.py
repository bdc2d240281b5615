"""Everyday is what two peers do with the same tool, and the average peer once a day."""

import pytest

from baselines import ChangesBaseline, Features, Membership, Profile, RateBaseline
from detectors import HighImpact
from detectors.everyday import is_everyday

HOUR_S = 3_600.0
CALL: Features = {"time": 48 * HOUR_S, "verb": 7, "tool": 5}


def peers(n_users: int, every_h: int) -> Profile:
    """Return peers of whom so many use tool 5, and the average one every so many hours."""
    profile = Profile()
    for hour in range(49):
        verb = 7 if hour % every_h == 0 else 0
        profile[RateBaseline].learn_one({"time": HOUR_S * hour, "verb": verb})
    profile[ChangesBaseline].known[5] = n_users
    return profile


@pytest.mark.parametrize(
    ("n_users", "every_h", "expected"), [(2, 12, True), (1, 12, False), (2, 48, True)]
)
def test_two_users_of_the_tool_and_a_call_a_day_are_needed(
    n_users: int, every_h: int, expected: bool
) -> None:
    assert is_everyday(CALL, peers(n_users, every_h)) is expected


def test_what_few_do_seldom_is_not_everyday() -> None:
    seldom = peers(2, 1_000)
    seldom[RateBaseline].learn_one({"time": 2_000 * HOUR_S, "verb": 0})
    assert not is_everyday({"time": 2_000 * HOUR_S, "verb": 7, "tool": 5}, seldom)


def test_nobody_knows_anything_without_peers() -> None:
    assert not is_everyday(CALL, Profile())


def points(own: Profile, peers: Profile) -> float:
    x: Features = {**CALL, "session": 1, "is_changing": True, "impact": 30, "is_broad": False}
    x |= {"pair": 1, "target": 2, "prefix": 3, "credential": 0, "by_tool": 0}
    x |= {"is_approved": False, "is_irreversible": False}
    score = HighImpact().score_one(x, own, peers)
    assert score is not None
    return score.observed


def test_the_first_rights_an_agent_gives_or_takes_add_up_unless_that_is_everyday() -> None:
    own = Profile()
    for event in range(100):
        own[Membership].see("access", HOUR_S * event)
        own[RateBaseline].learn_one({"time": HOUR_S * (event - 52), "verb": 0})
    for n in range(3):
        own[RateBaseline].learn_one({"time": CALL["time"] - 3.0 + n, "verb": 7})
    alone, among_peers = points(own, peers(1, 12)), points(own, peers(2, 12))
    assert alone >= among_peers + 60.0
