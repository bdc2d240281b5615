"""Replay as recorded: one pass over a topic, with the snapshots that its own pointers name."""

from collections.abc import AsyncIterator, Callable
from functools import partial

import msgspec

from alerts.keys import KeyRing
from streams.checkpoints import PartitionState, hash_key_id
from streams.kafka.compacted import read_compacted
from streams.log import Record
from streams.monitor import Monitor
from streams.partitions.partition import Partition
from streams.profiles import ProfileStore
from streams.restoration import Restoration
from streams.snapshots.reader import SnapshotReader
from streams.topics import ACTIONS, PROFILES

_BATCH = 2_000


class Outcome(msgspec.Struct, frozen=True):
    """What must not depend on batches, crashes or the number of workers."""

    alert_ids: frozenset[str]
    request_ids: frozenset[str]
    state_hash: str
    n_agents: int
    n_records: int = 0
    n_snapshots: int = 0
    n_dead_letters: int = 0


async def replay_recorded(
    bootstrap_servers: str,
    n_partitions: int,
    new_monitor: Callable[[], Monitor],
    keys: KeyRing,
    hash_key: bytes,
) -> Outcome:
    """Read `agent-actions` once, single-threaded, and say what it gives."""
    read = partial(_read, bootstrap_servers)
    snapshots = SnapshotReader(read)
    everything = ProfileStore()
    alert_ids: set[str] = set()
    request_ids: set[str] = set()
    n_records = n_snapshots = n_dead_letters = 0
    for number in range(n_partitions):
        state = PartitionState(epoch=0, offset=0, hash_key_id=hash_key_id(hash_key))
        partition = Partition(number, state, new_monitor(), keys)
        partition.snapshots.known = snapshots.known
        async for batch in _batches(read(ACTIONS, number, 0)):
            n_records += len(batch)
            index = 0
            while index < len(batch):
                index = partition.apply(batch, index, len(batch))
                if partition.snapshots.awaited is not None:
                    pointer = partition.snapshots.awaited
                    if await snapshots.fetch(pointer) is None:
                        raise LookupError(f"snapshot {pointer.version} must be on the broker")
                    partition.snapshots.awaited = None
                    n_snapshots += 1
            alert_ids |= {alert.alert_id for alert in partition.raised.alerts}
            request_ids |= {request.request_id for request in partition.raised.stop_requests}
            n_dead_letters += len(partition.raised.dead_letters)
            partition.forget_written()
        for key in partition.profiles.keys():  # noqa: SIM118
            profile = partition.profiles[key]
            everything.put(key, partition.profiles.packed(key), profile.last_offset)
    return Outcome(
        frozenset(alert_ids),
        frozenset(request_ids),
        everything.state_hash(),
        len(everything),
        n_records,
        n_snapshots,
        n_dead_letters,
    )


async def read_state(bootstrap_servers: str, n_partitions: int) -> ProfileStore:
    """Every profile as the workers' checkpoints have it."""
    everything = ProfileStore()
    for number in range(n_partitions):
        restoration = Restoration(None)
        async for record in _read(bootstrap_servers, PROFILES, number, 0):
            restoration.add(record)
        for key, state in restoration.agents():
            everything.put(key, state.packed, state.last_offset)
    return everything


async def _batches(records: AsyncIterator[Record]) -> AsyncIterator[list[Record]]:
    batch: list[Record] = []
    async for record in records:
        batch.append(record)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _read(bootstrap_servers: str, topic: str, partition: int, start: int) -> AsyncIterator[Record]:
    return read_compacted(bootstrap_servers, topic, [partition], start)
