"""How often a process that scores looks for garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def collect_seldom() -> None:
    """Look through long-lived objects seldom, and through those of now never.

    Profiles live as long as the process: a collector that walks through all of them every few
    thousand objects finds nothing and costs a tenth of the time.
    """
    gc.freeze()
    gc.set_threshold(400_000, 50, 50)


@contextmanager
def as_in_a_worker() -> Iterator[None]:
    """Collect as a worker does, for a while: a bench in memory is to show what a worker pays.

    Examples
    --------
    >>> before = gc.get_threshold()
    >>> with as_in_a_worker():
    ...     gc.get_threshold()
    (400000, 50, 50)
    >>> gc.get_threshold() == before
    True
    """
    before = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
