"""Run the batch loop over lists, and say what came out."""

import functools
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from alerts.first_use import decode_first
from alerts.keys import KeyRing
from alerts.stop_request import decode_request
from detectors.config import Config
from roguewatch.evaluation.crash.traffic import CrashTraffic
from streams.checkpoints import PartitionState, hash_key_id
from streams.events import ActionEvent, encode_event
from streams.monitor import Monitor
from streams.partitions.batch_loop import BatchLoop
from streams.partitions.checkpoint_due import CheckpointDue
from streams.partitions.checkpointer import Checkpointer
from streams.partitions.partition import Partition
from streams.partitions.restorer import Restorer
from streams.profiles import ProfileStore
from streams.replay import Replay
from streams.restoration import Restoration
from streams.snapshot import Snapshot
from streams.snapshot_pointer import SnapshotPointer, sign_pointer
from streams.snapshots.reader import SnapshotReader
from streams.topics import ACTIONS, ALERTS, FIRSTS, PROFILES, SNAPSHOTS, STOP_REQUESTS
from tests.streams.memory_log import MemoryBroker, MemoryLog

N_PARTITIONS = 2
KEYS = KeyRing.generate()
HASH_KEY = b"0123456789abcdef0123456789abcdef"
CONFIG = Config.parse(
    'mode = "suspend"\n'
    '[detectors.burst]\nstage = "promoted"\n'
    '[detectors.hijack]\nstage = "promoted"\n'
    '[detectors.high_impact]\nstage = "promoted"\n'
)


class Outcome(NamedTuple):
    """What must not depend on batches, crashes or the number of workers."""

    alert_ids: frozenset[str]
    request_ids: frozenset[str]
    first_ids: frozenset[str]
    state_hash: str


def new_monitor() -> Monitor:
    return Monitor(CONFIG, HASH_KEY, ProfileStore())


def partition_of(event: ActionEvent) -> int:
    return sum(event.key.encode()) % N_PARTITIONS


def write_event(broker: MemoryBroker, event: ActionEvent) -> None:
    broker.append(
        ACTIONS,
        partition_of(event),
        event.key.encode(),
        encode_event(event),
        timestamp=int(event.timestamp * 1000),
    )


def write_snapshot(broker: MemoryBroker, snapshot: Snapshot, is_content_there: bool = True) -> None:
    """Write content and pointers, as the snapshot writer does."""
    offset = len(broker.topics[SNAPSHOTS, 0])
    pointer = SnapshotPointer(snapshot.version, snapshot.hash, offset, 1)
    if is_content_there:
        broker.append(SNAPSHOTS, 0, pointer.chunk_key(0), snapshot.pack())
    for partition in range(N_PARTITIONS):
        broker.append(ACTIONS, partition, None, sign_pointer(pointer, KEYS))


@functools.cache
def history(n_events: int = 1_500, seed: int = 3) -> tuple[MemoryBroker, Outcome]:
    """A topic of actions with snapshots in band, and what a rebuilt replay of it gives."""
    broker = MemoryBroker()
    replay = Replay(CONFIG, HASH_KEY, lambda snapshot: write_snapshot(broker, snapshot))
    alerts, requests, firsts = set(), set(), set()
    traffic = CrashTraffic(seed, n_events, n_agents=24, n_incidents=12)
    for plain in traffic.events():
        event = msgspec.structs.replace(plain, source_ip=f"host-of-{plain.agent_id}")
        assessment = replay.process_one(event)
        write_event(broker, event)
        alerts |= {alert.alert_id for alert in assessment.alerts}
        requests |= {request.request_id for request in assessment.stop_requests}
        firsts |= {use.first_id for use in assessment.firsts}
    sets = frozenset(alerts), frozenset(requests), frozenset(firsts)
    return broker, Outcome(*sets, replay.state_hash())


def copy_of_history(n_events: int = 1_500, seed: int = 3) -> tuple[MemoryBroker, Outcome]:
    """The same, to be written on."""
    source, outcome = history(n_events, seed)
    broker = MemoryBroker()
    for place, records in source.topics.items():
        broker.topics[place] = list(records)
    return broker, outcome


def new_loop(
    log: MemoryLog,
    checkpoint_events: int = 200,
    clock: Callable[[], float] = lambda: 0.0,
    monitor: Callable[[], Monitor] = new_monitor,
) -> BatchLoop:
    """A worker, as `DataPlane` puts it together; it checkpoints by count alone."""
    snapshots = SnapshotReader(log.read, clock=clock)
    return BatchLoop(
        log,
        Restorer(log, snapshots, monitor, KEYS, hash_key_id(HASH_KEY)),
        Checkpointer(log, KEYS, session_timeout_s=10.0, clock=clock, rest_s=0.0),
        snapshots,
        due=CheckpointDue(60.0, checkpoint_events, clock=clock),
        retry_s=0.0,
        clock=clock,
    )


async def drain(loop: BatchLoop, log: MemoryLog) -> None:
    """Work until all is read, then stop."""
    await loop.on_assigned(range(log.n_partitions))
    for _ in range(5_000):
        await loop.step()
        if loop.is_ready and loop.lag == 0 and not loop.is_writing:
            break
    else:
        raise AssertionError(f"the loop must come to the end; {loop.lag} records are ahead")
    await loop.stop()


def profiles_of(broker: MemoryBroker) -> ProfileStore:
    """Every agent's state on the broker."""
    profiles = ProfileStore()
    for number in range(N_PARTITIONS):
        restoration = Restoration(hash_key_id(HASH_KEY))
        for record in broker.topics[PROFILES, number]:
            restoration.add(record)
        for key, state in restoration.agents():
            profiles.put(key, state.packed, state.last_offset)
    return profiles


def outcome_of(broker: MemoryBroker) -> Outcome:
    """What is on the broker."""
    alerts = (msgspec.json.decode(value) for value in broker.values(ALERTS))
    requests = (decode_request(value, KEYS) for value in broker.values(STOP_REQUESTS))
    return Outcome(
        frozenset(alert["finding_info"]["uid"] for alert in alerts),
        frozenset(request.request_id for request in requests),
        frozenset(decode_first(value).first_id for value in broker.values(FIRSTS)),
        profiles_of(broker).state_hash(),
    )


def new_partition(number: int = 0, monitor: Monitor | None = None) -> Partition:
    """A partition that knows nothing yet."""
    state = PartitionState(epoch=1, offset=0, hash_key_id=hash_key_id(HASH_KEY))
    return Partition(number, state, monitor or new_monitor(), KEYS)
