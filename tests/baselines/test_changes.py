"""Changes knows what an agent touched, and how new a touch is."""

import pytest

from baselines import ChangesBaseline, Features
from baselines.changes import CHANGING, N_LEVELS, READING
from baselines.touch import Touch

TOUCH: Features = Features(
    time=0.0,
    verb=1,
    is_changing=True,
    tool=10,
    target=20,
    pair=30,
    class_target=40,
    prefix=50,
    level=7,
)


def knowing(*symbols: int) -> ChangesBaseline:
    baseline = ChangesBaseline()
    baseline.known = dict.fromkeys(symbols, 1)
    return baseline


def peers_knowing(*symbols: int, n: int = 2) -> ChangesBaseline:
    baseline = ChangesBaseline()
    baseline.known = dict.fromkeys(symbols, n)
    return baseline


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
        (7, (10,), (20,)),
    ],
    ids=["pair", "peers-pair", "kind", "other-tool", "peers-kind", "family", "peers-family", "new"],
)
def test_the_level_says_in_what_respect_a_touch_is_known(
    level: int, own: tuple[int, ...], peers: tuple[int, ...]
) -> None:
    assert knowing(*own).level(TOUCH, peers_knowing(*peers)) == level


def test_a_touch_without_a_target_has_a_level_of_its_own() -> None:
    x: Features = TOUCH.replace(target=0, class_target=0, prefix=0)
    assert ChangesBaseline().level(x, ChangesBaseline()) == 8


def test_the_first_level_that_fits_counts() -> None:
    assert knowing(30, 20, 50).level(TOUCH, peers_knowing(30)) == 0
    assert knowing(20, 50).level(TOUCH, peers_knowing(40)) == 3


@pytest.mark.parametrize("symbol", [30, 40, 50])
def test_one_peer_vouches_for_nobody(symbol: int) -> None:
    """A single odd agent would else whitewash a target for all."""
    assert ChangesBaseline().level(TOUCH, peers_knowing(symbol, n=1)) == 7


def test_two_peers_together_know_what_both_know() -> None:
    peers, other = ChangesBaseline(), ChangesBaseline()
    for baseline in (peers, other):
        baseline.learn_one(TOUCH)
    other.learn_one(TOUCH.replace(pair=31))
    peers.merge_one(other)
    peers.forget_singles()
    assert set(peers.known) == {10, 20, 30, 40, 50}


def test_an_agent_that_comes_back_is_still_one_agent() -> None:
    """However often it touches a target, it does not vouch for it twice."""
    peers, other = ChangesBaseline(), ChangesBaseline()
    for _ in range(5):
        other.learn_one(TOUCH)
    peers.merge_one(other)
    peers.forget_singles()
    assert not peers.known


def test_what_is_learned_is_known_in_every_respect() -> None:
    baseline = ChangesBaseline()
    baseline.learn_one(TOUCH)
    assert list(baseline.known) == [10, 30, 40, 20, 50]


def test_what_weighs_under_one_half_stays_unknown() -> None:
    baseline = ChangesBaseline()
    baseline.learn_one(TOUCH, weight=0.49)
    assert not baseline.known
    assert not baseline.levels


def test_the_symbols_unseen_for_longest_go_first() -> None:
    baseline = ChangesBaseline(max_known=5)
    baseline.learn_one(TOUCH.replace(tool=1, pair=2, class_target=3, target=4, prefix=5))
    baseline.learn_one(TOUCH.replace(tool=1, pair=6, class_target=3, target=4, prefix=5))
    assert 2 not in baseline.known
    assert set(baseline.known) == {1, 3, 4, 5, 6}


def test_inventing_tools_does_not_make_the_usual_unknown() -> None:
    """What every rare tool falls back on is not to be pushed out by rare tools."""
    baseline = ChangesBaseline(max_known=5)
    for tool in range(1, 1_000):
        baseline.learn_one(TOUCH.replace(tool=tool))
    assert baseline.levels[CHANGING].of_level[7] == 999
    assert len(baseline.levels) <= 5 + 2 + 9


def test_a_tool_that_is_pushed_out_between_two_of_its_touches_is_counted_anew() -> None:
    baseline = ChangesBaseline(max_known=4)
    for tool in (10, 11):
        baseline.learn_one(TOUCH.replace(tool=tool))
    delete = Touch(2, 7, 10, 0, 0, 0)
    baseline.learn_session({1: delete, 2: delete})
    assert {tool: row.total for tool, row in baseline.levels.items() if tool > 0} == {10: 1}


def test_shares_of_the_levels_sum_to_one() -> None:
    own, peers = ChangesBaseline(), ChangesBaseline()
    for level in (0, 0, 5, 7, 8):
        own.learn_one(TOUCH.replace(level=level))
        peers.learn_one(TOUCH.replace(level=level, tool=99))
    shares = [own.p_level(TOUCH, level, peers) for level in range(N_LEVELS)]
    assert sum(shares) == pytest.approx(1.0)


def test_without_history_all_levels_are_alike() -> None:
    share = ChangesBaseline().p_level(TOUCH, 3, ChangesBaseline())
    assert share == pytest.approx(1 / N_LEVELS)


def test_a_tool_that_always_meets_new_things_surprises_nobody() -> None:
    own, nobody = ChangesBaseline(), ChangesBaseline()
    for tool, level in ((10, 7), (11, 0)) * 50:
        own.learn_one(TOUCH.replace(tool=tool, level=level))
    assert own.p_level(TOUCH, 7, nobody) > 0.9
    assert own.p_level(TOUCH.replace(tool=11), 7, nobody) < 0.1


def test_reading_says_nothing_of_changing() -> None:
    own = ChangesBaseline()
    own.learn_one(TOUCH.replace(is_changing=False, verb=0))
    assert READING in own.levels
    assert CHANGING not in own.levels


def test_a_session_teaches_each_of_its_touches() -> None:
    one, other = ChangesBaseline(), ChangesBaseline()
    one.learn_session({30: Touch(1, 7, 10, 20, 40, 50), 31: Touch(0, 0, 11, 20, 41, 50)})
    other.learn_one(TOUCH)
    read: Features = TOUCH.replace(pair=31, verb=0, is_changing=False, level=0)
    other.learn_one(read.replace(tool=11, class_target=41))
    assert one.pack() == other.pack()
