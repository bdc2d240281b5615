"""Write a history to Kafka as it would have come to be there, snapshots in band."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

import msgspec

from alerts.keys import KeyRing
from detectors.config import Config
from streams.events import ActionEvent, encode_event
from streams.kafka.producer import start_producer
from streams.replay import Replay
from streams.snapshot import Snapshot
from streams.snapshots.writer import SnapshotWriter
from streams.topics import ACTIONS

N_AT_ONCE = 500


class Place(Protocol):
    """Where a record came to stand."""

    @property
    def partition(self) -> int: ...
    @property
    def offset(self) -> int: ...


class Filled(msgspec.Struct, frozen=True):
    """What was written, and what a replay of it found.

    Examples
    --------
    >>> Filled({0: 10}, frozenset()).ends[0]
    10
    """

    ends: dict[int, int]
    """Next offset of each partition of `agent-actions`."""
    alert_ids: frozenset[str]
    """Alerts of the replay that built the snapshots: the worker must raise the same."""


async def fill(
    bootstrap_servers: str,
    events: Sequence[ActionEvent],
    config: Config,
    keys: KeyRing,
    n_partitions: int,
    progress: Callable[[int], None],
) -> Filled:
    """Send events in time order, and before the first event of each hour that hour's snapshot.

    The snapshots are rebuilt by replaying the same events here, so the topic equals the file:
    whoever replays the file gets the ids that the worker gets from the topic.
    """
    if keys.hash_key is None:
        raise ValueError(f"keys must have the hash key; got only {keys.roles}")
    due: list[Snapshot] = []
    replay = Replay(config, keys.hash_key, on_snapshot=due.append, is_all_scored=False)
    producer, _ = await start_producer(bootstrap_servers, linger_ms=5, max_batch_size=256 * 1024)
    writer = SnapshotWriter(producer, keys, n_partitions)
    ends = dict.fromkeys(range(n_partitions), 0)
    alert_ids: set[str] = set()
    try:
        sent: list[Awaitable[Place]] = []
        for n, event in enumerate(events):
            assessment = replay.process_one(event)
            alert_ids.update(alert.alert_id for alert in assessment.alerts)
            for snapshot in due:
                await writer.write(snapshot)
            due.clear()
            sent.append(
                await producer.send(
                    ACTIONS,
                    encode_event(event),
                    key=event.key.encode(),
                    timestamp_ms=int(event.timestamp * 1_000),
                )
            )
            if len(sent) == N_AT_ONCE or n == len(events) - 1:
                for place in await asyncio.gather(*sent):
                    ends[place.partition] = max(ends[place.partition], place.offset + 1)
                sent.clear()
                progress(n + 1)
    finally:
        await producer.stop()
    return Filled(ends, frozenset(alert_ids))
