"""New targets in a row are seen by how rare they are for this agent."""

import math

from baselines import Features, NewTouches, Profile
from detectors import Spree

KNOWN, NEW = 0, 7


def touch(n: int, level: int | None, is_changing: bool = True) -> Features:
    x: Features = Features(time=10.0 * n, tool=7, is_changing=is_changing, is_approved=False)
    if level is not None:
        x.level = level
    return x


def life(share_new: float, n: int = 200) -> Profile:
    own = Profile()
    for i in range(n):
        is_new = int(i * share_new) != int((i + 1) * share_new)
        own[NewTouches].learn_one(touch(i, NEW if is_new else KNOWN))
    return own


def n_until(own: Profile, p: float) -> int:
    """Count new targets in a row until the score falls below this p."""
    for n in range(300):
        x = touch(10_000 + n, NEW)
        score = Spree().score_one(x, own, Profile())
        assert score is not None
        if score.p < p:
            return n + 1
        own[NewTouches].learn_one(x, weight=0.25)
    return 300


def test_the_rarer_new_targets_are_the_fewer_it_takes() -> None:
    counts = [n_until(life(share), 1e-9) for share in (0.0, 0.05, 0.3)]
    assert counts == sorted(counts)
    assert counts[0] <= 6
    assert counts[1] <= 10
    assert counts[2] <= 35


def test_an_agent_that_only_meets_new_targets_has_none_too_many() -> None:
    assert n_until(life(0.9), 1e-9) == 300


def test_known_targets_take_the_evidence_back() -> None:
    own = life(0.05)
    for n in range(4):
        own[NewTouches].learn_one(touch(10_000 + n, NEW), weight=0.25)
    before = own[NewTouches].run(True, 100_040.0)
    for n in range(4):
        own[NewTouches].learn_one(touch(10_004 + n, KNOWN))
    assert 0.0 <= own[NewTouches].run(True, 100_080.0) < before


def test_touching_the_same_again_in_a_session_says_nothing() -> None:
    score = Spree().score_one(touch(10_000, None), life(0.05), Profile())
    assert score is not None
    assert score.p == 1.0


def test_what_somebody_approved_is_no_spree_and_teaches_nothing() -> None:
    own = life(0.05)
    for n in range(30):
        x = touch(10_000 + n, NEW).replace(is_approved=True)
        score = Spree().score_one(x, own, Profile())
        assert score is not None
        assert score.p == 1.0
        own[NewTouches].learn_one(x)
    assert own[NewTouches].run(True, 100_300.0) == 0.0


def test_it_abstains_below_forty_touches() -> None:
    assert Spree().score_one(touch(50, NEW), life(0.05, n=39), Profile()) is None


def test_a_run_ends_with_ten_quiet_minutes() -> None:
    own = life(0.05)
    own[NewTouches].learn_one(touch(10_000, NEW))
    assert own[NewTouches].run(True, 100_600.0) > math.log(2.0)
    assert own[NewTouches].run(True, 100_601.0) == 0.0
