"""The port to a Kafka client: what the data plane needs of one, and nothing else."""

from collections.abc import AsyncIterator, Awaitable, Collection, Iterable, Mapping, Sequence
from typing import Protocol

Headers = Sequence[tuple[str, bytes]]
Delivery = Awaitable[object]
"""Resolves when the broker has the record; raises when it never will."""


class LogError(Exception):
    """The broker or the way to it failed; what was not delivered may or may not be there."""


class Record(Protocol):
    """One record read from a topic. `timestamp` is in milliseconds."""

    @property
    def topic(self) -> str: ...
    @property
    def partition(self) -> int: ...
    @property
    def offset(self) -> int: ...
    @property
    def timestamp(self) -> int: ...
    @property
    def key(self) -> bytes | None: ...
    @property
    def value(self) -> bytes | None: ...
    @property
    def headers(self) -> Headers: ...


class Log(Protocol):
    """A group's consumer of one topic, and a producer to any topic.

    It exists so that tests drive the data plane with a list, any batch size, and a failure at any
    call. Whatever the client raises arrives as `LogError`.
    """

    async def poll(
        self, partitions: Collection[int], max_records: int, timeout_s: float
    ) -> Mapping[int, Sequence[Record]]:
        """The next records of these partitions, in order; empty after the time-out."""
        ...

    async def produce(
        self,
        topic: str,
        key: bytes | None,
        value: bytes,
        headers: Headers = (),
        is_urgent: bool = False,
    ) -> Delivery:
        """Queue one record, to the partition of its key; urgent ones never wait for others."""
        ...

    async def produce_all(
        self, topic: str, partition: int, records: Iterable[tuple[bytes | None, bytes, Headers]]
    ) -> Sequence[Delivery]:
        """Queue many records for one partition, in order."""
        ...

    async def flush(self, deliveries: Collection[Delivery]) -> None:
        """Wait until the broker has all of these; raise if one failed."""
        ...

    async def commit(self, offsets: Mapping[int, int]) -> None:
        """Remember the next offset to read; raise if these partitions are no longer ours."""
        ...

    async def committed(self, partition: int) -> int | None:
        """The next offset to read, as last committed."""
        ...

    def seek(self, partition: int, offset: int) -> None:
        """Read on from there."""
        ...

    def pause(self, partition: int) -> None:
        """Fetch nothing from there."""
        ...

    def resume(self, partition: int) -> None:
        """Fetch from there again."""
        ...

    def high_watermark(self, partition: int) -> int | None:
        """The end of the partition, as a fetch last returned it."""
        ...

    def read(self, topic: str, partition: int, start: int = 0) -> AsyncIterator[Record]:
        """Any topic's records from `start` to where they ended when the reading began."""
        ...
