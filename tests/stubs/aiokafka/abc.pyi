import abc
from collections.abc import Awaitable, Iterable
from typing import Any

from . import TopicPartition

class ConsumerRebalanceListener(abc.ABC):
    # Both may be plain functions or coroutines: the client awaits what it is given.
    @abc.abstractmethod
    def on_partitions_revoked(
        self, revoked: Iterable[TopicPartition]
    ) -> Awaitable[None] | None: ...
    @abc.abstractmethod
    def on_partitions_assigned(
        self, assigned: Iterable[TopicPartition]
    ) -> Awaitable[None] | None: ...

class AbstractTokenProvider(abc.ABC):
    @abc.abstractmethod
    async def token(self) -> str: ...
    def extensions(self) -> dict[str, Any]: ...
