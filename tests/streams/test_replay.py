"""Rebuilt replay gives the same result in any process, batch, partition and after any crash."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from streams.assessing.assessment import Assessment
from streams.events import ActionEvent
from streams.replay import Replay
from streams.snapshot import Snapshot
from tests.contracts.strategies import lives
from tests.streams.core_run import (
    HASH_KEY,
    PROMOTED,
    alert_ids,
    call,
    fleet_events,
    new_monitor,
    partitioned,
    replayed,
    restored,
)

ROOT = Path(__file__).parent.parent.parent


def in_a_process_of_its_own(hash_seed: int) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.streams.core_run"],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return done.stdout


def test_two_processes_say_the_same() -> None:
    """Strings are salted anew in each process; nothing may depend on the order of a set."""
    one, other = in_a_process_of_its_own(1), in_a_process_of_its_own(2)
    state_hash, ids, snapshots, _ = json.loads(one)
    assert len(state_hash) == 64
    assert len(ids) > 3
    assert len(snapshots) > 20
    assert one == other


def test_the_fleet_holds_what_these_tests_are_about() -> None:
    """Alerts in all their states and a stop: else they would prove nothing."""
    said, _ = replayed(fleet_events())
    assert any(assessment.stop_requests for assessment in said)
    assert {alert.activity for a in said for alert in a.alerts} >= {"create", "update", "close"}


@pytest.mark.parametrize("n_partitions", [1, 2, 3, 7])
def test_the_number_of_partitions_makes_no_difference(n_partitions: int) -> None:
    assert partitioned(fleet_events(), n_partitions) == replayed(fleet_events())


@given(lives, st.integers(1, 5))
@settings(max_examples=30)
def test_the_number_of_partitions_makes_no_difference_to_any_lives(
    events: list[ActionEvent], n_partitions: int
) -> None:
    ordered = sorted(events, key=lambda event: event.time)
    assert partitioned(ordered, n_partitions) == replayed(ordered)


@pytest.mark.no_cover
@given(sizes=st.lists(st.integers(1, 300), min_size=1, max_size=8))
@example(sizes=[1])
@settings(max_examples=8)
def test_a_crash_after_any_batch_makes_no_difference(sizes: list[int]) -> None:
    """After each batch all is packed, forgotten and restored, the snapshot too."""
    events = list(fleet_events())
    replay = Replay(PROMOTED, HASH_KEY)
    said: list[Assessment] = []
    start = 0
    for i in range(len(events)):
        size = sizes[i % len(sizes)]
        said += replay.run(events[start : start + size])
        start += size
        if start >= len(events):
            break
        replay = _restored(replay)
    assert (said, replay.state_hash()) == replayed(events)


def _restored(replay: Replay) -> Replay:
    again = Replay(PROMOTED, HASH_KEY)
    again.profiles = again.monitor.profiles = restored(replay.profiles)
    again.monitor.snapshot = Snapshot.unpack(replay.monitor.snapshot.pack())
    again._hour = replay._hour
    return again


@given(lives, st.data())
@settings(max_examples=60)
def test_a_crash_at_any_point_of_any_life_makes_no_difference(
    events: list[ActionEvent], data: st.DataObject
) -> None:
    whole, broken = new_monitor(), new_monitor()
    for event in events:
        assert broken.process_one(event) == whole.process_one(event)
        if data.draw(st.booleans()):
            broken.profiles = restored(broken.profiles)
    assert broken.profiles.state_hash() == whole.profiles.state_hash()


def test_a_new_hour_makes_a_snapshot_before_its_first_event() -> None:
    made: list[Snapshot] = []
    replay = Replay(PROMOTED, HASH_KEY, on_snapshot=made.append)
    for i, at_s in enumerate((0.0, 3_599.0)):
        replay.process_one(call(i, at_s))
    assert made == []
    replay.process_one(call(2, 3_600.0))
    hour = int(call(2, 3_600.0).timestamp) // 3_600
    assert [(s.version, s.time, s.n_active_agents) for s in made] == [(hour, 3_600.0 * hour, 1)]
    assert replay.monitor.snapshot is made[0]


def test_a_late_event_makes_no_snapshot() -> None:
    made: list[Snapshot] = []
    replay = Replay(PROMOTED, HASH_KEY, on_snapshot=made.append)
    for i, at_s in enumerate((3_600.0, 0.0, 3_700.0)):
        replay.process_one(call(i, at_s))
    assert made == []


def test_hours_without_events_make_one_snapshot_together() -> None:
    made: list[Snapshot] = []
    replay = Replay(PROMOTED, HASH_KEY, on_snapshot=made.append)
    for i, at_s in enumerate((0.0, 50 * 3_600.0)):
        replay.process_one(call(i, at_s))
    assert len(made) == 1


def test_snapshots_can_be_further_apart() -> None:
    made: list[Snapshot] = []
    replay = Replay(PROMOTED, HASH_KEY, on_snapshot=made.append, snapshot_hours=3)
    for i in range(13):
        replay.process_one(call(i, i * 3_600.0))
    assert len(made) == 4
    with pytest.raises(ValueError, match="snapshot_hours must be at least 1; got 0"):
        Replay(PROMOTED, HASH_KEY, snapshot_hours=0)


def test_repeats_of_the_whole_file_change_nothing_of_note() -> None:
    """An input read twice over finds only duplicates among each agent's last calls."""
    events = [call(i, 60.0 * i) for i in range(50)]
    said, _ = replayed([*events, *events])
    assert [a.flags for a in said[50:]] == [("duplicate",)] * 50


def test_ids_name_the_moment_and_not_the_run() -> None:
    """The same incident an hour later is another one; the same file again is the same."""
    events = list(fleet_events())
    later = [msgspec.structs.replace(e, time=e.time + timedelta(hours=1)) for e in events]
    first, again = alert_ids(replayed(events)[0]), alert_ids(replayed(events)[0])
    assert first == again
    assert not set(first) & set(alert_ids(replayed(later)[0]))
