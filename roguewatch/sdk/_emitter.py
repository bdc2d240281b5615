"""What an agent reports goes out in the background, or is counted as dropped."""

import atexit
import logging
import threading
import time
from collections import deque

from kafka import KafkaProducer
from kafka.errors import KafkaError, KafkaTimeoutError

from ._connection import make_producer, wait_until_reachable
from ._options import Options

_log = logging.getLogger("roguewatch.sdk")
_Item = tuple[str, bytes, bytes]
_MOST_URGENT = 1_000


class Emitter:
    """A bounded buffer and one thread; `emit` never waits for Kafka and never raises.

    Acknowledgements overtake events and do not count towards the buffer, so that a flood of events
    delays no confirmation. When the buffer is full, the newest is dropped and counted: what came
    first explains what follows.

    Parameters
    ----------
    options
        Where Kafka is.
    capacity
        Most events waiting or under way.
    """

    def __init__(self, options: Options, capacity: int = 10_000) -> None:
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1; got {capacity!r}")
        self.capacity = capacity
        self.n_sent = 0
        self.n_dropped = 0
        self.last_contact: float | None = None
        """When the broker last took a record, by the monotonic clock."""
        self._options = options
        self._urgent: deque[_Item] = deque(maxlen=_MOST_URGENT)
        self._waiting: deque[_Item] = deque()
        self._n_under_way = 0
        self._changed = threading.Condition()
        self._deadline: float | None = None
        self._is_closed = False
        self.is_abandoned = False
        self._producer: KafkaProducer | None = None
        # Kafka may answer only after the agent has ended.
        atexit.register(self.close, 2.0)
        self._thread = threading.Thread(target=self._run, name="roguewatch-emitter", daemon=True)
        self._thread.start()

    @property
    def n_waiting(self) -> int:
        """Records that the broker does not have yet."""
        return len(self._urgent) + len(self._waiting) + self._n_under_way

    def emit(self, topic: str, key: bytes, value: bytes, is_urgent: bool = False) -> bool:
        """Queue one record; False when it had to be dropped."""
        with self._changed:
            if self._deadline is not None or (not is_urgent and self.n_waiting >= self.capacity):
                self.n_dropped += 1
                return False
            (self._urgent if is_urgent else self._waiting).append((topic, key, value))
            self._changed.notify_all()
            return True

    def flush(self, timeout_s: float) -> bool:
        """Wait until the broker has everything; False when that took too long."""
        with self._changed:
            return self._changed.wait_for(lambda: not self.n_waiting, timeout_s)

    def close(self, timeout_s: float) -> None:
        """Send what is there within this time, and count the rest as dropped."""
        with self._changed:
            if self._deadline is not None:
                return
            self._deadline = time.monotonic() + timeout_s
            self._changed.notify_all()
        self._thread.join(timeout_s + 0.5)
        atexit.unregister(self.close)
        with self._changed:
            self._is_closed = True
            if self.n_waiting:
                _log.warning("%d events are lost: Kafka did not take them in time", self.n_waiting)
            self.n_dropped += self.n_waiting
            self._urgent.clear()
            self._waiting.clear()
            self._n_under_way = 0

    def abandon(self) -> None:
        """Forget everything without touching it: what a forked child must do with its parent's.

        The records are the parent's to send. A lock may have been held at the fork by a thread that
        does not exist here, so nothing that takes one may run, also not when the child exits.
        """
        self.is_abandoned = True
        atexit.unregister(self.close)
        if self._producer is not None:
            self._producer._unregister_cleanup()
            self._producer._closed = True

    def _is_over(self) -> bool:
        return self._deadline is not None and time.monotonic() >= self._deadline

    def _run(self) -> None:
        self._producer = producer = self._connect()
        if producer is None:
            return
        # kafka-python closes its producers at exit; what still waits here must go out first, and
        # whoever registers last is called first.
        atexit.unregister(self.close)
        atexit.register(self.close, 2.0)
        while (item := self._next()) is not None:
            self._send(producer, item)
        remaining = 0.0 if self._deadline is None else self._deadline - time.monotonic()
        try:
            producer.close(timeout=max(0.0, remaining))
        except KafkaTimeoutError:
            _log.warning("Kafka did not take everything before the agent closed")

    def _connect(self) -> KafkaProducer | None:
        while wait_until_reachable(self._options.bootstrap_servers, self._is_over):
            try:
                return make_producer(self._options)
            except KafkaError as error:
                _log.warning("events wait: no Kafka producer, %s", error)
        return None

    def _next(self) -> _Item | None:
        with self._changed:
            self._changed.wait_for(
                lambda: self._urgent or self._waiting or self._deadline is not None
            )
            if self._is_over() or not (self._urgent or self._waiting):
                return None
            self._n_under_way += 1
            return (self._urgent or self._waiting).popleft()

    def _send(self, producer: KafkaProducer, item: _Item) -> None:
        topic, key, value = item
        while not self._is_over():
            try:
                future = producer.send(topic, key=key, value=value)
            except KafkaTimeoutError:
                continue  # Not even the partitions are known yet: the broker is away.
            except (KafkaError, ValueError) as error:
                _log.warning("an event was dropped: %s", error)
                self._settle(False)
                return
            future.add_callback(lambda _: self._settle(True))
            future.add_errback(lambda _: self._settle(False))
            return

    def _settle(self, is_sent: bool) -> None:
        with self._changed:
            if is_sent:
                self.last_contact = time.monotonic()
                self.n_sent += 1
            if self._is_closed:
                return
            self._n_under_way -= 1
            self.n_dropped += not is_sent
            self._changed.notify_all()
