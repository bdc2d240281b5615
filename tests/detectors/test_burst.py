"""Burst scores bursts, and only bursts."""

import pytest

from baselines import (
    ACTIONS,
    Action,
    ChangesBaseline,
    Features,
    Profile,
    RateBaseline,
    SessionsBaseline,
)
from detectors import Burst, Score

DAY_S = 86_400.0


def call(time: float, action: Action = "delete") -> Features:
    return Features(time=time, verb=ACTIONS.index(action), tool=1)


def minutely(action: Action, n: int = 1_440) -> Profile:
    profile = Profile()
    for minute in range(n):
        profile[RateBaseline].learn_one(call(60.0 * minute, action))
    return profile


def score_last(n: int, own: Profile, action: Action, peers: Profile | None = None) -> Score:
    """Score the last of `n` calls that follow each other within a second or two."""
    for i in range(n - 1):
        own[RateBaseline].learn_one(call(DAY_S + 0.3 * i, action))
    score = Burst().score_one(call(DAY_S + 0.3 * (n - 1), action), own, peers or Profile())
    assert score is not None
    return score


@pytest.mark.parametrize("action", ["delete", "pay", "auth", "admin"])
def test_the_third_destructive_call_of_an_agent_that_never_made_one_is_a_burst(
    action: Action,
) -> None:
    """Never is knowledge: no rate has to be learned first."""
    assert score_last(3, minutely("read"), action).p < 1e-7


def test_the_first_one_is_not() -> None:
    assert score_last(1, minutely("read"), "delete").p > 1e-4


@pytest.mark.parametrize("n", [1, 3, 5])
def test_a_few_deletes_are_ordinary_where_deletes_are(n: int) -> None:
    assert score_last(n, minutely("delete"), "delete").p > 0.01


@pytest.mark.parametrize(("n", "most"), [(30, 1e-2), (200, 1e-15), (600, 1e-40)])
def test_p_falls_as_the_burst_grows(n: int, most: float) -> None:
    assert score_last(n, minutely("delete"), "delete").p < most


def test_p_never_rises_within_a_burst() -> None:
    own = minutely("read")
    ps = []
    for i in range(100):
        x = call(DAY_S + 0.3 * i)
        score = Burst().score_one(x, own, Profile())
        assert score is not None
        ps.append(score.p)
        own[RateBaseline].learn_one(x)
    assert ps == sorted(ps, reverse=True)


def test_a_burst_does_not_make_itself_usual() -> None:
    """Most of its own calls do not count as past while it lasts."""
    score = score_last(1_000, minutely("read"), "delete")
    assert score.p < 1e-200
    assert score.n < 0.05 * 1_000
    assert score.expected_by_agent < 0.01 * score.observed


def test_what_is_not_destructive_may_start_in_clumps() -> None:
    """A first burst of writes is work; a first burst of deletes is not."""
    assert (
        score_last(3, minutely("read"), "write").p
        > 1e3 * score_last(3, minutely("read"), "delete").p
    )


def test_who_works_in_clumps_may() -> None:
    """A job of forty deletes a day is no burst on the tenth day."""

    def worked(is_clumped: bool) -> Profile:
        profile = Profile()
        for day in range(10):
            for i in range(40):
                step = 1.0 if is_clumped else 1_200.0
                profile[RateBaseline].learn_one(call(DAY_S * (day - 10) + step * i))
        return profile

    assert (
        score_last(40, worked(True), "delete").p > 1e6 * score_last(40, worked(False), "delete").p
    )


def test_peers_speak_for_a_new_agent() -> None:
    """An agent without a past is judged by its peers, from its first burst on."""
    readers, deleters = minutely("read"), minutely("delete")
    assert score_last(5, Profile(), "delete", readers).p < 1e-5
    assert score_last(5, Profile(), "delete", deleters).p > 1e-3


def test_spread_over_an_hour_it_is_seen_too() -> None:
    own = minutely("read")
    for i in range(30):
        own[RateBaseline].learn_one(call(DAY_S + 110.0 * i))
    score = Burst().score_one(call(DAY_S + 3_300.0), own, Profile())
    assert score is not None
    assert score.p < 1e-10


def test_abstains_when_nothing_is_known() -> None:
    assert Burst().score_one(call(0.0), Profile(), Profile()) is None


def slot_of(x: Features, own: Profile, peers: Profile | None = None) -> int:
    return Burst().slot(x, own, Profile() if peers is None else peers)


def test_what_an_agent_is_used_to_has_a_table_of_its_own() -> None:
    own, later = minutely("delete"), 4 * DAY_S
    assert slot_of(call(later), own) == 1 + 2
    assert slot_of(call(later, "pay"), own) == 17 + 5
    assert slot_of(call(later, "write"), own) == 17 + 1


def test_what_a_young_agent_did_not_do_yet_is_compared_with_peers_that_do_it() -> None:
    """That it never does it is not known yet, and nobody else's sessions would tell."""
    own = minutely("delete")
    assert slot_of(call(DAY_S, "write"), own) == 1 + 1
    assert slot_of(call(DAY_S, "write"), Profile()) == 1 + 1


def test_a_young_agent_that_destroys_is_compared_with_peers_only_where_two_use_the_tool() -> None:
    own = minutely("read")
    assert slot_of(call(DAY_S, "admin"), own, hourly_revoking(1)) == 17 + 7
    assert slot_of(call(DAY_S, "admin"), own, hourly_revoking(2)) == 1 + 7


def test_an_old_agent_that_destroys_for_the_first_time_as_its_peers_do_is_compared_with_them() -> (
    None
):
    """Nobody else's sessions were in the table of those who never did it: one call would alert."""
    own, time = minutely("read"), 4 * DAY_S
    assert slot_of(call(time, "admin"), own, hourly_revoking(1)) == 17 + 7
    assert slot_of(call(time, "admin"), own, hourly_revoking(2)) == 1 + 7
    own[RateBaseline].learn_one(call(time, "admin"))
    assert slot_of(call(time + 8.0, "admin"), own, hourly_revoking(2)) == 1 + 7
    assert slot_of(call(time + 0.3, "admin"), own, hourly_revoking(2)) == 17 + 7


def test_the_reason_is_in_calls_a_minute() -> None:
    score = score_last(4, minutely("read"), "delete")
    assert Burst().reason(score) == (
        "4.0 calls of this kind a minute; usually under 0.001, its peers under 0.001"
    )


@pytest.mark.parametrize("action", ["read", "send"])
def test_without_peers_one_call_is_no_burst_however_rarely_they_come(action: Action) -> None:
    """A call is always there when it is judged: being alone is what rare calls are."""
    own = Profile()
    for day in range(20):
        own[RateBaseline].learn_one(call(2 * DAY_S * day, action))
    score = Burst().score_one(call(40 * DAY_S, action), own, Profile())
    assert score is not None
    assert score.p == 1.0


@pytest.mark.parametrize(("n", "is_odd"), [(100, False), (499, False), (700, True)])
def test_a_planned_job_is_no_burst_and_one_approval_no_licence(n: int, is_odd: bool) -> None:
    own = minutely("read")
    for i in range(n - 1):
        own[RateBaseline].learn_one(call(DAY_S + 0.3 * i).replace(is_approved=True))
    x: Features = call(DAY_S + 0.3 * n).replace(is_approved=True)
    score = Burst().score_one(x, own, Profile())
    assert score is not None
    assert (score.p < 1e-6) is is_odd


def test_after_a_planned_job_an_unplanned_one_stands_out_as_before() -> None:
    own = minutely("read")
    for i in range(100):
        own[RateBaseline].learn_one(call(DAY_S - 60.0 + 0.3 * i).replace(is_approved=True))
    assert score_last(3, own, "delete").p < 1e-7


def test_a_call_that_fails_six_times_was_wanted_once() -> None:
    """Neither do the retries stand out, nor do they make the call after them stand out."""
    own = minutely("read")
    own[RateBaseline].learn_one(call(DAY_S))
    for i in range(1, 7):
        retry: Features = call(DAY_S + i).replace(is_retry=True)
        score = Burst().score_one(retry, own, Profile())
        assert score is not None
        assert score.p == 1.0
        own[RateBaseline].learn_one(retry)
    second = Burst().score_one(call(DAY_S + 7.0), own, Profile())
    assert second is not None
    assert second.p > 1e-7


def test_a_loop_of_retries_is_a_burst_of_its_own() -> None:
    own = minutely("read")
    for i in range(80):
        own[RateBaseline].learn_one(call(DAY_S + 0.3 * i).replace(is_retry=True))
    retry: Features = call(DAY_S + 24.0).replace(is_retry=True)
    score = Burst().score_one(retry, own, Profile())
    assert score is not None
    assert score.p < 1e-20
    assert slot_of(retry, own) == 0


@pytest.mark.parametrize(("every_s", "is_burst"), [(1.0, False), (0.25, True)])
def test_trying_while_a_service_is_down_is_no_burst(every_s: float, is_burst: bool) -> None:
    """An hour of tries a second apart is patience; four in a second are a loop."""
    own = minutely("read")
    for i in range(3_600):
        own[RateBaseline].learn_one(call(DAY_S + every_s * i).replace(is_retry=True))
    score = Burst().score_one(call(DAY_S + every_s * 3_600).replace(is_retry=True), own, Profile())
    assert score is not None
    assert (score.p < 1e-9) is is_burst


def hourly_revoking(n_users: int) -> Profile:
    """Peers of whom one, or two, revoke something every hour with the same tool."""
    peers = Profile()
    for hour in range(48):
        for second in range(4):
            peers[RateBaseline].learn_one(call(3_600.0 * hour + 5.0 * second, "admin"))
    peers[ChangesBaseline].known[1] = n_users
    return peers


def test_the_first_ones_of_what_two_peers_do_daily_are_judged_by_how_peers_do_it() -> None:
    """An agent new to a part of its trade does not run amok; one that goes on and on does."""
    peers = hourly_revoking(2)
    assert score_last(3, minutely("read"), "admin", peers).p > 1e-6
    assert score_last(60, minutely("read"), "admin", peers).p < 1e-9


def test_one_peer_alone_makes_nothing_everyday() -> None:
    assert score_last(3, minutely("read"), "admin", hourly_revoking(1)).p < 1e-7


@pytest.mark.parametrize(("gap_s", "is_burst"), [(0.3, True), (8.0, False)])
def test_the_first_deletes_with_a_tool_of_two_peers_are_a_burst_when_they_come_in_a_rush(
    gap_s: float, is_burst: bool
) -> None:
    own, peers = minutely("read"), minutely("read", 14_400)
    peers[RateBaseline].learn_one(call(DAY_S))
    peers[ChangesBaseline].known[1] = 2
    for n in range(2):
        own[RateBaseline].learn_one(call(DAY_S + gap_s * n))
    score = Burst().score_one(call(DAY_S + 2 * gap_s), own, peers)
    assert score is not None
    assert (score.p < 1e-7) is is_burst
    assert is_burst or score.p > 1e-5


def busy_day(n_sessions: int, n_calls: int) -> tuple[float, float]:
    """Return p of the last call of the last session of a busy day, with and without its session."""
    own = Profile()
    for hour in range(10 * 24):
        own[RateBaseline].learn_one(call(3_600.0 * hour, "read"))
    at = 10 * DAY_S
    for n in range(n_sessions):
        own[SessionsBaseline].live.clear()
        for i in range(n_calls):
            x: Features = call(at + 1_200.0 * n + 60.0 * i, "read").replace(session=1)
            session, _ = own[SessionsBaseline].open(x)
            session.n_events += 1
            own[RateBaseline].learn_one(x)
    x.time += 900.0
    judged = Burst().score_one(x, own, minutely("read", 10))
    own[SessionsBaseline].live.clear()
    alone = Burst().score_one(x, own, minutely("read", 10))
    assert judged is not None
    assert alone is not None
    return judged.p, alone.p


def test_each_session_of_a_busy_day_is_not_told_that_the_day_is_busy() -> None:
    """Their evidence adds up, and would ask to stop whoever has twice as much to do."""
    judged, alone = busy_day(n_sessions=30, n_calls=3)
    assert judged > 100.0 * alone


def test_a_session_that_makes_the_day_busy_is_told() -> None:
    judged, alone = busy_day(n_sessions=2, n_calls=15)
    assert judged == alone
