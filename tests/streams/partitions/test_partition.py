"""A partition takes in what stands in its log, whatever that is."""

from datetime import UTC, datetime

import msgspec
import pytest

from alerts.keys import KeyRing
from baselines import ACTIONS, RateBaseline
from detectors.config import Config
from streams.assessing.assessment import Assessment
from streams.checkpoints import PARTITION_KEY, decode_partition, decode_profile
from streams.events import ActionEvent, encode_event
from streams.monitor import Monitor
from streams.profiles import ProfileStore
from streams.publication import Publication
from streams.read_event import ReadEvent
from streams.snapshot import Snapshot
from streams.snapshot_pointer import SnapshotPointer, sign_pointer
from tests.streams.data_plane_run import CONFIG, HASH_KEY, KEYS, new_partition
from tests.streams.memory_log import MemoryRecord

EVENT = ActionEvent(
    event_id="e1", time=datetime(2026, 1, 5, 9, tzinfo=UTC), agent_id="a", tool="read_mail"
)
GOOD = encode_event(EVENT)


def record(value: bytes | None, offset: int = 0, key: bytes | None = b"default/a") -> MemoryRecord:
    return MemoryRecord("agent-actions", 0, offset, 1_767_603_600_000, key, value)


def pointer_to(snapshot: Snapshot, keys: KeyRing = KEYS) -> bytes:
    pointer = SnapshotPointer(snapshot.version, snapshot.hash, 0, 1)
    return sign_pointer(pointer, keys)


@pytest.mark.parametrize(
    ("value", "stage"),
    [
        (b"", "limits"),
        (b"{", "syntax"),
        (b"garbage", "limits"),
        (None, "syntax"),
        (b'{"tool": "x"}', "schema"),
        (b"[" * 100, "limits"),
        (b"{" + b" " * 70_000, "limits"),
        (b"a.b.c", "control"),
        (pointer_to(Snapshot(version=9), KeyRing.generate()), "control"),
    ],
)
def test_what_is_no_event_is_a_dead_letter(value: bytes | None, stage: str) -> None:
    partition = new_partition()
    assert partition.apply([record(value)], 0, 1) == 1
    assert [letter.stage for letter in partition.raised.dead_letters] == [stage]
    assert partition.raised.dead_letters[0].reason
    assert partition.next_offset == 1
    assert partition.n_touched == 0


def test_an_event_under_another_key_is_a_dead_letter() -> None:
    """It would give one agent two profiles, in two partitions."""
    partition = new_partition()
    partition.apply([record(GOOD, key=b"default/b"), record(GOOD, 1, key=None)], 0, 2)
    assert [letter.stage for letter in partition.raised.dead_letters] == ["key", "key"]


@pytest.mark.parametrize("breaks_at", ["read", "score"])
def test_an_event_that_breaks_the_scorer_does_not_stop_the_next(breaks_at: str) -> None:
    class Broken(Monitor):
        def read(self, event: ActionEvent, record_time: float | None = None) -> ReadEvent:
            if event.event_id == "bad" and breaks_at == "read":
                raise ZeroDivisionError("float division by zero")
            return super().read(event, record_time)

        def process_read(self, read: ReadEvent) -> Assessment:
            if read.event.event_id == "bad":
                raise ZeroDivisionError("float division by zero")
            return super().process_read(read)

    partition = new_partition(monitor=Broken(CONFIG, HASH_KEY, ProfileStore()))
    bad = encode_event(ActionEvent(event_id="bad", time=EVENT.time, agent_id="a", tool="t"))
    partition.apply([record(bad), record(GOOD, 1)], 0, 2)
    assert [letter.stage for letter in partition.raised.dead_letters] == ["score"]
    assert partition.raised.dead_letters[0].reason == "ZeroDivisionError: float division by zero"
    assert partition.profiles["default/a"].last_offset == 1
    [(_, value, _), _] = partition.checkpoint()
    assert decode_profile(value).n_unscored == 1


def test_a_record_is_applied_once() -> None:
    partition = new_partition()
    partition.apply([record(GOOD)], 0, 1)
    before = partition.checkpoint()
    partition.apply([record(GOOD)], 0, 1)
    assert partition.checkpoint() == before
    partition.next_offset = 0
    partition.apply([record(GOOD)], 0, 1)
    assert partition.checkpoint() == before


def test_a_checkpoint_ends_with_the_partition_itself() -> None:
    partition = new_partition()
    partition.apply([record(GOOD, 4)], 0, 1)
    (key, value, _), (last_key, last_value, _) = partition.checkpoint()
    assert (key, decode_profile(value).last_offset) == (b"default/a", 4)
    assert (last_key, decode_partition(last_value).offset) == (PARTITION_KEY, 5)
    partition.forget_written()
    assert len(partition.checkpoint()) == 1


def test_no_event_is_read_ahead_of_a_snapshot_that_configures_a_tool() -> None:
    """In one slice with its neighbours or apart from them: what was read before must not count."""
    config = Config.parse('[tools.read_mail]\nverb = "delete"\n')
    snapshot = Snapshot(7).with_published(Publication(7, config).pack())
    later = msgspec.structs.replace(EVENT, event_id="e2")
    records = [record(GOOD), record(pointer_to(snapshot), 1), record(encode_event(later), 2)]
    states = []
    for cuts in ([3], [1, 2, 3]):
        partition = new_partition()
        partition.snapshots.known = {snapshot.hash: snapshot}
        start = 0
        for stop in cuts:
            start = partition.apply(records, start, stop)
        assert partition.monitor.snapshot is snapshot
        states.append(partition.profiles.state_hash())
        rate = partition.profiles["default/a"][RateBaseline]
        verb = ACTIONS.index("delete")
        assert rate.n_calls(verb, EVENT.timestamp) == 1.0
    assert states[0] == states[1]
