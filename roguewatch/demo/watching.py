"""Keep a watch fed while something else happens."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import Protocol

from streams import topics
from streams.kafka.tail import tail
from streams.log import Record


class Watcher(Protocol):
    """Somebody who takes no part."""

    def take(self, record: Record) -> None:
        """Take in one record."""
        ...


@contextlib.asynccontextmanager
async def watching(
    bootstrap_servers: str, watch: Watcher, starts: Mapping[tuple[str, int], int]
) -> AsyncIterator[None]:
    """Feed the watch from these places while the body runs; its failure becomes the body's."""

    async def follow() -> None:
        async for record in tail(bootstrap_servers, starts, lambda: False):
            watch.take(record)

    body = asyncio.current_task()
    task = asyncio.create_task(follow())

    def stop_body(ended: asyncio.Task[None]) -> None:
        # Nobody waits for the watch, and a body that waits for what it sees would wait for ever.
        if not ended.cancelled() and ended.exception() is not None and body is not None:
            body.cancel()

    task.add_done_callback(stop_body)
    try:
        yield
    except asyncio.CancelledError:
        if task.done() and not task.cancelled() and (failure := task.exception()) is not None:
            raise failure from None
        raise
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def all_but_actions(n_partitions: int) -> dict[tuple[str, int], int]:
    """List what is watched from its beginning: everything except the agents' actions."""
    single = (topics.STOP_REQUESTS, topics.KILLSWITCH, topics.LEDGER, topics.ACKS)
    several = (topics.ALERTS, topics.PROFILES)
    return {
        **{(name, 0): 0 for name in single},
        **{(name, n): 0 for name in several for n in range(n_partitions)},
    }
