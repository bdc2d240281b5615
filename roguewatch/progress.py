"""How far long work has come: a bar at a terminal, a line now and then in a notebook."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

_EVERY_S = 2.0
_LOOK_EVERY = 256


def watched(items: Iterable[T], n: int, label: str) -> Iterator[T]:
    """Yield the items; say on stderr how many of them are done, if it takes long.

    Examples
    --------
    >>> list(watched("abc", 3, "spelling"))
    ['a', 'b', 'c']
    """
    if sys.stderr.isatty():
        yield from _with_a_bar(items, n, label)
    elif "ipykernel" in sys.modules:
        yield from _with_lines(items, n, label)
    else:
        yield from items


def _with_a_bar(items: Iterable[T], n: int, label: str) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import track

    yield from track(items, label, n, console=Console(stderr=True), transient=True)


def _with_lines(items: Iterable[T], n: int, label: str) -> Iterator[T]:
    said_at = time.monotonic()
    for done, item in enumerate(items):
        if done % _LOOK_EVERY == 0 and time.monotonic() - said_at > _EVERY_S:
            said_at = time.monotonic()
            print(f"{label}: {done:,} of {n:,}", file=sys.stderr)
        yield item
