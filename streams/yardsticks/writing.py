"""Put a history on the broker for a measurement, with snapshots in band."""

from collections.abc import Callable, Iterable, Mapping

import msgspec

from alerts.keys import KeyRing
from streams.checkpoints import (
    PARTITION_KEY,
    PartitionState,
    ProfileState,
    encode_state,
    hash_key_id,
)
from streams.events import ActionEvent, encode_event
from streams.kafka.producer import start_producer
from streams.snapshot import Snapshot
from streams.snapshots.writer import SnapshotWriter
from streams.topics import ACTIONS, PROFILES

from .topics import PLAIN


class Written(msgspec.Struct, frozen=True):
    """What stands in the topics.

    Examples
    --------
    >>> Written(n_events=10, n_records=12, n_bytes=3_500, n_plain=5, n_snapshots=1).event_bytes
    350
    """

    n_events: int
    n_records: int
    n_bytes: int
    n_plain: int
    n_snapshots: int

    @property
    def event_bytes(self) -> int:
        """Mean size of an event."""
        return round(self.n_bytes / self.n_events)


async def write_history(
    bootstrap_servers: str,
    events: Iterable[ActionEvent],
    first_snapshot: Snapshot,
    snapshot_before: Callable[[ActionEvent], Snapshot | None],
    keys: KeyRing,
    n_partitions: int,
    n_plain: int,
) -> Written:
    """Write all events to `agent-actions` and the first `n_plain` to the plain topic too."""
    producer, _ = await start_producer(bootstrap_servers, linger_ms=20, max_batch_size=256 * 1024)
    writer = SnapshotWriter(producer, keys, n_partitions)
    n_events = n_bytes = n_snapshots = 0
    try:
        if first_snapshot.version:
            await writer.write(first_snapshot)
            n_snapshots = 1
        for event in events:
            if (snapshot := snapshot_before(event)) is not None:
                await writer.write(snapshot)
                n_snapshots += 1
            key, value, time_ms = event.key.encode(), encode_event(event), event.timestamp * 1_000
            topics = (ACTIONS, PLAIN) if n_events < n_plain else (ACTIONS,)
            for topic in topics:
                await producer.send(topic, value, key=key, timestamp_ms=int(time_ms))
            n_events += 1
            n_bytes += len(value)
        await producer.flush()
    finally:
        await producer.stop()
    n_records = n_events + n_snapshots * n_partitions
    return Written(n_events, n_records, n_bytes, min(n_plain, n_events), n_snapshots)


async def write_profiles(
    bootstrap_servers: str,
    profiles: Mapping[str, dict[str, bytes]],
    hash_key: bytes,
    n_partitions: int,
) -> None:
    """Write what a worker learned before, so that the next one starts where it left off."""
    name = hash_key_id(hash_key)
    producer, _ = await start_producer(bootstrap_servers, linger_ms=20, max_batch_size=256 * 1024)
    try:
        for key, packed in profiles.items():
            value = encode_state(ProfileState(1, -1, name, packed))
            await producer.send(PROFILES, value, key=key.encode())
        own = encode_state(PartitionState(1, 0, name))
        for partition in range(n_partitions):
            await producer.send(PROFILES, own, key=PARTITION_KEY, partition=partition)
        await producer.flush()
    finally:
        await producer.stop()
