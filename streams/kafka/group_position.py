"""How far a consumer group has come, seen from outside."""

from collections.abc import Mapping
from types import TracebackType
from typing import Self

from aiokafka import AIOKafkaConsumer, TopicPartition

from streams.kafka.security import client_settings
from streams.topics import ACTIONS


class GroupPosition:
    """Asks what a group has committed of `agent-actions`, without taking part in it.

    Parameters
    ----------
    bootstrap_servers
        Kafka brokers.
    group_id
        The group asked about.
    n_partitions
        Number of partitions of `agent-actions`.
    """

    def __init__(self, bootstrap_servers: str, group_id: str, n_partitions: int) -> None:
        self._consumer = AIOKafkaConsumer(
            bootstrap_servers=bootstrap_servers,
            group_id=group_id,
            enable_auto_commit=False,
            **client_settings(),
        )
        self._places = [TopicPartition(ACTIONS, number) for number in range(n_partitions)]

    async def __aenter__(self) -> Self:
        await self._consumer.start()
        self._consumer.assign(self._places)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._consumer.stop()

    async def committed(self) -> Mapping[int, int]:
        """The next offset that the group reads of each partition; 0 before its first commit."""
        return {tp.partition: await self._consumer.committed(tp) or 0 for tp in self._places}
