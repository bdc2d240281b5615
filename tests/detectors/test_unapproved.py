"""Who always asks and does not this time is seen on that call."""

from baselines import ApprovalsBaseline, Features, Profile
from detectors import Score, Unapproved

PAY, SEND = 5, 3


def call(is_approved: bool, verb: int = PAY) -> Features:
    return Features(
        time=0.0,
        tool=7,
        verb=verb,
        is_changing=True,
        is_approved=is_approved,
    )


def past(n_approved: int, n_not: int = 0) -> Profile:
    own = Profile()
    for n in range(n_approved + n_not):
        own[ApprovalsBaseline].learn_one(call(n >= n_not))
    return own


def score(own: Profile, verb: int = PAY, peers: Profile | None = None) -> Score | None:
    return Unapproved().score_one(call(False, verb), own, peers or Profile())


def points(own: Profile, verb: int = PAY) -> float:
    found = score(own, verb)
    assert found is not None
    return 0.0 if found.points is None else found.points.total


def test_the_first_call_without_approval_is_worth_an_alert_and_the_third_a_stop() -> None:
    own = past(40)
    seen = []
    for _ in range(3):
        seen.append(points(own))
        own[ApprovalsBaseline].learn_one(call(False), weight=0.25)
    assert seen == [70.0, 80.0, 90.0]


def test_a_message_never_asks_for_a_stop() -> None:
    own = past(40)
    for _ in range(9):
        own[ApprovalsBaseline].learn_one(call(False, SEND), weight=0.25)
    assert points(own, SEND) == 70.0


def test_who_asks_now_and_then_is_left_alone() -> None:
    assert points(past(30, n_not=5)) == 0.0


def test_one_approved_job_makes_no_habit_of_asking() -> None:
    """A hundred calls under one approval, by a tool that was never approved before."""
    assert points(past(100, n_not=40)) == 0.0


def test_a_newcomer_is_held_to_what_its_peers_do() -> None:
    peers, nobody = Profile(), Profile()
    for _ in range(3):
        peers[ApprovalsBaseline].merge_one(past(20)[ApprovalsBaseline])
    assert score(nobody) is None
    found = score(nobody, peers=peers)
    assert found is not None
    assert found.points is not None
    assert found.points.total == 70.0


def test_an_approved_call_is_never_odd() -> None:
    found = Unapproved().score_one(call(True), past(40), Profile())
    assert found is not None
    assert found.p == 1.0


def test_reading_needs_no_approval() -> None:
    x = call(False)
    x.is_changing = False
    assert Unapproved().score_one(x, past(40), Profile()) is None
