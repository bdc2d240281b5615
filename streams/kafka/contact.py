"""Whether Kafka still answers: what readiness has to know, and what clients hide."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping

from mode import Service

from streams.kafka.reachable import check_reachable
from streams.metrics import MetricName

_log = logging.getLogger(__name__)

_LOOK_S = 3.0
_PATIENCE_S = 10.0


class Contact(Service):
    """Asks a broker every few seconds, says once that it went away, and once that it is back.

    Clients try for ever and tell nobody; a process that nobody can hear is not ready.

    Parameters
    ----------
    bootstrap_servers
        Kafka brokers.
    clock
        Monotonic seconds.
    """

    def __init__(self, bootstrap_servers: str, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._bootstrap_servers = bootstrap_servers
        self._clock = clock
        self._answered_at = clock()
        self._is_missed = False

    @property
    def silent_s(self) -> float:
        """Seconds since it last answered."""
        return self._clock() - self._answered_at

    @property
    def is_up(self) -> bool:
        """Whether it answered of late."""
        return self.silent_s < _PATIENCE_S

    def figures(self) -> Mapping[MetricName, float]:
        """The present figure, for Prometheus."""
        return {"roguewatch_kafka_silent_seconds": self.silent_s}

    @Service.task
    async def _run(self) -> None:
        while not self.should_stop:
            await self.look()
            await self.sleep(_LOOK_S)

    async def look(self) -> None:
        """Ask once."""
        try:
            await asyncio.to_thread(check_reachable, self._bootstrap_servers, 2.0)
        except (OSError, ValueError) as error:
            if not self._is_missed and not self.is_up:
                self._is_missed = True
                _log.error("no contact for %.0f s: %s", self.silent_s, error)
            return
        if self._is_missed:
            self._is_missed = False
            _log.warning("Kafka answers again, after %.0f s", self.silent_s)
        self._answered_at = self._clock()
