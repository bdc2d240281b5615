"""Read a topic from its beginning to where it ended: the restore routine of every process."""

import itertools
from collections.abc import AsyncIterator, Iterable

from aiokafka import AIOKafkaConsumer, TopicPartition

from streams.kafka.security import client_settings
from streams.log import Record

_numbers = itertools.count()


async def read_compacted(
    bootstrap_servers: str, topic: str, partitions: Iterable[int], start: int = 0
) -> AsyncIterator[Record]:
    """Yield every record that stood in these partitions when the reading began.

    A partition is read once *position >= the high watermark that a fetch returned*: a broker may
    answer `end_offsets` wrongly, and the record at end - 1 need not exist (compaction, markers).
    """
    consumer = AIOKafkaConsumer(
        bootstrap_servers=bootstrap_servers,
        client_id=f"roguewatch-restore-{next(_numbers)}",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        fetch_max_wait_ms=20,
        **client_settings(),
    )
    try:
        await consumer.start()
        unread = {TopicPartition(topic, partition) for partition in partitions}
        ends: dict[TopicPartition, int] = {}
        consumer.assign(list(unread))
        for tp in unread:
            consumer.seek(tp, start)
        while unread:
            batch = await consumer.getmany(*unread, timeout_ms=50, max_records=10_000)
            for records in batch.values():
                for record in records:
                    yield record
            for tp in tuple(unread):
                end = ends.get(tp)
                if end is None and (end := consumer.highwater(tp)) is not None:
                    ends[tp] = end
                if end is not None and await consumer.position(tp) >= end:
                    unread.discard(tp)
                    consumer.pause(tp)
    finally:
        await consumer.stop()
