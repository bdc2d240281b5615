"""Consumers of our one-partition topics: assigned by hand, so that nobody waits for a group."""

import itertools
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from streams.kafka.security import client_settings

_numbers = itertools.count()


async def start_reader(
    bootstrap_servers: str, *partitions: TopicPartition, **configs: Any
) -> AIOKafkaConsumer:
    """Start a consumer at the beginning of these partitions.

    The embedded broker looks for new records every half of `fetch_max_wait_ms`; Apache Kafka
    answers as soon as there is one.
    """
    consumer = AIOKafkaConsumer(
        bootstrap_servers=bootstrap_servers,
        client_id=f"roguewatch-reader-{next(_numbers)}",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        fetch_max_wait_ms=20,
        **configs,
        **client_settings(),
    )
    await consumer.start()
    consumer.assign(list(partitions))
    await consumer.seek_to_beginning(*partitions)
    return consumer


async def seek_to_time(consumer: AIOKafkaConsumer, partition: TopicPartition, time: float) -> None:
    """Read on from the first record at or after this time, in seconds since 1970."""
    # The end first: what arrives between the two questions must not be passed over.
    end = (await consumer.end_offsets([partition]))[partition]
    found = (await consumer.offsets_for_times({partition: int(time * 1_000)}))[partition]
    consumer.seek(partition, end if found is None else found.offset)


async def is_read(consumer: AIOKafkaConsumer, partition: TopicPartition) -> bool:
    """Whether all is read that stood there at the last fetch."""
    end = consumer.highwater(partition)
    return end is not None and await consumer.position(partition) >= end


async def partitions_of(bootstrap_servers: str, topic: str) -> list[TopicPartition]:
    """Ask the broker for the partitions of a topic."""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap_servers, **client_settings())
    await producer.start()
    try:
        numbers = await producer.partitions_for(topic)
    finally:
        await producer.stop()
    return [TopicPartition(topic, number) for number in sorted(numbers)]
