"""Poll, score, checkpoint: effectively once on any broker, without its transactions."""

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Sequence

from streams.log import Log, LogError
from streams.partitions.applying import Applying
from streams.partitions.checkpoint_due import CheckpointDue
from streams.partitions.checkpoint_writing import CheckpointWriting
from streams.partitions.checkpointer import Checkpointer
from streams.partitions.partition import Partition
from streams.partitions.restorer import NotNow, Restorer
from streams.profiles import UnpackableProfile
from streams.snapshots.reader import SnapshotReader
from streams.topics import PROFILES

_log = logging.getLogger(__name__)

_POLL_S = 0.2


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
    due
        Tells when to write a checkpoint.
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
        due: CheckpointDue | None = None,
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
        self._session_timeout_s = session_timeout_s
        self._max_records = max_records
        self._retry_s = retry_s
        self._clock = clock
        self._lock = asyncio.Lock()
        self._assigned: set[int] = set()
        self._suspects: dict[int, dict[str, int]] = {}
        self._generation = 0
        self._is_member = False
        self._due = due or CheckpointDue(clock=clock)
        self._applying = Applying(log, checkpointer, snapshots, self.counts)
        self._writing = CheckpointWriting(log, checkpointer, self.counts, self._note_written)

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

    def _note_written(self, packing_s: float) -> None:
        self._note_progress()
        self._due.cost(packing_s)

    async def _apply_next(self) -> None:
        generation = self._generation
        await self._writing.look()
        await self._applying.look_for_snapshots(tuple(self.partitions.values()))
        flowing = [
            number
            for number, partition in self.partitions.items()
            if partition.snapshots.awaited is None and number not in self._writing.blocked
        ]
        batch = await self._log.poll(flowing, self._max_records, _POLL_S)
        async with self._lock:
            for number, records in batch.items():
                # A rebalance since then: the records may not follow on what is now restored.
                if generation != self._generation:
                    return
                n_applied = await self._applying.apply(
                    self.partitions[number], records, lambda: generation == self._generation
                )
                self._due.count(n_applied)
                self._note_progress()
            if not self._writing.is_under_way and self._is_due():
                self._begin_checkpoint()

    def _is_due(self) -> bool:
        return self._due.is_due(self.partitions.values(), bool(self._writing.blocked))

    def _begin_checkpoint(self) -> None:
        self._writing.begin(self.partitions)
        self._due.begin()

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
        self._applying.notice(f"state dropped, to be restored: {error}")
        self.counts["failures"] += 1
        self._drop(list(self.partitions))

    def _drop(self, numbers: Sequence[int]) -> None:
        self._writing.abandon()
        for number in numbers:
            self.partitions.pop(number, None)
            self._writing.blocked -= {number}
        self._checkpointer.forget(numbers)
