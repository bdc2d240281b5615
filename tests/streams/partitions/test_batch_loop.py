"""The same ids and the same state, whatever the batches are and wherever it crashes."""

import asyncio
from collections.abc import Collection, Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.events import encode_event
from streams.log import Delivery, Record
from streams.snapshot import Snapshot
from streams.snapshot_pointer import SnapshotPointer
from streams.topics import ACTIONS, ALERTS, PROFILES, SNAPSHOTS, STOP_REQUESTS, dlq
from tests.streams.core_run import call
from tests.streams.data_plane_run import (
    copy_of_history,
    drain,
    history,
    new_loop,
    outcome_of,
    write_snapshot,
)
from tests.streams.memory_log import Crash, Failure, MemoryBroker, MemoryLog


def test_the_history_is_worth_testing_with() -> None:
    _, outcome = history()
    assert len(outcome.alert_ids) >= 8
    assert len(outcome.request_ids) >= 5
    assert len(outcome.first_ids) >= 24


@pytest.mark.no_cover
@settings(max_examples=20)
@given(sizes=st.lists(st.integers(1, 400), min_size=1, max_size=8), every=st.integers(1, 900))
async def test_same_result_for_any_batch_size(sizes: list[int], every: int) -> None:
    broker, expected = copy_of_history()
    log = MemoryLog(broker, batch_sizes=sizes)
    await drain(new_loop(log, checkpoint_events=every), log)
    assert outcome_of(broker) == expected


@pytest.mark.no_cover
@settings(max_examples=40)
@given(
    failures=st.lists(
        st.tuples(
            st.integers(1, 40),
            st.sampled_from(
                ["before", "after", "half", "crash before", "crash after", "crash half"]
            ),
        ),
        min_size=1,
        max_size=5,
    ),
    size=st.integers(1, 400),
)
async def test_same_result_wherever_it_crashes(
    failures: list[tuple[int, Failure]], size: int
) -> None:
    """Any write may fail, in part too, once in each of several lives of the worker."""
    broker, expected = copy_of_history()
    for fails_at, failure in failures:
        log = MemoryLog(broker, batch_sizes=[size], fails_at=fails_at, failure=failure)
        try:
            await drain(new_loop(log), log)
        except Crash:
            continue
    log = MemoryLog(broker)
    await drain(new_loop(log), log)
    assert outcome_of(broker) == expected


async def test_a_frozen_worker_that_wakes_up_writes_no_profile() -> None:
    """Its partitions are somebody else's by now, and what it knows is old."""
    broker, expected = copy_of_history()
    log = MemoryLog(broker, batch_sizes=[300])
    now = [0.0]
    frozen = new_loop(log, checkpoint_events=100_000, clock=lambda: now[0])
    await frozen.on_assigned([0, 1])
    await frozen.step()
    n_before = len(broker.topics[PROFILES, 0])
    other_log = MemoryLog(broker)
    await drain(new_loop(other_log), other_log)
    n_after = len(broker.topics[PROFILES, 0])
    now[0] = 20.0
    await frozen.stop()
    assert n_after > n_before
    assert len(broker.topics[PROFILES, 0]) == n_after
    assert outcome_of(broker) == expected


async def test_what_a_zombie_wrote_late_buries_nothing() -> None:
    """The highest epoch counts, and is written again after the zombie's record."""
    broker, expected = copy_of_history()
    first = MemoryLog(broker)
    loop = new_loop(first)
    await loop.on_assigned([0, 1])
    for _ in range(4):
        await loop.step()
    early = {n: list(broker.topics[PROFILES, n]) for n in range(2)}
    second = MemoryLog(broker)
    await drain(new_loop(second), second)
    for number, records in early.items():
        for record in records:
            broker.append(PROFILES, number, record.key, record.value)
    assert outcome_of(broker) == expected
    third = MemoryLog(broker)
    await drain(new_loop(third), third)
    for number in range(2):
        newest = {record.key: record for record in broker.topics[PROFILES, number]}
        broker.topics[PROFILES, number] = list(newest.values())
    assert outcome_of(broker) == expected


async def test_a_partition_waits_for_the_content_of_its_snapshot() -> None:
    """Or the same event would be compared with another snapshot after a restart."""
    broker = MemoryBroker()
    snapshot = Snapshot(version=7, time=25_200.0)
    write_snapshot(broker, snapshot, is_content_there=False)
    log = MemoryLog(broker)
    loop = new_loop(log)
    await loop.on_assigned([0, 1])
    await loop.step()
    assert log.paused == {0, 1}
    assert loop.lag == 2
    chunk_key = SnapshotPointer(7, snapshot.hash, 0, 1).chunk_key(0)
    broker.append(SNAPSHOTS, 0, chunk_key, snapshot.pack())
    await loop.step()
    assert log.paused == set()
    assert loop.lag == 0
    assert loop.partitions[0].monitor.snapshot.version == 7


async def test_nothing_is_committed_before_the_dead_letters_are_written() -> None:
    broker = MemoryBroker()
    for _ in range(3):
        broker.append(ACTIONS, 0, b"default/a", b"not json")
    log = MemoryLog(broker)
    log.refused = frozenset({dlq(ACTIONS)})
    loop = new_loop(log, checkpoint_events=1)
    await loop.on_assigned([0, 1])
    for _ in range(30):
        await loop.step()
    assert log.paused == {0}
    assert broker.committed[0] == 0
    log.refused = frozenset()
    await loop.stop()
    assert broker.committed[0] == 3
    assert len(broker.topics[dlq(ACTIONS), 0]) == 3


async def test_a_revoked_partition_is_written_and_dropped() -> None:
    broker, _ = copy_of_history()
    log = MemoryLog(broker, batch_sizes=[50])
    loop = new_loop(log, checkpoint_events=100_000)
    await loop.on_assigned([0, 1])
    await loop.step()
    await loop.on_revoked([0, 1])
    assert loop.partitions == {}
    assert broker.committed == {0: 50, 1: 50}


async def test_records_polled_before_a_rebalance_are_not_applied_after_it() -> None:
    """The restored partition may stand before them: what lies between would be skipped."""
    broker, expected = copy_of_history()

    class RebalancingLog(MemoryLog):
        n_rebalances = 0

        async def poll(
            self, partitions: Collection[int], max_records: int, timeout_s: float
        ) -> Mapping[int, Sequence[Record]]:
            batch = await super().poll(partitions, max_records, timeout_s)
            self.n_rebalances += 1
            if self.n_rebalances in (2, 5):
                await loop.on_assigned([0, 1])
            return batch

    log = RebalancingLog(broker, batch_sizes=[70])
    loop = new_loop(log, checkpoint_events=100)
    await drain(loop, log)
    assert outcome_of(broker) == expected


async def test_stop_requests_and_alerts_wait_for_no_checkpoint() -> None:
    broker, expected = copy_of_history()
    log = MemoryLog(broker)
    loop = new_loop(log, checkpoint_events=100_000)
    await loop.on_assigned([0, 1])
    while loop.lag:
        await loop.step()
    assert loop.counts["checkpoints"] == 0
    outcome = outcome_of(broker)
    assert outcome.alert_ids == expected.alert_ids
    assert outcome.request_ids == expected.request_ids


async def test_no_profile_is_written_before_what_its_events_raised_has_arrived() -> None:
    """Or a restarted worker would skip the events, and nobody would hear of them."""
    broker, _ = copy_of_history()
    log = MemoryLog(broker)
    loop = new_loop(log, checkpoint_events=100_000)
    await loop.on_assigned([0, 1])
    log.refused = frozenset({ALERTS})
    while not loop.counts["alerts"]:
        await loop.step()
    n_written = len(broker.topics[PROFILES, 0]) + len(broker.topics[PROFILES, 1])
    n_committed = dict(broker.committed)
    await loop.stop()
    assert len(broker.topics[PROFILES, 0]) + len(broker.topics[PROFILES, 1]) == n_written
    assert broker.committed == n_committed


async def test_a_checkpoint_is_written_after_some_time() -> None:
    broker, now = MemoryBroker(), [0.0]
    event = call(1, 0.0)
    broker.append(ACTIONS, 0, event.key.encode(), encode_event(event))
    log = MemoryLog(broker)
    loop = new_loop(log, clock=lambda: now[0])
    await loop.on_assigned([0, 1])
    for second in range(60):
        now[0] = float(second)
        await loop.step()
    assert broker.committed[0] == 0
    now[0] = 60.0
    await loop.step()
    while loop.is_writing:
        await loop.step()
    assert broker.committed[0] == 1


class SlowLog(MemoryLog):
    """A broker that confirms nothing until it is told to."""

    def __init__(self, broker: MemoryBroker) -> None:
        super().__init__(broker, batch_sizes=[50])
        self.confirms = asyncio.Event()

    async def flush(self, deliveries: Collection[Delivery]) -> None:
        await self.confirms.wait()
        await super().flush(deliveries)


async def test_events_are_scored_while_a_checkpoint_is_written_and_are_not_in_it() -> None:
    """A stop must not wait for the profiles of a thousand other agents."""
    broker, expected = copy_of_history()
    log = SlowLog(broker)
    log.confirms.set()
    loop = new_loop(log, checkpoint_events=100)
    await loop.on_assigned([0, 1])
    await loop.step()
    log.confirms.clear()
    n_committed = dict(broker.committed)
    while loop.lag:
        await loop.step()
    assert loop.is_writing
    assert broker.committed == n_committed
    assert len(broker.topics[STOP_REQUESTS, 0]) >= len(expected.request_ids)
    log.confirms.set()
    n_written = loop.counts["checkpoints"]
    while loop.counts["checkpoints"] == n_written:
        await loop.step()
    assert 0 < broker.committed[0] < loop.partitions[0].next_offset
    await loop.stop()
    assert outcome_of(broker) == expected


async def test_a_partition_that_stays_loses_nothing_when_another_goes() -> None:
    """The checkpoint that is under way is given up for both, and begun again for the one."""
    broker, expected = copy_of_history()
    log = SlowLog(broker)
    log.confirms.set()
    loop = new_loop(log, checkpoint_events=100)
    await loop.on_assigned([0, 1])
    await loop.step()
    log.confirms.clear()
    for _ in range(3):
        await loop.step()
    loop._session_timeout_s = 0.01
    await loop.on_revoked([1])
    assert sorted(loop.partitions) == [0]
    log.confirms.set()
    await drain(loop, log)
    assert outcome_of(broker) == expected
