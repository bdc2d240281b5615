"""Fold the records of one profiles partition into the state to go on from."""

from collections.abc import Iterator

from streams.checkpoints import (
    PARTITION_KEY,
    BadCheckpoint,
    PartitionState,
    ProfileState,
    decode_partition,
    decode_profile,
)
from streams.log import Record


class WrongHashKey(RuntimeError):
    """The profiles were made with another hash key: nothing in them would be recognised."""


class Restoration:
    """Takes the records in the order of the topic and keeps the highest of each key.

    Not the last one: a worker that lost its partition may still write, late, what it knew then.
    The highest (epoch, last offset) counts, and is written again where it is not the last.

    Parameters
    ----------
    hash_key_id
        Which hash key this worker has; None accepts any, for those who only look.

    Examples
    --------
    >>> restoration = Restoration(None)
    >>> restoration.epoch, restoration.partition, restoration.n_agents
    (0, None, 0)
    """

    def __init__(self, hash_key_id: str | None) -> None:
        self._hash_key_id = hash_key_id
        self._best: dict[bytes, ProfileState] = {}
        self._buried: set[bytes] = set()
        self.partition: PartitionState | None = None
        self.epoch = 0
        """The highest epoch seen: the next owner takes one more."""
        self.n_unreadable = 0

    @property
    def n_agents(self) -> int:
        """How many agents it knows."""
        return len(self._best)

    def add(self, record: Record) -> None:
        """Take one record in."""
        key, value = record.key, record.value
        if key is None or value is None:
            return
        try:
            if key == PARTITION_KEY:
                self._add_partition(decode_partition(value))
            else:
                self._add_profile(key, decode_profile(value))
        except BadCheckpoint:
            self.n_unreadable += 1

    def agents(self) -> Iterator[tuple[str, ProfileState]]:
        """Each agent's key and state."""
        for key, state in self._best.items():
            yield key.decode(), state

    def buried(self) -> Iterator[tuple[bytes, ProfileState]]:
        """The states that a lower record follows: compaction would drop them."""
        for key in sorted(self._buried):
            yield key, self._best[key]

    def _add_partition(self, state: PartitionState) -> None:
        self._check(state)
        if self.partition is None or state.rank >= self.partition.rank:
            self.partition = state

    def _add_profile(self, key: bytes, state: ProfileState) -> None:
        self._check(state)
        best = self._best.get(key)
        if best is None or state.rank >= best.rank:
            self._best[key] = state
            self._buried.discard(key)
        else:
            self._buried.add(key)

    def _check(self, state: ProfileState | PartitionState) -> None:
        self.epoch = max(self.epoch, state.epoch)
        if self._hash_key_id is not None and state.hash_key_id != self._hash_key_id:
            raise WrongHashKey(
                f"hash key must be {state.hash_key_id}, with which the profiles were made; "
                f"got {self._hash_key_id}"
            )
