"""A published configuration is part of the snapshot, and every pass over the log obeys it alike."""

import msgspec
import pytest

from alerts.keys import KeyRing
from alerts.signed import BadSignature
from baselines.base import Packed
from detectors.config import Config
from streams.checkpoints import PartitionState
from streams.monitor import Monitor
from streams.partitions.partition import Partition
from streams.profiles import ProfileStore
from streams.publication import Publication
from streams.replay import HOUR_S, Replay
from streams.snapshot import Snapshot
from streams.snapshot_pointer import SnapshotPointer, sign_pointer
from streams.snapshots.published_config import (
    TYP,
    PublishedConfig,
    calibration_of,
    open_config,
    sign_config,
)

from ..core_run import HASH_KEY, PROMOTED, fleet_events
from ..memory_log import MemoryRecord

KEYS = KeyRing.generate()
TUNED = Config().clone({"burst": {"dispersion": 1.25, "stage": "promoted"}})
# What another worker has: `clone` would refuse it here.
NOT_HERE = Config.parse('[detectors.mine]\npipeline = "no_such_module:make"\n')


def of(config: Config | None, version: int = 1) -> Snapshot:
    return Snapshot(version).with_published(Publication(version, config).pack())


def test_a_snapshot_with_a_configuration_comes_back_as_it_was() -> None:
    snapshot = of(TUNED, 3).with_published(Publication(3, TUNED).pack(), revision=2)
    again = Snapshot.unpack(snapshot.pack())
    assert again.hash == snapshot.hash
    assert (again.rank, again.publication.config) == ((3, 2), TUNED)


def test_a_snapshot_of_before_there_were_configurations_is_read() -> None:
    assert Snapshot.unpack(msgspec.msgpack.encode([7, 0.0, 3, []])).rank == (7, 0)


def test_the_monitor_scores_by_the_published_one_and_falls_back_to_its_own() -> None:
    monitor = Monitor(Config(), HASH_KEY, ProfileStore())
    monitor.snapshot = of(TUNED)
    assert monitor.config.hash == TUNED.hash
    assert next(d for d in monitor.detectors if d.name == "burst").parameters["dispersion"] == 1.25
    monitor.snapshot = of(None, 2)
    assert monitor.config.hash == Config().hash


def test_what_cannot_be_used_here_changes_nothing() -> None:
    monitor = Monitor(PROMOTED, HASH_KEY, ProfileStore(), of(TUNED))
    with pytest.raises(ValueError, match="no_such_module"):
        monitor.snapshot = of(NOT_HERE, 2)
    assert (monitor.config.hash, monitor.snapshot.version) == (TUNED.hash, 1)


def test_a_replay_changes_at_the_first_hour_after_the_publication() -> None:
    events = fleet_events()
    middle = events[len(events) // 2].timestamp
    tuned = Publication(1, TUNED)
    replay = Replay(Config(), HASH_KEY, changes=[(middle, tuned)])
    hashes = []
    for event in events:
        replay.process_one(event)
        hashes.append((event.timestamp, replay.monitor.config.hash))
    changed_at = min(time for time, name in hashes if name == TUNED.hash)
    assert changed_at // HOUR_S >= middle // HOUR_S
    assert all(name == (Config() if t < changed_at else TUNED).hash for t, name in hashes)


def test_only_changed_detectors_bring_a_calibration() -> None:
    for config, is_there in ((PROMOTED, False), (TUNED, True)):
        replay = Replay(config, HASH_KEY)
        for event in fleet_events():
            replay.process_one(event)
        assert bool(calibration_of(config, replay.build_snapshot(500_000))) == is_there


def test_a_published_calibration_is_used_where_nobody_was_measured() -> None:
    replay = Replay(TUNED, HASH_KEY)
    for event in fleet_events():
        replay.process_one(event)
    snapshot = replay.build_snapshot(500_000)
    calibration = calibration_of(TUNED, snapshot)
    cohort = next(name for name in calibration if "=" in name)
    bare = Snapshot(1, packed={cohort: {}})
    given = bare.with_published(Publication(1, TUNED, calibration).pack())
    tenant, _, name = cohort.partition("/=")
    codes = {s for s in snapshot.peaks(cohort).counts if s in _slots(calibration[cohort])}
    assert codes
    for slot in codes:
        assert given.calibration(tenant, name).p(slot, 3.0) > bare.calibration(tenant, name).p(
            slot, 3.0
        )


def _slots(packed: Packed) -> set[int]:
    return {slot for slot, _ in packed[-1]}


@pytest.mark.parametrize("role", ["worker", "control", "issuer"])
def test_only_an_operator_publishes(role: str) -> None:
    payload = msgspec.json.encode(PublishedConfig(version=1, config=TUNED))
    with pytest.raises(BadSignature, match="operator"):
        open_config(KEYS.sign(payload, role, TYP).encode(), KEYS)


@pytest.mark.parametrize(
    "payload",
    [
        b"{}",
        b"[]",
        b'{"version": 0, "config": null}',
        b'{"version": 1, "config": {"kappa": -1}}',
        b'{"version": 1, "config": {"detectors": {"nobody": {}}}}',
        b'{"version": 1, "config": {"detectors": {"burst": {"parameters": {"x": 1}}}}}',
        b'{"version": 1, "config": null, "calibration": {"default/*": [1]}}',
    ],
)
def test_what_is_unknown_or_invalid_is_refused(payload: bytes) -> None:
    with pytest.raises(BadSignature, match="published configuration"):
        open_config(KEYS.sign(payload, "operator", TYP).encode(), KEYS)


def test_a_calibration_too_large_to_be_signed_is_told_before_it_is_sent() -> None:
    huge = {f"default/={i}": [1, 1, 0.0, 1.0, []] for i in range(5_000)}
    with pytest.raises(ValueError, match="at most"):
        sign_config(PublishedConfig(version=1, config=TUNED, calibration=huge), KEYS)


def test_a_worker_without_a_plug_in_says_so_and_goes_on_as_before() -> None:
    """Its snapshot counts all the same: peers and calibration are the same for everybody."""
    state = PartitionState(epoch=1, offset=0, hash_key_id="key")
    partition = Partition(0, state, Monitor(PROMOTED, HASH_KEY, ProfileStore()), KEYS)
    snapshot = of(NOT_HERE, 5)
    pointer = SnapshotPointer(version=5, hash=snapshot.hash, offset=0, n_chunks=1)
    partition.snapshots.use(pointer, snapshot)
    assert "configuration 5 cannot be used" in partition.raised.notices[0]
    assert partition.monitor.config.hash == PROMOTED.hash
    assert (partition.monitor.snapshot.version, partition.snapshots.pointer) == (5, pointer)


def test_a_revision_of_the_same_hour_counts_and_an_older_one_does_not() -> None:
    state = PartitionState(epoch=1, offset=0, hash_key_id="key")
    partition = Partition(0, state, Monitor(Config(), HASH_KEY, ProfileStore()), KEYS)
    snapshots = [of(TUNED, 5), of(TUNED, 5).with_published(b"", revision=1)]
    partition.snapshots.known = {snapshot.hash: snapshot for snapshot in snapshots}
    pointers = [
        SnapshotPointer(version=5, hash=s.hash, offset=0, n_chunks=1, revision=s.revision)
        for s in (*snapshots, snapshots[0])
    ]
    values = [sign_pointer(pointer, KEYS) for pointer in pointers]
    records = [MemoryRecord("t", 0, n, 0, None, value) for n, value in enumerate(values)]
    assert partition.apply(records, 0, 2) == 2
    assert partition.monitor.snapshot.rank == (5, 1)
    assert partition.apply(records, 2, 3) == 3
    assert partition.monitor.snapshot.rank == (5, 1)
    assert "ignored" in partition.raised.notices[0]
