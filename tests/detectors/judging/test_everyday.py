"""Everyday is what two peers do with the same tool, and the average peer once a day."""

import pytest

from baselines import ChangesBaseline, Features, Membership, Profile, RateBaseline
from detectors import HighImpact
from detectors.judging.everyday import has_past, is_everyday, is_first_time

HOUR_S = 3_600.0
CALL: Features = Features(time=48 * HOUR_S, verb=7, tool=5)


def peers(n_users: int, every_h: int) -> Profile:
    """Return peers of whom so many use tool 5, and the average one every so many hours."""
    profile = Profile()
    for hour in range(49):
        verb = 7 if hour % every_h == 0 else 0
        profile[RateBaseline].learn_one(Features(time=HOUR_S * hour, verb=verb))
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
    seldom[RateBaseline].learn_one(Features(time=2_000 * HOUR_S, verb=0))
    assert not is_everyday(Features(time=2_000 * HOUR_S, verb=7, tool=5), seldom)


def test_nobody_knows_anything_without_peers() -> None:
    assert not is_everyday(CALL, Profile())


def points(own: Profile, peers: Profile) -> float:
    x: Features = CALL.replace(session=1, is_changing=True, impact=30, is_broad=False)
    x = x.replace(pair=1, target=2, prefix=3, credential=0, by_tool=0)
    x = x.replace(is_approved=False, is_irreversible=False)
    score = HighImpact().score_one(x, own, peers)
    assert score is not None
    return score.observed


def test_the_first_rights_an_agent_gives_or_takes_add_up_unless_that_is_everyday() -> None:
    own = Profile()
    for event in range(100):
        own[Membership].see("access", HOUR_S * event)
        own[RateBaseline].learn_one(Features(time=HOUR_S * (event - 52), verb=0))
    for n in range(3):
        own[RateBaseline].learn_one(Features(time=CALL.time - 3.0 + n, verb=7))
    alone, among_peers = points(own, peers(1, 12)), points(own, peers(2, 12))
    assert alone >= among_peers + 60.0


@pytest.mark.parametrize(
    ("gap_s", "n_users", "expected"), [(0.3, 2, False), (8.0, 2, True), (8.0, 1, False)]
)
def test_the_first_calls_of_what_peers_do_are_no_rush_and_with_a_tool_of_theirs(
    gap_s: float, n_users: int, expected: bool
) -> None:
    own = Profile()
    for n in (2, 1):
        own[RateBaseline].learn_one(Features(time=CALL.time - gap_s * n, verb=7))
    assert is_first_time(CALL, own, peers(n_users, 12)) is expected


def test_a_burst_is_no_past_and_neither_is_a_single_call_of_last_hour() -> None:
    rate = RateBaseline()
    for n in range(50):
        rate.learn_one(Features(time=0.3 * n, verb=2))
    assert not has_past(rate, 2, 15.0)
    slow = RateBaseline()
    slow.learn_one(Features(time=0.0, verb=2))
    slow.learn_one(Features(time=900.0, verb=2))
    assert not has_past(slow, 2, 1_500.0)


def test_what_was_done_a_week_ago_is_still_a_past_when_it_is_done_again() -> None:
    rate, later = RateBaseline(), 7 * 24 * HOUR_S
    rate.learn_one(Features(time=0.0, verb=2))
    for n in range(5):
        assert has_past(rate, 2, later + n)
        rate.learn_one(Features(time=later + n, verb=2))
