"""Follow some partitions from an offset on, for somebody who watches and takes no part."""

from collections.abc import AsyncIterator, Callable, Mapping

from aiokafka import AIOKafkaConsumer, TopicPartition

from streams.kafka.security import client_settings
from streams.log import Record


async def tail(
    bootstrap_servers: str,
    starts: Mapping[tuple[str, int], int],
    is_stopping: Callable[[], bool],
) -> AsyncIterator[Record]:
    """Yield records of these (topic, partition) from their offsets on, until told to stop.

    Without a group: nothing is committed and nobody else gets less. The order of records holds
    within a partition, not across them.
    """
    consumer = AIOKafkaConsumer(
        bootstrap_servers=bootstrap_servers,
        client_id="roguewatch-tail",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        fetch_max_wait_ms=20,
        **client_settings(),
    )
    try:
        await consumer.start()
        consumer.assign([TopicPartition(*place) for place in starts])
        for place, offset in starts.items():
            consumer.seek(TopicPartition(*place), offset)
        while not is_stopping():
            for records in (await consumer.getmany(timeout_ms=50, max_records=5_000)).values():
                for record in records:
                    yield record
    finally:
        await consumer.stop()
