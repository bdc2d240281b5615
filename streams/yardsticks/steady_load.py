"""A background of ordinary events at a steady rate."""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import cycle

from msgspec.structs import replace

from streams.events import ActionEvent, encode_event
from streams.kafka.producer import start_producer
from streams.topics import ACTIONS

_TICK_S = 0.01


async def send_steadily(
    bootstrap_servers: str,
    templates: Sequence[ActionEvent],
    events_per_s: float,
    is_over: Callable[[], bool],
) -> tuple[int, float]:
    """Repeat these events as of now, one agent after the other; return how many in how long.

    What the machine was too busy to send on time is sent as soon as it can be.
    """
    if events_per_s <= 0:
        raise ValueError(f"events_per_s must be positive; got {events_per_s!r}")
    producer, _ = await start_producer(bootstrap_servers, linger_ms=5, max_batch_size=256 * 1024)
    started_at, n_sent = time.monotonic(), 0
    turns = cycle(templates)
    try:
        while not is_over():
            due = int((time.monotonic() - started_at) * events_per_s)
            now = datetime.now(UTC)
            while n_sent < due:
                n_sent += 1
                event = replace(next(turns), event_id=f"load-{n_sent}", time=now)
                await producer.send(
                    ACTIONS,
                    encode_event(event),
                    key=event.key.encode(),
                    timestamp_ms=int(event.timestamp * 1_000),
                )
            await asyncio.sleep(_TICK_S)
        await producer.flush()
        return n_sent, time.monotonic() - started_at
    finally:
        await producer.stop()
