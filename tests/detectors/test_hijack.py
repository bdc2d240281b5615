"""Hijack scores sessions that change what their agent never touches."""

import math

import pytest

from baselines import ACTIONS, ChangesBaseline, Features, Profile, Session, SessionsBaseline
from baselines.changes import KNOWN
from detectors import Hijack, Score
from detectors.hijack import relate

TOUCH = Features(
    time=0.0,
    session=1,
    verb=1,
    is_changing=True,
    tool=10,
    target=20,
    pair=30,
    class_target=40,
    prefix=50,
    nouns=(60,),
)


def in_session(*before: Features) -> tuple[Profile, Session]:
    own = Profile()
    session, _ = own[SessionsBaseline].open(TOUCH)
    for x in before:
        session.learn_one(x)
    return own, session


def related(x: Features, own: Profile, peers: Profile | None = None) -> Features:
    copy = x.copy()
    session, _ = own[SessionsBaseline].open(copy)
    relate(copy, session, own, peers or Profile())
    return copy


def odd(x: Features, own: Profile, peers: Profile | None = None) -> float:
    u = related(x, own, peers).u
    assert u is not None
    return u


def score(x: Features, own: Profile) -> Score:
    given = Hijack().score_one(x, own, Profile())
    assert given is not None
    return given


def changed(u: float) -> Features:
    return TOUCH.replace(pair=1, level=7, u=u)


def knowing(*symbols: int, n: int = 1) -> Profile:
    profile = Profile()
    profile[ChangesBaseline].known = dict.fromkeys(symbols, n)
    return profile


@pytest.mark.parametrize(
    ("level", "own", "peers"),
    [
        (0, (30,), ()),
        (1, (), (30,)),
        (2, (40,), ()),
        (3, (20,), ()),
        (4, (), (40,)),
        (5, (50,), ()),
        (6, (), (50,)),
        (7, (), ()),
    ],
)
def test_a_touch_is_told_how_new_it_is(
    level: int, own: tuple[int, ...], peers: tuple[int, ...]
) -> None:
    assert related(TOUCH, knowing(*own), knowing(*peers, n=2)).level == level


def test_a_touch_without_a_target_is_a_level_of_its_own() -> None:
    x: Features = TOUCH.replace(target=0, class_target=0, prefix=0)
    assert related(x, Profile()).level == 8


def test_one_peer_makes_nothing_less_new() -> None:
    assert related(TOUCH, Profile(), knowing(30, 40, 50, n=1)).level == 7


def test_what_is_new_is_odder_than_what_it_or_its_peers_know() -> None:
    new = odd(TOUCH, Profile())
    of_peers = odd(TOUCH, Profile(), knowing(30, n=2))
    known = odd(TOUCH, knowing(30))
    assert new > max(of_peers, known) + 0.5


def test_a_tool_that_always_meets_new_targets_surprises_less() -> None:
    own = Profile()
    for pair in range(100, 200):
        own[ChangesBaseline].learn_one(TOUCH.replace(pair=pair, target=pair, level=7))
    own[ChangesBaseline].known.clear()
    assert odd(TOUCH, own) < odd(TOUCH, Profile()) - 0.4


def test_off_the_topic_of_the_session_is_odder() -> None:
    on, _ = in_session(TOUCH.replace(pair=1, nouns=(60,), level=KNOWN))
    off, _ = in_session(TOUCH.replace(pair=1, nouns=(61,), level=KNOWN))
    assert odd(TOUCH, off) == pytest.approx(odd(TOUCH, on) + 0.5)


def test_what_the_session_looked_at_before_is_less_odd_to_change() -> None:
    reading: Features = TOUCH.replace(pair=1, is_changing=False, level=7)
    reading.verb = ACTIONS.index("read")
    looked, _ = in_session(reading)
    elsewhere, _ = in_session(reading.replace(target=TOUCH.target + 1))
    written, _ = in_session(TOUCH.replace(pair=1, level=7))
    assert odd(TOUCH, elsewhere) == odd(TOUCH, written)
    assert odd(TOUCH, looked) == pytest.approx(odd(TOUCH, elsewhere) - 0.5)


def test_a_name_about_nothing_is_not_off_the_topic() -> None:
    """Nor is it a reason to be more suspicious of a tool that it is called `send`."""
    on, _ = in_session(TOUCH.replace(pair=1, nouns=(60,)))
    silent = odd(TOUCH.replace(nouns=()), on)
    assert silent == odd(TOUCH, on)


def test_the_first_tool_of_a_session_has_no_topic_to_be_off() -> None:
    own, _ = in_session()
    assert odd(TOUCH, own) == odd(TOUCH, Profile())


def test_reading_is_told_its_level_and_is_not_odd() -> None:
    x = related(TOUCH.replace(is_changing=False, verb=0), Profile())
    assert x.level == 7
    assert x.u is None


def test_a_session_shows_its_two_oddest_changes() -> None:
    own, _ = in_session(changed(1.0), changed(0.5), changed(2.0))
    given = score(TOUCH.replace(u=0.1), own)
    assert given.observed == pytest.approx(3.0)
    assert given.p == pytest.approx(math.exp(-3.0))


def test_the_call_itself_counts_before_it_is_learned() -> None:
    own, _ = in_session(changed(1.0))
    assert score(TOUCH.replace(u=2.0), own).observed == pytest.approx(3.0)


def test_going_back_to_reading_after_a_change_is_odder_still() -> None:
    """An agent led astray does what it was told, and returns to its job."""
    own, session = in_session(changed(1.0))
    read: Features = TOUCH.replace(is_changing=False, verb=0)
    observed = []
    for _ in range(3):
        observed.append(score(read, own).observed)
        session.learn_one(read.replace(level=0))
    assert observed == pytest.approx([1.0 + 0.5 * math.log(1 + n) for n in (1, 2, 3)])


def test_a_session_that_only_reads_is_not_odd() -> None:
    own, _ = in_session(TOUCH.replace(is_changing=False, verb=0, level=7))
    assert score(TOUCH.replace(is_changing=False, verb=0), own).p == 1.0


def test_abstains_without_a_session() -> None:
    assert Hijack().score_one(TOUCH, Profile(), Profile()) is None
