"""What a session did before, and how fast, tells what its next call can destroy."""

import pytest

from baselines import (
    ChangesBaseline,
    Features,
    Membership,
    Profile,
    RateBaseline,
    SessionsBaseline,
)

from .high_impact_case import CALL, DELETE, NOW, READ, agent, points


def run_of_deletes(own: Profile, peers: Profile, n: int, gap_s: float) -> list[float]:
    """Return the points of each of `n` irreversible calls of one session."""
    totals = []
    for i in range(n):
        time = NOW + gap_s * i
        totals.append(points(own, peers, is_irreversible=True, time=time))
        own[SessionsBaseline].live[1].n_irreversible += 1
        own[RateBaseline].learn_one(Features(time=time, verb=DELETE))
    return totals


def test_each_earlier_irreversible_call_of_the_session_adds_twenty_where_there_were_none() -> None:
    own = agent(10, 20, verbs=(READ,))
    assert run_of_deletes(own, Profile(), 4, 0.0) == [50.0, 70.0, 90.0, 110.0]


@pytest.mark.parametrize(
    ("gap_s", "n_users", "expected"),
    [
        (8.0, 2, [50.0, 60.0, 70.0, 80.0]),
        (0.3, 2, [50.0, 70.0, 90.0, 110.0]),
        (8.0, 1, [50.0, 70.0, 90.0, 110.0]),
    ],
)
def test_the_first_ones_with_a_tool_of_the_peers_add_ten_as_long_as_there_is_no_rush(
    gap_s: float, n_users: int, expected: list[float]
) -> None:
    own, peers = agent(10, 20, verbs=(READ,)), Profile()
    peers[ChangesBaseline].known = {10: n_users}
    assert run_of_deletes(own, peers, 4, gap_s) == expected


def batches_of_peers(n: int, gap_s: float) -> Profile:
    """Return peers that know tool 10, and delete `n` at once every third week."""
    peers = Profile()
    peers[ChangesBaseline].known = {10: 2}
    for week in (9, 6, 3):
        for i in range(n):
            x: Features = Features(time=NOW - 604_800.0 * week + gap_s * i, verb=DELETE)
            peers[RateBaseline].learn_one(x)
    peers[RateBaseline].learn_one(Features(time=NOW, verb=READ))
    return peers


@pytest.mark.parametrize(
    ("peers_gap_s", "gap_s", "expected"),
    [
        (8.0, 8.0, [50.0] * 9 + [190.0]),
        (60.0, 4.0, [50.0, 50.0, 70.0, 80.0, 90.0, 100.0, 110.0, 170.0, 180.0, 190.0]),
        (8.0, 0.3, [50.0, 70.0, 90.0, 110.0, 130.0, 150.0, 170.0, 240.0, 260.0, 280.0]),
    ],
)
def test_the_first_ones_are_no_more_than_new_where_peers_do_as_many_as_fast_up_to_the_tenth(
    peers_gap_s: float, gap_s: float, expected: list[float]
) -> None:
    own, peers = agent(10, 20, verbs=(READ,)), batches_of_peers(10, peers_gap_s)
    assert run_of_deletes(own, peers, 10, gap_s) == expected


def test_what_was_deleted_a_week_ago_is_a_past() -> None:
    own = agent(10, 20, verbs=(READ,))
    own[RateBaseline].learn_one(Features(time=NOW, verb=DELETE))
    own[SessionsBaseline].live.clear()
    week_later = own[SessionsBaseline].open(CALL.replace(time=NOW + 7 * 86_400.0))[0]
    week_later.n_irreversible = 2
    for _ in range(2):
        own[RateBaseline].learn_one(Features(time=NOW + 7 * 86_400.0, verb=DELETE))
    assert points(own, is_irreversible=True, time=NOW + 7 * 86_400.0) == 40.0


def test_the_same_delete_again_adds_nothing() -> None:
    own, session = agent(10, 20, verbs=(READ,)), 1
    own[SessionsBaseline].live[session].n_irreversible = 2
    own[SessionsBaseline].live[session].n_again = 3
    for _ in range(5):
        own[RateBaseline].learn_one(Features(time=NOW, verb=DELETE))
    assert points(own, is_irreversible=True, is_again=True) == 70.0
    assert points(own, is_irreversible=True) == 90.0, "the repeats are no habit of deleting"


def test_the_same_delete_again_makes_no_batch_larger() -> None:
    own = agent(10, 20)
    own[SessionsBaseline].live[1].n_irreversible = 7
    own[RateBaseline].learn_one(Features(time=NOW, verb=DELETE))
    assert points(own, is_irreversible=True, is_again=True) == 40.0


def test_repeats_are_ordinary_where_deletes_are() -> None:
    own = agent(10, 20, n_events=1_000)
    own[SessionsBaseline].live[1].n_irreversible = 5
    assert points(own, is_irreversible=True) == 40.0


def test_a_batch_far_beyond_habit_adds_fifty_whatever_statistics_say() -> None:
    """One delete a day is a habit; eight in one session are not."""
    own = agent(10, 20, n_events=10)
    for _ in range(31):
        own[Membership].see("mail", NOW)
    totals = []
    for _ in range(8):
        totals.append(points(own, is_irreversible=True))
        own[SessionsBaseline].live[1].n_irreversible += 1
        own[RateBaseline].learn_one(Features(time=NOW, verb=DELETE))
    assert totals == [40.0] * 7 + [90.0]


def test_a_batch_to_the_trash_far_beyond_habit_asks_for_a_stop_too() -> None:
    """Whoever empties an inbox into the trash has still emptied it."""
    own = agent(10, 20, n_events=10)
    for _ in range(31):
        own[Membership].see("mail", NOW)
    totals = []
    for _ in range(8):
        totals.append(points(own))
        own[SessionsBaseline].live[1].n_trashed += 1
        own[RateBaseline].learn_one(Features(time=NOW, verb=DELETE))
    assert totals == [40.0] * 7 + [90.0]


def test_a_rare_delete_to_the_trash_is_no_reason_to_stop() -> None:
    own = agent(10, 20, verbs=(READ,))
    for n in range(3):
        own[SessionsBaseline].live[1].n_trashed = n
        assert points(own) == 50.0


def test_what_looked_odd_takes_nothing_off_the_past() -> None:
    """Calls of now are taken off for what they count: that there was one before stays known."""
    own = agent(10, 20, verbs=(READ,))
    own[RateBaseline].learn_one(Features(time=NOW - 86_400.0, verb=DELETE))
    for _ in range(3):
        own[SessionsBaseline].live[1].n_irreversible += 1
        own[RateBaseline].learn_one(Features(time=NOW, verb=DELETE), weight=0.1)
    assert points(own, is_irreversible=True) == 40.0


def weekly_batches(n: int, gap_s: float) -> Profile:
    """Return an agent that deleted `n` at once in each of the last six weeks, and now `n`."""
    own = agent(10, 20, verbs=(READ,))
    for week in range(6, -1, -1):
        for i in range(n):
            x: Features = Features(time=NOW - 604_800.0 * week + gap_s * (i - n), verb=DELETE)
            own[RateBaseline].learn_one(x)
    own[SessionsBaseline].live[1].n_irreversible = n
    return own


def test_a_batch_as_every_week_is_a_habit_however_few_that_makes_a_day() -> None:
    assert points(weekly_batches(10, gap_s=8.0), is_irreversible=True) == 40.0


def test_ten_in_a_moment_are_none_where_they_usually_take_a_minute() -> None:
    own = weekly_batches(10, gap_s=8.0)
    for i in range(9):
        x: Features = Features(time=NOW + 0.2 * i, verb=DELETE)
        own[RateBaseline].learn_one(x)
    assert points(own, is_irreversible=True, time=NOW + 2.0) == 90.0


def test_who_deletes_a_lot_all_day_is_still_held_to_ten_in_a_minute() -> None:
    own, totals = agent(10, 20, verbs=(READ,)), []
    for n in range(300):
        time = NOW - 28_800.0 * (38 - n // 8) + 180.0 * (n % 8)
        own[RateBaseline].learn_one(Features(time=time, verb=DELETE))
    for n in range(10):
        totals.append(points(own, is_irreversible=True, time=NOW + 0.2 * n))
        own[SessionsBaseline].live[1].n_irreversible += 1
        own[RateBaseline].learn_one(Features(time=NOW + 0.2 * n, verb=DELETE))
    assert totals == [40.0] * 9 + [90.0]


def test_a_long_batch_of_one_who_always_makes_such_may_be_fast_for_a_moment() -> None:
    own = agent(10, 20, verbs=(READ,))
    for n in range(400):
        time = NOW - 28_800.0 * (10 - n // 40) + 30.0 * (n % 40)
        own[RateBaseline].learn_one(Features(time=time, verb=DELETE))
    own[SessionsBaseline].live[1].n_irreversible = 20
    for _ in range(10):
        own[RateBaseline].learn_one(Features(time=NOW, verb=DELETE))
    assert points(own, is_irreversible=True) == 40.0


def newcomer(n_deletes: int, *days_before: float) -> Profile:
    """Return a profile of some deletes within the last moments, and as many days before."""
    own = Profile()
    for days in days_before:
        for n in range(n_deletes):
            time = NOW - 86_400.0 * days + 0.01 * n
            own[RateBaseline].learn_one(Features(time=time, verb=DELETE))
    for n in range(n_deletes):
        x: Features = CALL.replace(time=NOW - 0.01 * (n_deletes - n), is_irreversible=True)
        own[SessionsBaseline].open(x)
        own[SessionsBaseline].learn_one(x)
        own[RateBaseline].learn_one(x)
        own[Membership].see(None, x.time)
    own[SessionsBaseline].open(CALL)
    return own


def test_a_newcomer_that_destroys_at_a_machines_pace_is_asked_to_stop_at_its_third_call() -> None:
    assert [points(newcomer(n), is_irreversible=True) for n in range(3)] == [40, 65, 90]


def test_a_newcomer_that_did_as_much_yesterday_is_not() -> None:
    assert points(newcomer(6, 1.0), is_irreversible=True) == 40


def test_a_newcomer_is_not_for_what_is_its_peers_daily_work() -> None:
    peers = Profile()
    peers[ChangesBaseline].known = {CALL.tool: 2}
    for day in range(9):
        for n in range(6):
            time = NOW - 86_400.0 * day + 0.01 * n
            peers[RateBaseline].learn_one(Features(time=time, verb=DELETE))
    assert points(newcomer(4), peers, is_irreversible=True) == 40
    assert points(newcomer(30), peers, is_irreversible=True) > 90, "but no more than they"


def test_a_newcomer_that_takes_its_time_is_not() -> None:
    assert points(newcomer(2), is_irreversible=True, time=NOW + 5.0) == 40


@pytest.mark.parametrize(("n_before", "expected"), [(0, 50), (1, 70), (2, 90)])
def test_who_never_gave_rights_is_asked_to_stop_at_the_third_in_a_minute(
    n_before: int, expected: float
) -> None:
    admin = 7
    own = agent(verbs=(READ,))
    for n in range(n_before):
        own[RateBaseline].learn_one(Features(time=NOW - 0.5 * (n_before - n), verb=admin))
    assert points(own, verb=admin, impact=30) == expected


def test_who_gives_rights_daily_may_give_three_in_a_minute() -> None:
    admin = 7
    own = agent(verbs=(READ, admin))
    for n in range(2):
        own[RateBaseline].learn_one(Features(time=NOW - 0.5 * (2 - n), verb=admin))
    assert points(own, verb=admin, impact=30) < 65


SEND, ADMIN = 3, 7


def run_of(verb: int, impact: int, own: Profile, n: int, gap_s: float) -> list[float]:
    """Return the points of each of `n` calls of a class."""
    totals = []
    for i in range(n):
        time = NOW + gap_s * i
        totals.append(points(own, verb=verb, impact=impact, time=time))
        own[RateBaseline].learn_one(Features(time=time, verb=verb))
    return totals


@pytest.mark.parametrize(("verb", "impact"), [(SEND, 25), (ADMIN, 30)])
def test_the_tenth_in_a_rush_asks_for_a_stop_whatever_the_trade(verb: int, impact: int) -> None:
    totals = run_of(verb, impact, agent(10, 20, verbs=(READ, verb)), 12, gap_s=0.9)
    assert [total >= 90.0 for total in totals] == [False] * 9 + [True] * 3


def test_ten_in_two_minutes_are_no_rush() -> None:
    own = agent(10, 20, verbs=(READ, SEND))
    assert max(run_of(SEND, 25, own, 20, gap_s=8.0)) == 25.0


def test_nor_are_they_for_one_whose_batches_are_as_fast() -> None:
    own = agent(10, 20, verbs=(READ,))
    for day in range(6, 0, -1):
        for n in range(20):
            own[RateBaseline].learn_one(Features(time=NOW - 86_400.0 * day + 0.5 * n, verb=SEND))
    totals = run_of(SEND, 25, own, 40, gap_s=0.5)
    assert [total >= 90.0 for total in totals[19::20]] == [False, True]


def test_what_was_approved_may_come_in_a_rush() -> None:
    own = agent(10, 20, verbs=(READ, SEND))
    run_of(SEND, 25, own, 12, gap_s=0.1)
    assert points(own, verb=SEND, impact=25, time=NOW + 2.0, is_approved=True) < 65.0
