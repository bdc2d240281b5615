"""Poll, score, checkpoint: effectively once on any broker, without its transactions."""

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Sequence

from streams.checkpoint_writing import CheckpointWriting
from streams.checkpointer import Checkpointer
from streams.log import Log, LogError, Record
from streams.partition import Partition
from streams.profiles import UnpackableProfile
from streams.restorer import NotNow, Restorer
from streams.snapshot_reader import SnapshotReader
from streams.topics import PROFILES

_log = logging.getLogger(__name__)

_SLICE = 256
_SLICE_S = 0.05
_MOST_DEAD_LETTERS = 1_000


class BatchLoop:
    """One worker's partitions, from assignment to revocation.

    What it promises: ids and state are those of a single pass over each partition, whatever
    crashes, restarts or moves. If any write fails, the state is dropped and restored.

    Parameters
    ----------
    log
        The client.
    restorer
        Brings an assigned partition back.
    checkpointer
        Writes what partitions have to say.
    snapshots
        Fetches the content that pointers name.
    session_timeout_s
        After how long the group takes a silent worker's partitions away.
    checkpoint_s
        Time after which a checkpoint is due where somebody waits for it: for an alert, a stop
        request or a dead letter.
    quiet_s, checkpoint_events, checkpoint_agents
        Time, records and agents after which one is due in any case: what a crash has to score
        again, and how long writing it may hold up the rest.
    max_records
        Records in one batch.
    retry_s
        Pause after a failure.
    clock
        Monotonic seconds; moves no result.
    """

    def __init__(
        self,
        log: Log,
        restorer: Restorer,
        checkpointer: Checkpointer,
        snapshots: SnapshotReader,
        session_timeout_s: float = 10.0,
        checkpoint_s: float = 1.0,
        quiet_s: float = 2.0,
        checkpoint_events: int = 60_000,
        checkpoint_agents: int = 20_000,
        max_records: int = 5_000,
        retry_s: float = 0.5,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.partitions: dict[int, Partition] = {}
        self.counts = dict.fromkeys(("records", "alerts", "stop_requests", "dead_letters"), 0)
        self.counts |= dict.fromkeys(("checkpoints", "restores", "failures", "notices"), 0)
        self.counts["lost_snapshots"] = 0
        self.progressed_at = clock()
        self._log = log
        self._restorer = restorer
        self._checkpointer = checkpointer
        self._snapshots = snapshots
        self._session_timeout_s = session_timeout_s
        self._checkpoint_s = checkpoint_s
        self._quiet_s = max(quiet_s, checkpoint_s)
        self._checkpoint_events = checkpoint_events
        self._checkpoint_agents = checkpoint_agents
        self._max_records = max_records
        self._retry_s = retry_s
        self._clock = clock
        self._lock = asyncio.Lock()
        self._assigned: set[int] = set()
        self._suspects: dict[int, dict[str, int]] = {}
        self._generation = 0
        self._is_member = False
        self._n_unwritten = 0
        self._checkpointed_at = clock()
        self._writing = CheckpointWriting(log, checkpointer, self.counts, self._note_progress)

    @property
    def is_ready(self) -> bool:
        """Whether the group has spoken and every assigned partition is restored."""
        return self._is_member and self._assigned <= self.partitions.keys()

    @property
    def is_writing(self) -> bool:
        """Whether a checkpoint is under way."""
        return self._writing.is_under_way

    @property
    def lag(self) -> int:
        """How many records are known to stand ahead."""
        ends = ((self._log.high_watermark(n), p) for n, p in tuple(self.partitions.items()))
        ahead = sum(max(0, end - p.next_offset) for end, p in ends if end is not None)
        return ahead + len(self._assigned - self.partitions.keys())

    async def on_assigned(self, numbers: Collection[int]) -> None:
        """The group gave us these partitions; the loop restores them."""
        self._generation += 1
        self._drop(list(self.partitions))
        self._assigned = set(numbers)
        self._is_member = True

    async def on_revoked(self, numbers: Collection[int]) -> None:
        """The group takes these away: write what is known, if that can be done in time."""
        self._generation += 1
        self._is_member = False
        try:
            async with asyncio.timeout(self._session_timeout_s / 3), self._lock:
                await self._write_all()
        except (LogError, TimeoutError, UnpackableProfile) as error:
            _log.warning("no last checkpoint of %s: %r", sorted(numbers), error)
        finally:
            self._assigned -= set(numbers)
            self._drop(list(numbers))

    async def step(self) -> None:
        """Restore what is missing, apply one batch, write a checkpoint if one is due."""
        try:
            await self._restore_missing()
            await self._apply_next()
        except NotNow as reason:
            _log.warning("%s", reason)
            await asyncio.sleep(self._retry_s)
        except LogError as error:
            _log.warning("state dropped, to be restored: %s", error)
            self.counts["failures"] += 1
            self._drop(list(self.partitions))
            await asyncio.sleep(self._retry_s)
        except UnpackableProfile as error:
            self._suspect(error)

    async def stop(self) -> None:
        """Write the last checkpoint."""
        async with self._lock:
            try:
                await self._write_all()
            except (LogError, UnpackableProfile) as error:
                _log.warning("no last checkpoint: %s", error)
            self._drop(list(self.partitions))

    async def _restore_missing(self) -> None:
        generation = self._generation
        for number in sorted(self._assigned - self.partitions.keys()):
            partition, records = await self._restorer.restore(
                number, is_wanted=lambda: self._is_alive(generation)
            )
            async with self._lock:
                if generation != self._generation:
                    return
                # Proves that it is ours still, before anything is written in the new epoch.
                await self._checkpointer.own({number: partition.next_offset})
                await self._log.flush(await self._log.produce_all(PROFILES, number, records))
                if generation != self._generation:
                    return
                self._log.seek(number, partition.next_offset)
                self._log.resume(number)
                partition.suspects = self._suspects.get(number, {})
                self.partitions[number] = partition
                self.counts["restores"] += 1
                self.progressed_at = self._clock()

    def _is_alive(self, generation: int) -> bool:
        self._note_progress()
        return generation == self._generation

    def _note_progress(self) -> None:
        self.progressed_at = self._clock()

    async def _apply_next(self) -> None:
        generation = self._generation
        await self._writing.look()
        await self._look_for_snapshots()
        flowing = [
            number
            for number, partition in self.partitions.items()
            if partition.awaited is None and number not in self._writing.blocked
        ]
        batch = await self._log.poll(flowing, self._max_records, self._checkpoint_s / 5)
        async with self._lock:
            for number, records in batch.items():
                # A rebalance since then: the records may not follow on what is now restored.
                if generation != self._generation:
                    return
                await self._apply(self.partitions[number], records, generation)
            if not self._writing.is_under_way and self._is_due():
                self._begin_checkpoint()

    async def _apply(
        self, partition: Partition, records: Sequence[Record], generation: int
    ) -> None:
        if records[0].offset > partition.next_offset:
            self._notice(f"offsets {partition.next_offset} to {records[0].offset - 1} are gone")
        index, end, slice_started_at = 0, len(records), self._clock()
        while index < end and generation == self._generation:
            before = index
            index = partition.apply(records, index, min(index + _SLICE, end))
            self._n_unwritten += index - before
            self.counts["records"] += index - before
            if partition.stop_requests:
                self.counts["stop_requests"] += len(partition.stop_requests)
                await self._checkpointer.send_stop_requests(partition)
            if partition.awaited is not None and not await self._fetch(partition):
                self._log.seek(partition.number, partition.next_offset)
                self._log.pause(partition.number)
                break
            if self._clock() - slice_started_at > _SLICE_S:
                # Heartbeats share this loop.
                await asyncio.sleep(0)
                slice_started_at = self._clock()
        self.progressed_at = self._clock()
        self.counts["lost_snapshots"] += partition.n_lost_snapshots
        partition.n_lost_snapshots = 0
        for notice in partition.notices:
            self._notice(notice)
        partition.notices.clear()

    async def _fetch(self, partition: Partition) -> bool:
        if partition.awaited is None:
            return True
        snapshot = await self._snapshots.fetch(partition.awaited)
        if snapshot is None and partition.awaited.hash not in self._snapshots.lost:
            return False
        partition.awaited = None
        return True

    async def _look_for_snapshots(self) -> None:
        for number, partition in tuple(self.partitions.items()):
            if partition.awaited is not None and await self._fetch(partition):
                self._log.resume(number)

    def _is_due(self) -> bool:
        if not self._n_unwritten and not self._writing.blocked:
            return False
        waited_s, partitions = self._clock() - self._checkpointed_at, self.partitions.values()
        return (
            waited_s >= self._quiet_s
            or (waited_s >= self._checkpoint_s and self._is_awaited())
            or self._n_unwritten >= self._checkpoint_events
            or sum(p.n_touched for p in partitions) >= self._checkpoint_agents
            or any(len(p.dead_letters) >= _MOST_DEAD_LETTERS for p in partitions)
        )

    def _is_awaited(self) -> bool:
        """Whether anything is to be written that somebody acts upon."""
        partitions = self.partitions.values()
        return self._checkpointer.has_sent or any(p.findings or p.dead_letters for p in partitions)

    def _begin_checkpoint(self) -> None:
        self._writing.begin(self.partitions)
        self._n_unwritten = 0
        self._checkpointed_at = self._clock()

    async def _write_all(self) -> None:
        """Write what is known, and wait for it."""
        await self._writing.finish()
        self._begin_checkpoint()
        await self._writing.finish()

    def _suspect(self, error: UnpackableProfile) -> None:
        """Restore, and look at this agent's events one by one, to find the one it is about.

        A worker that went on would fail at every checkpoint, and one that ended would do so again
        after its restart.
        """
        for number, partition in self.partitions.items():
            if error.key in partition.profiles:
                offset = partition.last_touched(error.key)
                self._suspects.setdefault(number, {})[error.key] = offset
        self._notice(f"state dropped, to be restored: {error}")
        self.counts["failures"] += 1
        self._drop(list(self.partitions))

    def _drop(self, numbers: Sequence[int]) -> None:
        self._writing.abandon()
        for number in numbers:
            self.partitions.pop(number, None)
            self._writing.blocked -= {number}
        self._checkpointer.forget(numbers)

    def _notice(self, text: str) -> None:
        self.counts["notices"] += 1
        _log.warning("%s", text)
