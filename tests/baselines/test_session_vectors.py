"""Whole sessions are kept in few bytes, and a cohort's are held against each other."""

import random

import msgspec
import pytest

from baselines import Session, SessionVectors
from baselines.session_vector import NAMES, to_vector
from baselines.touch import Touch


def session(n_events: int = 8, **fields: float) -> Session:
    made = Session(0.0)
    made.n_events, made.verbs, made.hour = n_events, 0b1, 10
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def cohort(n: int = 256, seed: int = 1) -> SessionVectors:
    """Peers with sessions of six to twenty calls, of which now and then one fails."""
    rng, peers = random.Random(seed), SessionVectors()
    for _ in range(n):
        member = SessionVectors()
        member.learn_session(
            session(rng.randint(6, 20), n_failed=rng.randint(0, 1), n_bytes=rng.randint(0, 9_000))
        )
        peers.merge_one(member)
    return peers


@pytest.mark.parametrize(
    ("field", "low", "high", "name"),
    [
        ("n_events", 4, 400, "events"),
        ("last", 5.0, 3_000.0, "duration"),
        ("verbs", 0b1, 0b111, "verbs"),
        ("n_failed", 0, 6, "failed_share"),
        ("n_items", 1, 10**6, "items"),
        ("n_bytes", 0, 10**12, "bytes"),
        ("hour", 18, 6, "hour_sin"),
        ("n_secrets", 0, 2, "secrets"),
        ("n_irreversible", 0, 4, "irreversible"),
        ("n_reads_after", 0, 4, "reads_after"),
    ],
)
def test_more_of_it_is_a_larger_number(field: str, low: float, high: float, name: str) -> None:
    at = NAMES.index(name)
    assert to_vector(session(**{field: low}))[at] < to_vector(session(**{field: high}))[at]  # type: ignore[arg-type]


def test_what_was_touched_is_told_by_verb_and_by_how_new_it_is() -> None:
    made = session()
    made.touched = {
        1: Touch(0, 0, 7, 11, 0, 0),
        2: Touch(2, 7, 8, 12, 0, 0),
        3: Touch(7, 8, 8, 0, 0, 0),
    }
    told = dict(zip(NAMES, to_vector(made), strict=True))
    shares = ("read_share", "delete_share", "rights_share", "new_share", "write_share")
    assert [told[name] for name in shares] == [85, 85, 85, 85, 0]


def test_no_session_however_large_leaves_a_byte() -> None:
    largest = session(2**40, n_items=2**80, n_bytes=2**80, n_secrets=10**9, n_failed=2**40)
    assert len(to_vector(largest)) == len(NAMES)


def test_an_outlier_is_odder_than_all_of_its_peers() -> None:
    odd = session(300, n_failed=250, n_bytes=10**9, verbs=0b11111, n_secrets=3, hour=3)
    judged = cohort().judge(odd)
    assert judged is not None
    assert judged[1] < 0.01


def test_an_ordinary_session_is_not() -> None:
    judged = cohort().judge(session(12, n_bytes=4_000))
    assert judged is not None
    assert judged[1] > 0.05


def test_few_peers_say_nothing() -> None:
    assert cohort(63).judge(session()) is None


def test_an_agent_keeps_its_last_eight_and_peers_two_hundred_and_fifty_six() -> None:
    own = SessionVectors()
    for n in range(20):
        own.learn_session(session(n))
    assert own.vectors == [to_vector(session(n)) for n in range(12, 20)]
    peers = SessionVectors()
    peers.unpack(cohort(2_000).pack())
    assert len(peers.vectors) == 256
    assert len(msgspec.msgpack.encode(peers.pack())) < 5_200


def test_the_forest_depends_on_the_snapshot_alone() -> None:
    """Whoever asks, and whenever: the state that is carried is enough to grow it again."""
    first, again, odd = cohort(300), SessionVectors(), session(40, n_failed=9)
    asked = first.judge(odd)
    again.unpack(msgspec.msgpack.decode(msgspec.msgpack.encode(first.pack())))
    assert again.judge(odd) == asked == first.judge(odd)
