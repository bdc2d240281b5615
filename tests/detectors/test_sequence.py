"""A session that fits the peers better than the agent stands out; a usual one does not."""

import random
from collections.abc import Iterable

import pytest

from baselines import Features, Profile, SequenceBaseline
from detectors import Score, Sequence

HABITS = [3, 4, 5, 6, 7, 8]
OTHERS = [3, 8, 4, 7, 5, 9]


def walk(habits: list[int], n: int, seed: int) -> list[int]:
    """Return tools in a habitual order, one in five out of turn."""
    chance = random.Random(seed)
    return [chance.choice(habits) if chance.random() < 0.2 else habits[i % 6] for i in range(n)]


def live(own: Profile, peers: Profile, tools: Iterable[int], start: float) -> list[Score | None]:
    scores = []
    for i, tool in enumerate(tools):
        x: Features = Features(time=start + i, session=int(start), tool=tool)
        scores.append(Sequence().score_one(x, own, peers))
        own[SequenceBaseline].learn_one(x)
    return scores


def peers_of(*habits: list[int]) -> Profile:
    peers = Profile()
    for i, each in enumerate(habits):
        for j in range(20):
            live(peers, Profile(), walk(each, 60, 1_000 + j), 1e6 * i + 1e4 * j)
    return peers


def known(peers: Profile, n_sessions: int = 60) -> Profile:
    own = Profile()
    for i in range(n_sessions):
        live(own, peers, walk(HABITS, 60, i), 1e4 * i)
    return own


def last_p(scores: list[Score | None]) -> float:
    assert scores[-1] is not None
    return scores[-1].p


@pytest.mark.parametrize("has_peers", [True, False])
def test_the_same_tools_in_another_order_stand_out(has_peers: bool) -> None:
    peers = peers_of(HABITS, OTHERS) if has_peers else Profile()
    scores = live(known(peers), peers, walk(OTHERS, 40, 77), 9e6)
    assert last_p(scores) < 1e-4


def test_usual_sessions_stay_quiet() -> None:
    peers = peers_of(HABITS, OTHERS)
    own = known(peers)
    ps = [last_p(live(own, peers, walk(HABITS, 40, 500 + i), 9e6 + 1e4 * i)) for i in range(40)]
    assert sum(p < 0.01 for p in ps) <= 1


def test_more_steps_make_it_surer() -> None:
    peers = peers_of(HABITS, OTHERS)
    scores = live(known(peers), peers, walk(OTHERS, 40, 77), 9e6)
    assert last_p(scores[:10]) > last_p(scores)


def test_a_tool_of_its_peers_is_odder_than_one_of_nobody() -> None:
    """What nobody ever used says little of who uses it; hijack sees that it is new."""
    peers = peers_of(HABITS, OTHERS)
    own, detector = known(peers), Sequence()
    scores = [
        detector.score_one(Features(time=9e6, session=1, tool=tool), own, peers)
        for tool in (9, 4_242)
    ]
    of_peers, of_nobody = [score.observed for score in scores if score is not None]
    assert of_peers > 3.0
    assert of_peers > of_nobody > 0.0


@pytest.mark.parametrize("n_sessions", [0, 1, 9])
def test_it_abstains_until_it_knows_what_is_usual(n_sessions: int) -> None:
    own = known(Profile(), n_sessions)
    assert live(own, Profile(), [1], 9e6) == [None]
