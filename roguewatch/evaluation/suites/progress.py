"""Progress of a long measurement: a bar on stderr, and nothing without a terminal."""

from collections.abc import Collection, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import track

T = TypeVar("T")


class Progress:
    """Follows a collection while a suite goes through it.

    Parameters
    ----------
    console
        Where bars go; None is nowhere.

    Examples
    --------
    >>> [item for item in Progress(None).follow([1, 2], "counting")]
    [1, 2]
    """

    def __init__(self, console: Console | None) -> None:
        self.console = console

    def follow(self, items: Collection[T], what: str) -> Iterator[T]:
        """Yield the items, and show how many are done."""
        if self.console is None or not self.console.is_terminal:
            yield from items
            return
        yield from track(items, what, console=self.console, transient=True)
