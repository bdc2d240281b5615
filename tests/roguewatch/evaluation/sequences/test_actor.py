"""A judged sequence teaches nothing, and is judged alike whatever was judged before."""

from baselines import Profile, SequenceBaseline
from roguewatch.evaluation.judgement import NOT_ODD
from roguewatch.evaluation.sequences.actor import SequenceActor


def known() -> SequenceActor:
    actor = SequenceActor(Profile())
    for _ in range(40):
        actor.learn("abcd" * 10)
    return actor


def test_judging_teaches_nothing() -> None:
    actor = known()
    before = actor.profile[SequenceBaseline].pack()
    first = actor.judge("dcba" * 10, [20])
    for _ in range(30):
        assert actor.judge("dcba" * 10, [20]) == first
    assert actor.profile[SequenceBaseline].pack() == before


def test_another_order_is_odd_and_more_of_it_is_odder() -> None:
    own, (after_8, whole) = known().judge("abcd" * 10, []), known().judge("dcba" * 10, [8])
    assert whole.surprise > 0.5 > own[0].surprise
    assert whole.nats > after_8.nats > own[0].nats


def test_a_length_beyond_the_end_is_the_whole() -> None:
    judged = known().judge("abca", [2, 100])
    assert len(judged) == 3
    assert judged[1] == judged[2]


def test_an_actor_hardly_known_finds_nothing_odd() -> None:
    actor = SequenceActor(Profile())
    actor.learn("ab")
    assert actor.judge("xyz", [1]) == [NOT_ODD, NOT_ODD]


def test_an_empty_sequence_is_not_odd() -> None:
    assert known().judge("", [20]) == [NOT_ODD, NOT_ODD]
