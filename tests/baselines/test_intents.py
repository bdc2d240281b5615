"""Declarations are kept small, by session, and what strays from them is counted."""

from typing import Any

import msgspec
import pytest

from baselines import Features, IntentsBaseline
from baselines.declared_intent import MAX_NAMES, DeclaredIntent

CHANGE: Features = Features(time=0.0, session=5, verb=2, tool=7, u=1.5, is_asked=False)


def declaring(**fields: Any) -> IntentsBaseline:
    intents = IntentsBaseline()
    intents.declare(5, DeclaredIntent(**fields))
    return intents


@pytest.mark.parametrize(
    ("intent", "is_covered"),
    [
        (DeclaredIntent(), False),
        (DeclaredIntent(verbs=0b100), True),
        (DeclaredIntent(verbs=0b1), False),
        (DeclaredIntent(tools=(7, 8)), True),
        (DeclaredIntent(tools=()), False),
        (DeclaredIntent(verbs=0b100, tools=(8,)), False),
        (DeclaredIntent(tools=(8,), targets=(3,)), True),
        (DeclaredIntent(targets=(4,)), False),
    ],
)
def test_tools_say_more_than_verbs_and_a_target_of_the_request_says_enough(
    intent: DeclaredIntent, is_covered: bool
) -> None:
    assert intent.covers(CHANGE, 3) is is_covered


def test_too_many_tools_are_none() -> None:
    """Whoever may do everything has declared nothing."""
    assert not DeclaredIntent(tools=tuple(range(MAX_NAMES + 1))).is_limiting


def test_targets_alone_limit_nothing() -> None:
    intents = declaring(targets=(3,))
    intents.learn_one(CHANGE)
    assert (intents.n, intents.n_outside) == (0, 0)


def test_the_declaration_made_longest_ago_makes_room() -> None:
    intents = IntentsBaseline()
    for session in range(20):
        intents.declare(session, DeclaredIntent(verbs=1))
    assert list(intents.declared) == list(range(12, 20))


def test_the_same_declaration_again_keeps_the_count_and_another_begins_anew() -> None:
    intents = declaring(verbs=1)
    intents.learn_one(CHANGE)
    intents.declare(5, DeclaredIntent(verbs=1))
    assert intents.declared[5].n_outside == 1
    intents.declare(5, DeclaredIntent(verbs=2))
    assert intents.declared[5].n_outside == 0


def test_what_looked_odd_counts_for_its_session_and_sets_no_rate() -> None:
    intents = declaring(verbs=1)
    intents.learn_one(CHANGE, weight=0.25)
    assert (intents.declared[5].n_outside, intents.n) == (1, 0)


def test_counts_are_halved_and_keep_their_share() -> None:
    intents = declaring(verbs=1)
    for i in range(1_001):
        intents.learn_one(CHANGE.replace(is_asked=i % 2 == 0))
    assert (intents.n, intents.n_outside) == (500, 250)


def test_a_live_declaration_comes_back_whole() -> None:
    intents = declaring(verbs=1, tools=(9, 7), targets=(4, 3))
    intents.learn_one(CHANGE)
    again = IntentsBaseline()
    again.unpack(msgspec.msgpack.decode(msgspec.msgpack.encode(intents.pack())))
    assert again.declared == intents.declared
    assert again.declared[5].n_outside == 1


def test_the_largest_declarations_stay_below_six_kilobytes() -> None:
    intents, most = IntentsBaseline(), tuple(2**32 - 1 - i for i in range(256))
    for session in range(9):
        intents.declare(session, DeclaredIntent(511, most[:MAX_NAMES], most, "x" * 64))
    assert len(msgspec.msgpack.encode(intents.pack())) < 6_144
