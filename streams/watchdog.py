"""Ends a process that stands still: a supervisor's restart is the way out of any stall."""

import logging
import os
import threading
import time
from collections.abc import Callable
from typing import Final

EXIT_STALLED: Final = 70

_log = logging.getLogger(__name__)


def _exit() -> None:
    # Not sys.exit: what stands still may be the very loop that would have to unwind.
    os._exit(EXIT_STALLED)


class Watchdog:
    """A thread that looks whether there is work ahead and none done.

    Parameters
    ----------
    lag
        How much work is known to be ahead.
    progressed_at
        When some was last done, by `clock`.
    patience_s
        For how long there may be none.
    stop_process
        What to do then.
    clock
        Monotonic seconds.

    Examples
    --------
    >>> stalled = []
    >>> dog = Watchdog(
    ...     lag=lambda: 3, progressed_at=lambda: 0.0, clock=lambda: 61.0,
    ...     stop_process=lambda: stalled.append(True))
    >>> dog.look()
    >>> stalled
    [True]
    """

    def __init__(
        self,
        lag: Callable[[], int],
        progressed_at: Callable[[], float],
        patience_s: float = 60.0,
        stop_process: Callable[[], None] = _exit,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._lag = lag
        self._progressed_at = progressed_at
        self._patience_s = patience_s
        self._stop_process = stop_process
        self._clock = clock
        self._is_over = threading.Event()

    def start(self) -> None:
        """Look once a second, until `stop`."""
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._is_over.set()

    def look(self) -> None:
        """Stop the process if it stands still."""
        idle_s, lag = self._clock() - self._progressed_at(), self._lag()
        if lag > 0 and idle_s > self._patience_s:
            _log.critical("no progress for %.0f s with %d records ahead", idle_s, lag)
            self._stop_process()

    def _watch(self) -> None:
        while not self._is_over.wait(1.0):
            self.look()
