"""A broker that is lists, and a client of it that fails where it is told to."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from streams.log import Delivery, Headers, LogError, Record
from streams.topics import ACTIONS

Failure = Literal["before", "after", "half", "crash before", "crash after", "crash half"]


class Crash(BaseException):
    """The process dies here, as by kill -9."""


class MemoryRecord(NamedTuple):
    topic: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: Headers = ()


class MemoryBroker:
    """Topics as lists of records by partition, and the group's committed offsets."""

    def __init__(self) -> None:
        self.topics: defaultdict[tuple[str, int], list[MemoryRecord]] = defaultdict(list)
        self.committed: dict[int, int] = {}
        self.owner: object | None = None

    def append(
        self,
        topic: str,
        partition: int,
        key: bytes | None,
        value: bytes | None,
        headers: Headers = (),
        timestamp: int = 0,
    ) -> None:
        records = self.topics[topic, partition]
        records.append(MemoryRecord(topic, partition, len(records), timestamp, key, value, headers))

    def values(self, topic: str) -> list[bytes]:
        """All values of a topic, partition by partition."""
        places = sorted(place for place in self.topics if place[0] == topic)
        return [r.value for place in places for r in self.topics[place] if r.value is not None]


class MemoryLog:
    """The port, on a broker of lists.

    Every call that writes is counted; at the one numbered `fails_at` it raises, before its effect,
    after it, or when half of it is done, as `LogError` or as a crash of the process.
    """

    def __init__(
        self,
        broker: MemoryBroker,
        n_partitions: int = 2,
        batch_sizes: Sequence[int] = (100,),
        fails_at: int | None = None,
        failure: Failure = "before",
    ) -> None:
        self.broker = broker
        self.n_partitions = n_partitions
        self.n_writes = 0
        self.positions: dict[int, int] = {}
        self.paused: set[int] = set()
        self.refused: frozenset[str] = frozenset()
        """Topics whose records the broker will not take."""
        self._batch_sizes = batch_sizes
        self._n_polls = 0
        self._fails_at = fails_at
        self._failure: Failure = failure
        broker.owner = self

    def _write(self, records: Sequence[tuple[str, int, bytes | None, bytes, Headers]]) -> None:
        self.n_writes += 1
        is_failing = self.n_writes == self._fails_at
        if is_failing and self._failure.endswith("before"):
            self._raise()
        is_half = is_failing and self._failure.endswith("half")
        for record in records[: len(records) // 2] if is_half else records:
            self.broker.append(*record)
        if is_failing:
            self._raise()

    def _raise(self) -> None:
        raise Crash if self._failure.startswith("crash") else LogError("told to fail")

    async def poll(
        self, partitions: Collection[int], max_records: int, timeout_s: float
    ) -> Mapping[int, Sequence[Record]]:
        await asyncio.sleep(0)
        batch: dict[int, Sequence[Record]] = {}
        for number in partitions:
            assert number not in self.paused
            size = min(max_records, self._batch_sizes[self._n_polls % len(self._batch_sizes)])
            self._n_polls += 1
            start = self.positions[number]
            records = self.broker.topics[ACTIONS, number][start : start + size]
            if records:
                batch[number] = records
                self.positions[number] = start + len(records)
        return batch

    async def produce(
        self,
        topic: str,
        key: bytes | None,
        value: bytes,
        headers: Headers = (),
        is_urgent: bool = False,
    ) -> Delivery:
        self._write([(topic, 0, key, value, headers)])
        return _delivered(None if topic not in self.refused else LogError(f"{topic} refuses"))

    async def produce_all(
        self, topic: str, partition: int, records: Iterable[tuple[bytes | None, bytes, Headers]]
    ) -> Sequence[Delivery]:
        if topic in self.refused:
            return [_delivered(LogError(f"{topic} refuses"))]
        self._write([(topic, partition, *record) for record in records])
        return [_delivered(None)]

    async def flush(self, deliveries: Collection[Delivery]) -> None:
        await asyncio.gather(*deliveries)

    async def commit(self, offsets: Mapping[int, int]) -> None:
        if self.broker.owner is not self:
            raise LogError("somebody else owns these partitions")
        self._write([])
        self.broker.committed.update(offsets)

    async def committed(self, partition: int) -> int | None:
        return self.broker.committed.get(partition)

    def seek(self, partition: int, offset: int) -> None:
        self.positions[partition] = offset

    def pause(self, partition: int) -> None:
        self.paused.add(partition)

    def resume(self, partition: int) -> None:
        self.paused.discard(partition)

    def high_watermark(self, partition: int) -> int | None:
        return len(self.broker.topics[ACTIONS, partition])

    async def read(self, topic: str, partition: int, start: int = 0) -> AsyncIterator[Record]:
        for record in tuple(self.broker.topics[topic, partition][start:]):
            yield record


def _delivered(error: LogError | None) -> Delivery:
    delivery: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    if error is None:
        delivery.set_result(None)
    else:
        delivery.set_exception(error)
    return delivery
