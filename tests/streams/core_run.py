"""Drive the pure core over a small fleet, and say what came out."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zlib import crc32

import msgspec

from baselines import Baseline
from baselines.features import Action
from detectors.config import Config
from detectors.settings.detector_setting import DetectorSetting
from roguewatch.simulation import Fleet
from streams.assessing.assessment import Assessment
from streams.events import ActionEvent
from streams.monitor import Monitor
from streams.profiles import ProfileStore
from streams.replay import HOUR_S, Replay
from streams.snapshot import Snapshot, build_snapshot

HASH_KEY = b"0123456789abcdef"
MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
DAY_5 = 4 * 86_400.0
"""Seconds after the first Monday morning: the reader of mail is known, and at work."""
PROMOTED = Config(
    detectors={
        name: DetectorSetting(stage="promoted")
        for name in ("burst", "failure_streak", "high_impact", "hijack", "off_hours", "volume")
    }
)
"""Everything may alert and count towards a stop."""


def call(i: int, at_s: float, action: Action = "read", **changes: Any) -> ActionEvent:
    """Return an ordinary call of the agent "a", so many seconds after Monday morning."""
    fields: dict[str, Any] = {
        "event_id": f"e{i}",
        "agent_id": "a",
        "time": MONDAY + timedelta(seconds=at_s),
        "session_id": f"s{int(at_s) // 3_600}",
        "credential_id": "own",
        "tool": f"{action}_mail",
        "action": action,
        "resource": "inbox/today",
        "outcome": "success",
    }
    return ActionEvent(**(fields | changes))


def office_days(n_days: int, **changes: Any) -> list[ActionEvent]:
    """Return days of an agent that reads its inbox once a minute, eight hours a day."""
    return [
        call(480 * day + minute, 86_400.0 * day + 60.0 * minute, **changes)
        for day in range(n_days)
        for minute in range(480)
    ]


@cache
def fleet_events(n_agents: int = 8, n_days: int = 4) -> tuple[ActionEvent, ...]:
    """Return the ordinary life of a small fleet, of which one agent then deletes more and more."""
    start = datetime(2026, 1, 5, tzinfo=UTC)
    life = list(Fleet(seed=1, n_agents=n_agents, start=start, n_days=n_days).events())
    last = life[-1]
    rogue = [
        msgspec.structs.replace(
            last,
            event_id=f"rogue-{i}",
            time=last.time + timedelta(seconds=0.3 * i),
            session_id="rogue",
            tool="delete_file" if i < 4 else "delete_volume",
            action="delete",
            resource=f"prod/volume-{i}",
        )
        for i in range(12)
    ]
    return (*life, *rogue)


def new_monitor(config: Config = PROMOTED) -> Monitor:
    return Monitor(config, HASH_KEY, ProfileStore())


@cache
def _known() -> ProfileStore:
    monitor = new_monitor(Config())
    assert not any(assessment.alerts for assessment in assess(monitor, office_days(4)))
    return monitor.profiles


def known_agent(config: Config = PROMOTED) -> Monitor:
    """Return a monitor to which a reader of mail is known for four days."""
    return Monitor(config, HASH_KEY, restored(_known()))


def assess(monitor: Monitor, events: Iterable[ActionEvent]) -> list[Assessment]:
    return [monitor.process_one(event) for event in events]


def replayed(
    events: Iterable[ActionEvent], config: Config = PROMOTED
) -> tuple[list[Assessment], str]:
    """Return all assessments of a rebuilt replay, and the hash of its state."""
    replay = Replay(config, HASH_KEY)
    return list(replay.run(events)), replay.state_hash()


def partitioned(
    events: Sequence[ActionEvent], n_partitions: int, config: Config = PROMOTED
) -> tuple[list[Assessment], str]:
    """Replay as that many workers would that wait for each other at each hour's snapshot.

    Within an hour each partition is read to its end before the next one: as far apart as they
    can get.
    """
    stores = [ProfileStore() for _ in range(n_partitions)]
    monitors = [Monitor(config, HASH_KEY, store) for store in stores]
    said: dict[int, Assessment] = {}
    hours: dict[int, list[int]] = {}
    for i, event in enumerate(events):
        hours.setdefault(int(event.timestamp) // HOUR_S, []).append(i)
    for n_before, (hour, members) in enumerate(hours.items()):
        if n_before:
            snapshot = snapshot_of(stores, hour, monitors[0].scoring.shared)
            for monitor in monitors:
                monitor.snapshot = Snapshot.unpack(snapshot.pack())
        for partition, monitor in enumerate(monitors):
            for i in members:
                if crc32(events[i].key.encode()) % n_partitions == partition:
                    said[i] = monitor.process_one(events[i])
    everyone = ProfileStore()
    for store in stores:
        for key, profile in store.items_sorted():
            everyone.put(key, store.packed(key), profile.last_offset)
    return [said[i] for i in sorted(said)], everyone.state_hash()


def snapshot_of(
    stores: Iterable[ProfileStore], hour: int, more: tuple[type[Baseline], ...]
) -> Snapshot:
    profiles = sorted(
        ((key, profile) for store in stores for key, profile in store.items_sorted()),
        key=lambda item: item[0],
    )
    return build_snapshot(hour, float(hour * HOUR_S), profiles, more)


def restored(store: ProfileStore) -> ProfileStore:
    """What a worker has after a crash: the same profiles, through bytes."""
    again = ProfileStore()
    for key, profile in store.items_sorted():
        wire = msgspec.msgpack.encode(store.packed(key))
        again.put(key, msgspec.msgpack.decode(wire, type=dict[str, bytes]), profile.last_offset)
    return again


def alert_ids(assessments: Iterable[Assessment]) -> list[str]:
    """Return the ids of all alerts and stop requests, in their order."""
    return [
        item
        for assessment in assessments
        for item in (
            *(alert.alert_id for alert in assessment.alerts),
            *(request.request_id for request in assessment.stop_requests),
        )
    ]


def main() -> None:
    """Print what a process of its own makes of the fleet: state hash, alert ids, snapshot."""
    snapshots: list[str] = []
    replay = Replay(PROMOTED, HASH_KEY, on_snapshot=lambda s: snapshots.append(s.hash))
    said = list(replay.run(fleet_events()))
    packed = msgspec.json.encode([replay.state_hash(), alert_ids(said), snapshots, repr(said)])
    print(packed.decode())


if __name__ == "__main__":
    main()
