"""The port to a Kafka client: what the data plane needs of one, and nothing else."""

from collections.abc import Awaitable, Mapping, Sequence
from typing import Protocol


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
    def headers(self) -> Sequence[tuple[str, bytes]]: ...


class Log(Protocol):
    """A consumer of one topic's assigned partitions and a producer to any topic.

    `produce` returns once the record is queued; the awaitable it returns resolves when the broker
    has it. `flush` raises if any record since the last flush failed.
    """

    async def poll(self, max_records: int, timeout_s: float) -> Mapping[int, Sequence[Record]]:
        """The next records of each assigned partition that is not paused."""
        ...

    async def produce(
        self,
        topic: str,
        key: bytes | None,
        value: bytes | None,
        partition: int | None = None,
        headers: Sequence[tuple[str, bytes]] = (),
    ) -> Awaitable[object]:
        """Queue one record."""
        ...

    async def flush(self) -> None:
        """Wait until the broker has every queued record."""
        ...

    async def commit(self, offsets: Mapping[int, int]) -> None:
        """Remember the next offset to read of each partition."""
        ...

    async def committed(self, partition: int) -> int | None:
        """The next offset to read, as last committed."""
        ...

    def seek(self, partition: int, offset: int) -> None:
        """Read on from there."""
        ...

    def high_watermark(self, partition: int) -> int | None:
        """The end of the partition, as a fetch last returned it."""
        ...

    def pause(self, partition: int) -> None:
        """Poll nothing from this partition."""
        ...

    def resume(self, partition: int) -> None:
        """Poll this partition again."""
        ...
