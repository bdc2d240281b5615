"""Loops are odd where their agent and its peers do not run into them."""

from typing import Any

from baselines import Features, Profile, RepeatsBaseline
from detectors import RunawayLoop, Score

FLAKY = 7


def call(second: float, pair: int, **fields: Any) -> Features:
    x = Features(time=second, session=5, tool=FLAKY, pair=pair)
    return x.replace(**{"n_bytes": 1, **fields})


def life(length: int, n: int = 60, **fields: Any) -> Profile:
    """An agent whose every call is made so many times."""
    own = Profile()
    for i in range(n * length):
        own[RepeatsBaseline].learn_one(call(float(i), i // length, **fields))
    return own


def n_until(own: Profile, p: float, period: int = 1, peers: Profile | None = None) -> int:
    """Count the calls of a loop until the score falls below this p."""
    for i in range(300):
        x = call(1e5 + i, 10_000 + i % period, outcome="failure")
        score = RunawayLoop().score_one(x, own, peers or Profile())
        assert score is not None
        if score.p < p:
            return i + 1
        own[RepeatsBaseline].learn_one(x, weight=0.25)
    return 300


def odd(own: Profile, x: Features, peers: Profile | None = None) -> Score | None:
    return RunawayLoop().score_one(x, own, peers or Profile())


def test_an_agent_that_never_loops_is_seen_within_thirty_calls() -> None:
    assert n_until(life(1), 1e-6) <= 30


def test_a_loop_of_three_calls_takes_three_times_as_many() -> None:
    own = life(1)
    assert n_until(own, 1e-6, period=3) <= 90


def test_an_agent_that_polls_may_poll_as_long_as_it_always_does() -> None:
    own = life(40, n=20)
    assert n_until(own, 1e-3) > 80


def test_a_newcomer_is_given_what_its_peers_do() -> None:
    polling, careful = Profile(), Profile()
    for _ in range(3):
        polling.merge(life(40, n=20), RunawayLoop.shared)
        careful.merge(life(1), RunawayLoop.shared)
    assert n_until(Profile(), 1e-3, peers=polling) > n_until(Profile(), 1e-3, peers=careful) + 20


def test_a_loop_does_not_make_itself_usual() -> None:
    own, ps = life(1), []
    for i in range(100):
        x = call(1e5 + i, 9_999)
        score = odd(own, x)
        assert score is not None
        ps.append(score.p)
        own[RepeatsBaseline].learn_one(x)
    assert ps == sorted(ps, reverse=True)


def test_retrying_a_flaky_tool_once_or_twice_is_ordinary() -> None:
    own = life(3)
    for i in range(3):
        x = call(1e5 + i, 9_999, outcome="failure")
        score = odd(own, x)
        assert score is not None
        assert score.p > 0.05
        own[RepeatsBaseline].learn_one(x)


def test_who_is_alone_and_young_is_not_judged() -> None:
    """A steady poller from its first minute on has no other steps to compare with."""
    own = Profile()
    for i in range(49):
        own[RepeatsBaseline].learn_one(call(6.0 * i, 1))
    assert odd(own, call(300.0, 1)) is None


def test_an_approved_loop_is_ordinary() -> None:
    own = life(1)
    for i in range(50):
        own[RepeatsBaseline].learn_one(call(1e5 + i, 9_999))
    score = odd(own, call(1e5 + 50, 9_999, is_approved=True))
    assert score is not None
    assert score.p == 1.0


def test_what_no_peer_repeats_is_odd_sooner_than_what_many_repeat() -> None:
    """Repeating at all is a habit of some tools."""
    own, peers, other = life(1), Profile(), FLAKY + 1
    peers.merge(life(1, n=300), RunawayLoop.shared)
    peers.merge(life(2, n=300, tool=other), RunawayLoop.shared)
    own[RepeatsBaseline].learn_one(call(1e5, 1))
    never = odd(own, call(1e5 + 1, 1), peers)
    own[RepeatsBaseline].learn_one(call(2e5, 1, tool=other))
    often = odd(own, call(2e5 + 1, 1, tool=other), peers)
    assert never is not None
    assert often is not None
    assert 5 * never.p < often.p
