"""A session remembers its oddest changes, its secrets and what it touched."""

from typing import Any

import pytest

from baselines import ACTIONS, Features, Session
from baselines.changes import KNOWN, NEW
from baselines.session import MAX_NOUNS, MAX_TOUCHES, MOST_AGAIN

READ = Features(
    time=10.0, tool=1, target=2, pair=3, class_target=4, prefix=5, nouns=(6,), level=KNOWN
)
CHANGE: Features = READ.replace(verb=1, is_changing=True)
DELETE: Features = CHANGE.replace(verb=ACTIONS.index("delete"), is_irreversible=True)
LOOK: Features = READ.replace(pair=8)


def after(*events: Features) -> Session:
    session = Session(0.0)
    for x in events:
        session.learn_one(x)
    return session


def test_the_two_oddest_changes_are_kept() -> None:
    changes: list[Features] = [CHANGE.replace(u=u) for u in (0.5, 2.0, 1.0, 1.5)]
    session = after(*changes)
    assert (session.u1, session.u2) == (2.0, 1.5)


def test_reads_count_from_the_first_change_on() -> None:
    """An agent led astray goes back to its job."""
    assert after(READ, READ, CHANGE, READ, CHANGE, READ).n_reads_after == 2


def test_only_a_secret_that_is_new_to_the_agent_is_one() -> None:
    secret: Features = READ.replace(is_secret=True)
    assert after(secret, secret.replace(level=NEW)).n_secrets == 1


def test_a_late_event_does_not_make_a_session_older() -> None:
    assert after(READ, READ.replace(time=5.0)).last == 10.0


def test_touches_and_nouns_are_capped() -> None:
    reads: list[Features] = [READ.replace(pair=i, nouns=(i,)) for i in range(1_000)]
    session = after(*reads)
    assert len(session.touched) == MAX_TOUCHES
    assert len(session.nouns) == MAX_NOUNS


def test_peaks_come_back_in_their_own_order() -> None:
    """Evidence is summed in it, and a restored sum must be the same bits."""
    session = after(CHANGE)
    session.peaks = {9: 1.0, 3: 2.0, 5: 0.5}
    assert list(Session.unpack(session.pack()).peaks) == [9, 3, 5]


def test_who_deletes_a_secret_does_not_have_it() -> None:
    secret: Features = CHANGE.replace(is_secret=True, level=NEW)
    assert after(secret.replace(verb=ACTIONS.index("delete"))).n_secrets == 0
    assert after(secret.replace(verb=ACTIONS.index("execute"))).n_secrets == 1


def test_a_pair_that_failed_is_remembered_until_it_succeeds() -> None:
    failed: Features = CHANGE.replace(outcome="failure")
    assert list(after(failed, failed).failed) == [CHANGE.pair]
    assert not after(failed, CHANGE.replace(outcome="success")).failed
    assert list(Session.unpack(after(failed).pack()).failed) == [CHANGE.pair]


def test_a_call_without_a_target_is_never_a_retry() -> None:
    """It may be another one each time."""
    assert not after(CHANGE.replace(outcome="denied", target=0)).failed


def test_an_irreversible_call_that_is_made_again_counts_once() -> None:
    delete: Features = CHANGE.replace(is_irreversible=True)
    assert after(delete, delete.replace(is_retry=True), delete).n_irreversible == 2


def test_what_was_deleted_once_is_not_destroyed_again() -> None:
    session = after(DELETE, LOOK)
    assert session.has_deleted(DELETE)
    session.learn_one(DELETE.replace(is_again=True))
    assert (session.n_irreversible, session.n_again) == (1, 1)
    assert Session.unpack(session.pack()).n_again == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"pair": 9},
        {"target": 0},
        {"n_items": 2},
        {"is_broad": True},
        {"verb": ACTIONS.index("pay")},
    ],
    ids=["another", "no target", "several objects", "all there is", "a payment"],
)
def test_what_can_destroy_more_does_each_time(changes: dict[str, Any]) -> None:
    x = DELETE.replace(**changes)
    assert not after(DELETE if "pair" in changes else x, LOOK).has_deleted(x)


def test_what_was_written_before_is_deleted_for_the_first_time() -> None:
    assert not after(DELETE.replace(verb=ACTIONS.index("write")), LOOK).has_deleted(DELETE)


def test_a_tool_that_takes_a_whole_container_takes_it_once() -> None:
    drop: Features = DELETE.replace(is_broad=True, by_tool=25)
    assert after(drop, LOOK).has_deleted(drop)


def test_only_the_first_repeats_are_believed_to_be_of_one_object() -> None:
    """One name may hold many objects: a mailbox emptied mail by mail is a mass delete."""
    again: Features = DELETE.replace(is_again=True)
    assert after(DELETE, *[again] * (MOST_AGAIN - 1), LOOK).has_deleted(DELETE)
    assert not after(DELETE, *[again] * MOST_AGAIN, LOOK).has_deleted(DELETE)


def test_deletes_of_one_name_that_follow_one_another_are_of_many_objects() -> None:
    """Nothing was made anew in between, so the one before did not take all there was."""
    session = after(DELETE)
    assert not session.has_deleted(DELETE)
    assert not Session.unpack(session.pack()).has_deleted(DELETE)


def test_deletes_to_a_trash_are_counted_apart() -> None:
    trash: Features = DELETE.replace(is_irreversible=False)
    session = after(trash, trash.replace(is_approved=True), trash.replace(is_retry=True), trash)
    assert (session.n_trashed, session.n_irreversible) == (2, 0)
    assert Session.unpack(session.pack()).n_trashed == 2


def test_runs_come_back_and_cost_nothing_where_nothing_is_plugged_in() -> None:
    without, session = Session(0.0), Session(0.0)
    session.runs = {1 << 20: 4.5}
    assert Session.unpack(session.pack()).runs == session.runs
    assert Session.unpack(without.pack()).runs == {}
    assert session.pack()[:-1] == without.pack()
