"""The topic of published configurations: every valid version of it, and the next one."""

import asyncio
import logging

from aiokafka.errors import KafkaConnectionError

from alerts.keys import KeyRing
from alerts.signed import BadSignature
from streams.kafka.compacted import read_compacted
from streams.kafka.missing_topic import MissingTopic, check_topic
from streams.kafka.producer import start_producer
from streams.snapshots.published_config import PublishedConfig, check, open_config, sign_config
from streams.topics import CONFIGS

_log = logging.getLogger(__name__)

_PATIENCE_S = 10.0


async def read_configs(bootstrap_servers: str, keys: KeyRing) -> list[PublishedConfig]:
    """Every published version that is signed by an operator and valid here, in order.

    One that is not is passed over, and said to be. Where the topic is missing none is published.

    Raises
    ------
    KafkaError
        If the topic is there and cannot be read: what is published is then unknown, not nothing.
    """
    found: dict[int, PublishedConfig] = {}
    try:
        async with asyncio.timeout(_PATIENCE_S):
            async for record in read_compacted(bootstrap_servers, CONFIGS, [0]):
                try:
                    published = open_config(record.value or b"", keys)
                except BadSignature as error:
                    _log.warning("%s at %d is passed over: %s", CONFIGS, record.offset, error)
                    continue
                if record.key == published.key:
                    found[published.version] = published
    except TimeoutError:
        try:
            await check_topic(bootstrap_servers, CONFIGS)
        except MissingTopic as error:
            _log.warning("%s", error)
            return []
        raise KafkaConnectionError(f"{CONFIGS} cannot be read within {_PATIENCE_S:g} s") from None
    return [found[version] for version in sorted(found)]


async def publish_config(bootstrap_servers: str, keys: KeyRing, published: PublishedConfig) -> None:
    """Sign and write one version; the next snapshot takes it to the workers.

    Raises
    ------
    ValueError
        If it is not valid, or too large.
    """
    check(published)
    value = sign_config(published, keys)
    producer, _ = await start_producer(bootstrap_servers)
    try:
        await producer.send_and_wait(CONFIGS, value, key=published.key, partition=0)
    finally:
        await producer.stop()
