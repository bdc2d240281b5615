"""The ceiling: read batches and decode the events, and do nothing with them."""

import msgspec
from aiokafka import AIOKafkaConsumer

from streams.events import ActionEvent
from streams.kafka.security import client_settings
from streams.topics import ACTIONS

from .stopwatch import Measurement, Stopwatch

_BATCH = 5_000
_CONTROL_RECORD = b"e"


async def consume(bootstrap_servers: str, group_id: str, n_events: int) -> Measurement:
    """Consume and decode `n_events` action events as fast as the client can."""
    consumer = AIOKafkaConsumer(
        ACTIONS,
        bootstrap_servers=bootstrap_servers,
        group_id=group_id,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        **client_settings(),
    )
    decode = msgspec.json.Decoder(ActionEvent).decode
    n_decoded, watch = 0, None
    await consumer.start()
    try:
        while n_decoded < n_events:
            batches = await consumer.getmany(timeout_ms=200, max_records=_BATCH)
            watch = watch or (Stopwatch() if batches else None)
            for records in batches.values():
                for record in records:
                    # Snapshot pointers stand between the events.
                    if record.value and record.value[:1] != _CONTROL_RECORD:
                        decode(record.value)
                        n_decoded += 1
        await consumer.commit()
        if watch is None:
            raise ValueError(f"n_events must be positive; got {n_events!r}")
        return watch.stop(n_decoded)
    finally:
        await consumer.stop()
