"""What a client says over and over is said once a minute."""

import logging
import time
from collections.abc import Callable

_MOST = 1_000


class Repeats(logging.Filter):
    """Lets a message of the Kafka clients through once a minute, with how often it came meanwhile.

    While a broker is away they say the same two sentences hundreds of times a second, and what
    matters is not found in it. Our own messages are never held back.

    Parameters
    ----------
    every_s
        For how long a message is not said again.
    clock
        Monotonic seconds.
    """

    def __init__(self, every_s: float = 60.0, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._every_s = every_s
        self._clock = clock
        self._said: dict[str, tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.name.startswith(("aiokafka", "kafka")):
            return True
        text, now = record.getMessage(), self._clock()
        said_at, n_held = self._said.get(text, (-self._every_s, 0))
        if now - said_at < self._every_s:
            self._said[text] = (said_at, n_held + 1)
            return False
        if len(self._said) >= _MOST:
            self._said.clear()
        self._said[text] = (now, 0)
        if n_held:
            record.msg, record.args = f"{text} ({n_held} times more since)", None
        return True


def start_logging() -> None:
    """Log warnings and errors of a process to stderr, with their time in UTC."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)sZ %(levelname)s %(message)s")
    for handler in logging.getLogger().handlers:
        handler.addFilter(Repeats())
        if handler.formatter is not None:
            handler.formatter.converter = time.gmtime
            handler.formatter.default_msec_format = "%s.%03d"
            handler.formatter.default_time_format = "%Y-%m-%dT%H:%M:%S"
