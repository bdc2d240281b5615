"""A topic that nobody has created: said at once, where a reader would wait for it for ever."""

from aiokafka import AIOKafkaConsumer

from streams.kafka.security import client_settings


class MissingTopic(OSError):
    """The broker answers, and has no such topic."""


async def check_topic(bootstrap_servers: str, name: str) -> None:
    """Raise `MissingTopic` unless the broker has this topic; asking does not create it."""
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap_servers, **client_settings())
    await consumer.start()
    try:
        names = await consumer.topics()
    finally:
        await consumer.stop()
    if name not in names:
        raise MissingTopic(
            f"topic {name} must exist at {bootstrap_servers}; run: roguewatch topics create"
        )
