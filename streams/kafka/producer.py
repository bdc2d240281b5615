"""A producer that is idempotent where the broker can do that."""

import logging
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import UnknownError, UnsupportedVersionError

from streams.kafka.security import client_settings
from streams.topics import MAX_RECORD_BYTES

_log = logging.getLogger(__name__)


async def start_producer(bootstrap_servers: str, **configs: Any) -> tuple[AIOKafkaProducer, bool]:
    """Start a producer; say whether it is idempotent.

    The embedded broker refuses aiokafka's idempotent producer at once. Without it a retry may
    write a record twice, which every reader of ours recognises by its id.
    """
    settings: dict[str, Any] = (
        {
            "acks": "all",
            "linger_ms": 0,
            "max_request_size": MAX_RECORD_BYTES + 100 * 1024,
        }
        | client_settings()
        | configs
    )
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap_servers, enable_idempotence=True, **settings
    )
    # What it logs about the refusal is said better below.
    refusals = logging.getLogger("aiokafka.producer.sender")
    was_disabled, refusals.disabled = refusals.disabled, True
    try:
        await producer.start()
        return producer, True
    except (UnknownError, UnsupportedVersionError):
        await producer.stop()
        _log.debug("the broker has no idempotent producer; repeats are told by their ids")
    finally:
        refusals.disabled = was_disabled
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap_servers, **settings)
    await producer.start()
    return producer, False
