"""What stands in our topics on somebody's broker, and how to empty them."""

import time

from streams.kafka.security import client_settings
from streams.topics import TOPICS

DELETE_WAIT_S = 30.0


def topics_with_records(bootstrap_servers: str) -> list[str]:
    """Name our topics that hold records; one that is not there holds none."""
    from kafka import KafkaConsumer, TopicPartition

    consumer = KafkaConsumer(
        bootstrap_servers=bootstrap_servers, enable_auto_commit=False, **client_settings()
    )
    try:
        there = consumer.topics()
        full = []
        for topic in TOPICS:
            if topic.name not in there:
                continue
            partitions = [
                TopicPartition(topic.name, number)
                for number in consumer.partitions_for_topic(topic.name) or ()
            ]
            begins = consumer.beginning_offsets(partitions)
            ends = consumer.end_offsets(partitions)
            if any(ends[place] > begins[place] for place in partitions):
                full.append(topic.name)
        return full
    finally:
        consumer.close()


def delete_topics(bootstrap_servers: str) -> None:
    """Delete our topics with all they hold, and wait until the broker has forgotten them."""
    from kafka.admin import KafkaAdminClient

    admin = KafkaAdminClient(bootstrap_servers=bootstrap_servers, **client_settings())
    try:
        ours = {topic.name for topic in TOPICS}
        there = ours & {topic["name"] for topic in admin.describe_topics()}
        if there:
            admin.delete_topics(sorted(there))
        deadline = time.monotonic() + DELETE_WAIT_S
        while ours & {topic["name"] for topic in admin.describe_topics()}:
            if time.monotonic() > deadline:
                raise TimeoutError(f"the topics must be gone within {DELETE_WAIT_S:.0f} s")
            time.sleep(0.2)
    finally:
        admin.close()
