"""What an operator ordered past the issuer is taken into the ledger."""

import logging
import time
from collections.abc import Callable
from functools import partial

from aiokafka import AIOKafkaConsumer, TopicPartition
from mode import Service

from alerts.command import Refused, decode_command
from alerts.keys import KeyRing
from streams.issuer import Issuer
from streams.kafka.readers import seek_to_time, start_reader
from streams.killswitch.issuance import Issuance
from streams.topics import KILLSWITCH

_log = logging.getLogger(__name__)
_KILLSWITCH = TopicPartition(KILLSWITCH, 0)
# Longer than control is ever meant to be away; adopting a command twice changes nothing.
_BACK_S = 7 * 86_400.0


class BreakGlass(Service):
    """Reads the killswitch topic for commands that operators signed.

    They are obeyed at once, without the issuer; this only makes them last, and be told of in
    `status`.

    Parameters
    ----------
    bootstrap_servers
        Kafka brokers.
    keys
        Which operators count.
    issuer
        Writes the ledger.
    issuance
        Makes the record.
    clock
        Wall clock.
    """

    def __init__(
        self,
        bootstrap_servers: str,
        keys: KeyRing,
        issuer: Issuer,
        issuance: Issuance,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__()
        self._bootstrap_servers = bootstrap_servers
        self._keys = keys
        self._issuer = issuer
        self._issuance = issuance
        self._clock = clock
        self._killswitch: AIOKafkaConsumer | None = None

    async def on_stop(self) -> None:
        if self._killswitch is not None:
            await self._killswitch.stop()

    @Service.task
    async def _adopt(self) -> None:
        self._killswitch = await start_reader(self._bootstrap_servers, _KILLSWITCH)
        await seek_to_time(self._killswitch, _KILLSWITCH, self._clock() - _BACK_S)
        while not self.should_stop:
            batch = await self._killswitch.getmany(_KILLSWITCH, timeout_ms=200)
            for record in batch.get(_KILLSWITCH, ()):
                await self._adopt_one(record.value or b"")

    async def _adopt_one(self, token: bytes) -> None:
        try:
            command = decode_command(token, self._keys, roles=("operator",))
        except Refused:
            return
        make = partial(self._issuance.adopt, command, token.decode(), self._clock())
        entry = await self._issuer.write(make)
        if entry is not None:
            _log.warning("an operator ordered %s past the issuer", command.cmd_id)
            await self._issuer.tell_workers(entry)
