"""Single calls are ordered: odd changes, other changes, odd reading, other reading."""

import pytest

from baselines import ChangesBaseline, Features, Profile, SequenceBaseline, SessionsBaseline
from detectors import Hijack, OddCall
from detectors.hijack import relate

READ = Features(
    time=0.0, session=1, tool=10, target=20, pair=30, class_target=40, prefix=50, nouns=(60,)
)
CHANGE: Features = READ.replace(verb=1, is_changing=True, tool=11, pair=31)


def lived() -> Profile:
    """Return the profile of an agent that reads by tool 10, then changes by tool 11."""
    own = Profile()
    for i in range(200):
        x: Features = (CHANGE if i % 2 else READ).replace(time=float(i), level=0)
        own[ChangesBaseline].learn_one(x)
        own[SequenceBaseline].learn_one(x)
    own[SessionsBaseline].open(READ.replace(time=1_000.0))
    return own


def observed(x: Features, own: Profile) -> float:
    """How odd the call is at the moment after that life."""
    now: Features = x.replace(time=1_000.0)
    session, _ = own[SessionsBaseline].open(now)
    if now.pair not in session.touched:
        relate(now, session, own, Profile())
    score = OddCall().score_one(now, own, Profile())
    assert score is not None
    session.learn_one(now)
    return score.observed


def test_a_usual_change_comes_before_usual_reading() -> None:
    assert observed(CHANGE, lived()) > observed(READ, lived()) + 2.0


def test_a_new_change_comes_before_any_reading() -> None:
    names = {"pair": 98, "target": 99, "class_target": 96, "prefix": 0, "tool": 97}
    change = CHANGE.replace(**names)
    read = READ.replace(**names)
    assert observed(change, lived()) > observed(read, lived())


def test_reading_by_a_tool_nobody_uses_is_no_odder_than_a_change_may_be() -> None:
    """A surprise is cut at four nats: reading can reach an ordinary change and hardly pass it."""
    new: Features = READ.replace(tool=97, pair=98, target=99, class_target=96, prefix=0)
    assert observed(READ, lived()) + 0.5 < observed(new, lived()) <= 2.0


def test_reading_a_new_thing_again_is_as_new() -> None:
    own = lived()
    new: Features = READ.replace(pair=98, target=99, class_target=96, prefix=0)
    assert observed(new, own) == pytest.approx(observed(new, own))


def test_a_new_change_is_odder_than_a_usual_one() -> None:
    new: Features = CHANGE.replace(pair=98, target=99, class_target=96, prefix=0)
    assert observed(new, lived()) > observed(CHANGE, lived()) + 1.0


def test_reading_a_new_thing_is_odder_than_reading_a_usual_one() -> None:
    new: Features = READ.replace(pair=98, target=99, class_target=96, prefix=0)
    assert observed(new, lived()) > observed(READ, lived()) + 0.5


def test_reading_by_a_tool_out_of_turn_is_odder() -> None:
    own = lived()
    first = observed(READ, own)
    own[SequenceBaseline].learn_one(READ.replace(time=1_000.0), 0.0)
    own[SessionsBaseline].live.clear()
    assert observed(READ, own) > first + 0.5


def test_a_change_that_is_repeated_is_still_odd() -> None:
    own = lived()
    new: Features = CHANGE.replace(pair=98, target=99, class_target=96, prefix=0)
    assert observed(new, own) == pytest.approx(observed(new, own))


def test_abstains_on_reading_while_nothing_is_known() -> None:
    own = Profile()
    own[SessionsBaseline].open(READ)
    assert OddCall().score_one(READ.replace(level=7), own, Profile()) is None


def test_abstains_on_a_change_of_a_session_that_nobody_follows() -> None:
    assert OddCall().score_one(CHANGE, Profile(), Profile()) is None


def test_its_change_is_what_hijack_sees() -> None:
    own = lived()
    new: Features = CHANGE.replace(time=1_000.0, pair=98, target=99, class_target=96)
    session, _ = own[SessionsBaseline].open(new)
    relate(new, session, own, Profile())
    change = Hijack().score_one(new, own, Profile())
    call = OddCall().score_one(new, own, Profile())
    assert change is not None
    assert call is not None
    assert call.observed == pytest.approx(2.0 + 2.0 * change.observed)
