"""When a checkpoint is due."""

import time
from collections.abc import Callable, Iterable
from typing import Final

from streams.partitions.partition import Partition

_SHARE: Final = 0.05
"""Of the time, for packing profiles."""


class CheckpointDue:
    """Weighs what a crash would have to score again against what writing costs.

    Nobody waits for a checkpoint: stop requests and alerts are on their way before it.

    Parameters
    ----------
    after_s
        Time since the last one.
    n_records, n_agents
        Records and agents since the last one; the former are what a fast worker scores in
        `most_s`, the latter limit how long writing takes.
    n_dead_letters
        Dead letters of one partition, which wait in memory.
    clock
        Monotonic seconds.
    most_s
        Time since the last one where packing profiles would else take more than a twentieth of it:
        a busy worker then has that much more to score again after a crash.

    Examples
    --------
    >>> due = CheckpointDue(n_records=100)
    >>> due.count(99)
    >>> due.is_due([])
    False
    >>> due.count(1)
    >>> due.is_due([])
    True
    >>> due.begin()
    >>> due.is_due([])
    False
    """

    def __init__(
        self,
        after_s: float = 2.0,
        n_records: int = 200_000,
        n_agents: int = 20_000,
        n_dead_letters: int = 1_000,
        clock: Callable[[], float] = time.monotonic,
        most_s: float = 6.0,
    ) -> None:
        self._after_s = self._wait_s = after_s
        self._most_s = max(after_s, most_s)
        self._most_records = n_records
        self._most_agents = n_agents
        self._most_dead_letters = n_dead_letters
        self._clock = clock
        self._n_unwritten = 0
        self._began_at = clock()

    def count(self, n_records: int) -> None:
        """So many records were applied."""
        self._n_unwritten += n_records

    def begin(self) -> None:
        """One begins now."""
        self._n_unwritten = 0
        self._began_at = self._clock()

    def cost(self, packing_s: float) -> None:
        """Packing the last one took so long."""
        self._wait_s = min(self._most_s, max(self._after_s, packing_s / _SHARE))

    def is_due(self, partitions: Iterable[Partition], is_blocked: bool = False) -> bool:
        """Whether one of these is due; `is_blocked` if the last one has to be tried again."""
        if not self._n_unwritten and not is_blocked:
            return False
        if self._clock() - self._began_at >= self._wait_s:
            return True
        if self._n_unwritten >= self._most_records:
            return True
        n_agents = 0
        for partition in partitions:
            n_agents += partition.n_touched
            if len(partition.raised.dead_letters) >= self._most_dead_letters:
                return True
        return n_agents >= self._most_agents
