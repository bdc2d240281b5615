"""Wait for Kafka from a notebook, whose own loop is running and must not be entered."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def wait_for(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run it to its end in a thread of its own.

    Examples
    --------
    >>> wait_for(asyncio.sleep(0, "done"))
    'done'
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, coroutine).result()
