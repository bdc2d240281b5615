"""Whoever reads the ledger, and whenever, knows the same."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from alerts.command import decode_command
from alerts.keys import KeyRing
from alerts.ledger import LedgerRecord, LedgerView
from alerts.ledger_next import restated_record
from alerts.storm_guard import StormGuard
from alerts.subject_state import SubjectState

from .issuer_story import STORIES, Story

RING = KeyRing.generate()
SUBJECTS = [f"default/agent-{i}" for i in range(4)]


def told(steps: list[tuple[str, int]]) -> Story:
    story = Story(RING)
    story.start()
    for name, agent in steps:
        story.step(name, agent)
    return story


def read(log: list[tuple[int, LedgerRecord]]) -> LedgerView:
    view = LedgerView()
    for offset, record in log:
        view.learn_one(offset, record)
    return view


def compacted(log: list[LedgerRecord], up_to: int) -> list[tuple[int, LedgerRecord]]:
    """Keep, of the records before `up_to`, the last of each key: what a broker may do."""
    last = {record.key: offset for offset, record in enumerate(log[:up_to])}
    return [
        (offset, record)
        for offset, record in enumerate(log)
        if offset >= up_to or last[record.key] == offset
    ]


def knowledge(view: LedgerView) -> dict[str, object]:
    """Everything that a reader acts on."""
    return {
        "epoch": view.epoch,
        "position": view.position,
        "request_offset": view.request_offset,
        "live": [(entry.token, entry.is_contained) for entry in view.entries()],
        "shadow": [entry.token for entry in view.entries(is_live=False)],
        "open": [entry.token for entry in view.open_entries()],
        "held": sorted(record.request_id for record in view.held()),
        "sequences": [view.next_sequence(subject) for subject in SUBJECTS],
        "guard": sorted(view.guard_entries()),
    }


@given(STORIES, st.integers(0, 40))
def test_compaction_loses_nothing_that_matters(steps: list[tuple[str, int]], up_to: int) -> None:
    story = told(steps)
    view = read(compacted(story.log, min(up_to, len(story.log))))
    assert knowledge(view) == knowledge(story.view)


@given(STORIES, st.integers(0, 40))
def test_an_enforcer_that_joins_late_stops_the_same_agents(
    steps: list[tuple[str, int]], up_to: int
) -> None:
    """One that read every command, and one that read the compacted ledger."""
    story = told(steps)
    always, late = SubjectState(), SubjectState()
    for token in story.tokens:
        always.accept_one(decode_command(token, RING), 1_000.0)
    for entry in read(compacted(story.log, min(up_to, len(story.log)))).entries():
        late.accept_one(decode_command(entry.token, RING), 1_000.0)
    for subject in SUBJECTS:
        assert late.stopped_by(subject, now=1_000.0) == always.stopped_by(subject, now=1_000.0)
        in_force = story.view.stop_in_force(subject, 1_000.0)
        assert (in_force and in_force.command) == always.stopped_by(subject, now=1_000.0)


@given(STORIES)
def test_the_storm_guard_comes_back_from_the_ledger(steps: list[tuple[str, int]]) -> None:
    story = told(steps)
    restored = StormGuard()
    restored.restore(story.view.guard_entries())
    time = 1_000.0 + 100.0 * (story.n_requests + 1)
    for subject in [*SUBJECTS, "default/new"]:
        expected = story.guard.judge(subject, time, n_active_agents=40, is_direct=False)
        assert restored.judge(subject, time, n_active_agents=40, is_direct=False) == expected


@given(STORIES)
def test_a_request_that_comes_again_is_known(steps: list[tuple[str, int]]) -> None:
    """Also after a reinstate and a compaction: else a repeat would stop the agent again."""
    story = told(steps)
    view = read(compacted(story.log, len(story.log)))
    for record in story.log:
        if record.request is not None:
            assert view.is_decided(record.request_id, record.request.key)
    assert not view.is_decided("another", SUBJECTS[0])


@given(STORIES)
def test_reading_again_changes_nothing(steps: list[tuple[str, int]]) -> None:
    story = told(steps)
    before = knowledge(story.view)
    assert not any(story.view.learn_one(i, record) for i, record in enumerate(story.log))
    assert knowledge(story.view) == before


@given(STORIES, STORIES)
def test_what_a_replaced_issuer_still_writes_is_void(
    before: list[tuple[str, int]], after: list[tuple[str, int]]
) -> None:
    """It was frozen, another one started, and then it woke and wrote on with its old epoch."""
    story = told(before)
    zombie = told(before)
    expected = knowledge(story.view)
    n_before = len(story.log)
    story.start()
    for name, agent in after:
        if name != "restart":
            zombie.step(name, agent)
    written = zombie.log[n_before:]
    for i, record in enumerate(written):
        assert not story.view.learn_one(len(story.log) + i, record)
    now = knowledge(story.view)
    changed = {"epoch", "position"}
    assert {k: v for k, v in now.items() if k not in changed} == {
        k: v for k, v in expected.items() if k not in changed
    }
    assert story.view.n_void == len(written)


def test_a_buried_stop_is_written_again() -> None:
    """Compaction keeps the last record of a key, valid or void."""
    story = told([("suspend", 0)])
    stop = story.log[-1]
    story.start()
    void = msgspec.structs.replace(stop, kind="containment", epoch=0)
    story.log.append(void)
    assert not story.view.learn_one(3, void)
    assert story.view.buried == {"subject/default/agent-0": stop}
    again = restated_record(story.view, stop, time=1_001.0)
    story.write(again)
    assert story.view.buried == {}
    view = read(compacted(story.log, len(story.log)))
    assert [entry.token for entry in view.entries()] == [stop.command]


def test_a_buried_held_request_is_written_again() -> None:
    story = told([("suspend", 0), ("suspend", 1), ("suspend", 2)])
    held = story.log[-1]
    assert held.kind == "held"
    story.start()
    void = msgspec.structs.replace(held, kind="denied", epoch=0)
    story.view.learn_one(len(story.log), void)
    assert story.view.buried == {held.key: held}
    assert story.view.held() == [held]


def test_an_older_start_record_may_be_gone() -> None:
    """A record of a newer epoch is as good a witness as its start record."""
    story = told([("suspend", 0), ("restart", 0), ("reinstate", 0)])
    old, new = story.log[1], story.log[3]
    view = read([(3, new), (4, msgspec.structs.replace(old, command=old.command))])
    assert view.n_void == 1
    assert view.stop_in_force("default/agent-0", 1_000.0) is None


def test_a_command_is_open_until_it_is_contained() -> None:
    story = told([("suspend", 0), ("shadow", 1)])
    assert [entry.command.key for entry in story.view.open_entries()] == ["default/agent-0"]
    story.step("contained", 0)
    assert story.view.open_entries() == []


def test_a_stop_in_force_lapses() -> None:
    story = told([("suspend", 0)])
    assert story.view.stop_in_force("default/agent-0", 4_599.0) is not None
    assert story.view.stop_in_force("default/agent-0", 4_600.0) is None


def test_answers_do_not_pile_up_without_end() -> None:
    view = LedgerView()
    for i in range(10_100):
        view.learn_one(i, LedgerRecord(kind="denied", request_id=f"r{i}", time=1.0))
    assert not view.is_decided("r0", "t/a")
    assert view.is_decided("r10099", "t/a")
