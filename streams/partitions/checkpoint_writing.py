"""At most one checkpoint is under way, and the loop goes on scoring meanwhile."""

import asyncio
from collections.abc import Callable, Mapping

from streams.log import Log
from streams.partitions.begun_checkpoint import BegunCheckpoint
from streams.partitions.checkpointer import Checkpointer
from streams.partitions.partition import Partition


class CheckpointWriting:
    """Begins checkpoints, writes them in a task of its own, and tells what became of them.

    A checkpoint of thousands of agents takes a tenth of a second and more: an event that came in
    meanwhile would raise its stop request by as much later.

    Parameters
    ----------
    log
        The client, to pause partitions whose dead letters cannot be written.
    checkpointer
        Writes.
    counts
        Figures of the loop: dead letters and checkpoints are added.
    on_written
        Called when one is written, with how long packing its profiles took.
    """

    def __init__(
        self,
        log: Log,
        checkpointer: Checkpointer,
        counts: dict[str, int],
        on_written: Callable[[float], None],
    ) -> None:
        self.blocked: set[int] = set()
        """Partitions that wait until their dead letters are written."""
        self._log = log
        self._checkpointer = checkpointer
        self._counts = counts
        self._on_written = on_written
        self._task: asyncio.Task[set[int]] | None = None
        self._begun: list[tuple[Partition, BegunCheckpoint]] = []

    @property
    def is_under_way(self) -> bool:
        """Whether one is being written."""
        return self._task is not None

    def begin(self, partitions: Mapping[int, Partition]) -> None:
        """Begin one of all partitions, as they are now."""
        self._begun = [(p, p.begin_checkpoint()) for p in partitions.values()]
        self._task = asyncio.create_task(self._write(self._begun))

    async def look(self) -> None:
        """Raise what the last one failed with, if it is over."""
        if self._task is not None and self._task.done():
            await self.finish()

    async def finish(self) -> None:
        """Wait for the one under way; raise what it failed with."""
        task = self._task
        if task is None:
            return
        self._checkpointer.pace.is_hurried = True
        try:
            waiting = await task
        finally:
            self._checkpointer.pace.is_hurried = False
            self._task = None
        for number in waiting - self.blocked:
            self._log.pause(number)
        for number in self.blocked - waiting:
            self._log.resume(number)
        self.blocked = waiting

    def abandon(self) -> None:
        """Write no more; partitions that go on have all of it before them again."""
        task, self._task = self._task, None
        if task is None:
            return
        if not task.cancel() and not task.cancelled():
            task.exception()
        for partition, checkpoint in self._begun:
            partition.take_back(checkpoint)

    async def _write(self, begun: list[tuple[Partition, BegunCheckpoint]]) -> set[int]:
        """Write; return the partitions that have to wait."""
        written, waiting = [], set()
        for partition, checkpoint in begun:
            if await self._checkpointer.write_dead_letters(checkpoint):
                self._counts["dead_letters"] += len(checkpoint.dead_letters)
                written.append((partition, checkpoint))
            else:
                partition.take_back(checkpoint)
                waiting.add(partition.number)
        if written:
            await self._checkpointer.write([checkpoint for _, checkpoint in written])
            for partition, _ in written:
                partition.end_checkpoint()
            self._counts["checkpoints"] += 1
            self._on_written(sum(checkpoint.packing_s for _, checkpoint in written))
        return waiting
