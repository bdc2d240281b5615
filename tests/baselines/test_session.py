"""A session remembers its oddest changes, its secrets and what it touched."""

from baselines import Features, Session
from baselines.changes import KNOWN, NEW
from baselines.session import MAX_NOUNS, MAX_TOUCHES

READ: Features = {
    "time": 10.0,
    "verb": 0,
    "is_changing": False,
    "is_secret": False,
    "is_irreversible": False,
    "broad_tool": 0,
    "tool": 1,
    "target": 2,
    "pair": 3,
    "class_target": 4,
    "prefix": 5,
    "nouns": (6,),
    "level": KNOWN,
}
CHANGE: Features = {**READ, "verb": 1, "is_changing": True}


def after(*events: Features) -> Session:
    session = Session(0.0)
    for x in events:
        session.learn_one(x)
    return session


def test_the_two_oddest_changes_are_kept() -> None:
    changes: list[Features] = [{**CHANGE, "u": u} for u in (0.5, 2.0, 1.0, 1.5)]
    session = after(*changes)
    assert (session.u1, session.u2) == (2.0, 1.5)


def test_reads_count_from_the_first_change_on() -> None:
    """An agent led astray goes back to its job."""
    assert after(READ, READ, CHANGE, READ, CHANGE, READ).n_reads_after == 2


def test_only_a_secret_that_is_new_to_the_agent_is_one() -> None:
    secret: Features = {**READ, "is_secret": True}
    assert after(secret, {**secret, "level": NEW}).n_secrets == 1


def test_a_late_event_does_not_make_a_session_older() -> None:
    assert after(READ, {**READ, "time": 5.0}).last == 10.0


def test_touches_and_nouns_are_capped() -> None:
    reads: list[Features] = [{**READ, "pair": i, "nouns": (i,)} for i in range(1_000)]
    session = after(*reads)
    assert len(session.touched) == MAX_TOUCHES
    assert len(session.nouns) == MAX_NOUNS


def test_peaks_come_back_in_their_own_order() -> None:
    """Evidence is summed in it, and a restored sum must be the same bits."""
    session = after(CHANGE)
    session.peaks = {9: 1.0, 3: 2.0, 5: 0.5}
    assert list(Session.unpack(session.pack()).peaks) == [9, 3, 5]
