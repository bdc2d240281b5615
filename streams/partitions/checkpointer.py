"""The order of writes that makes a crash harmless."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from alerts.first_use import encode_first
from alerts.keys import KeyRing
from alerts.stop_request import encode_request
from streams.log import Delivery, Log, LogError
from streams.partitions.begun_checkpoint import BegunCheckpoint
from streams.partitions.pace import Pace
from streams.partitions.partition import Partition
from streams.topics import ACTIONS, ALERTS, FIRSTS, PROFILES, STOP_REQUESTS, dlq

_log = logging.getLogger(__name__)

_BATCH: Final = 128


class Checkpointer:
    """Writes what partitions have to say: stop requests, alerts, profiles, then the commit.

    Stop requests and alerts are sent at once, for somebody acts upon them. A profile on the broker
    keeps its events from being scored again, so what they raised must have arrived before it; a
    committed offset keeps them from being read again, so it comes last.

    Parameters
    ----------
    log
        The client.
    keys
        Signs stop requests as `worker`.
    session_timeout_s
        After how long the group takes a silent worker's partitions away.
    clock
        Monotonic seconds.
    rest_s
        How long others have their turn between two slices of packing.
    """

    def __init__(
        self,
        log: Log,
        keys: KeyRing,
        session_timeout_s: float,
        clock: Callable[[], float] = time.monotonic,
        rest_s: float = 0.002,
    ) -> None:
        self.pace = Pace(clock, rest_s)
        self._log = log
        self._keys = keys
        self._lease_s = session_timeout_s / 2
        self._clock = clock
        self._owned_at = float("-inf")
        self._committed: dict[int, int] = {}

    async def own(self, offsets: Mapping[int, int]) -> None:
        """Commit, which the group's coordinator refuses to whoever is no longer a member."""
        asked_at = self._clock()
        await self._log.commit(offsets)
        self._committed.update(offsets)
        self._owned_at = asked_at

    async def send_raised(self, partition: Partition) -> None:
        """Hand stop requests, first uses and alerts to the broker, in this order.

        The next checkpoint sees that they arrive.

        An alert may be long, and never stands in the way of a stop request.
        """
        for request in partition.raised.take_requests():
            try:
                token = encode_request(request, self._keys, "worker")
            except (ValueError, TypeError) as error:
                partition.raised.give_up_request(request, error)
                continue
            partition.sent.append(
                await self._log.produce(
                    STOP_REQUESTS, request.key.encode(), token.encode(), is_urgent=True
                )
            )
        firsts = [(use.record_key, encode_first(use), ()) for use in partition.raised.take_firsts()]
        partition.sent += await self._log.produce_all(FIRSTS, 0, firsts)
        for key, value in partition.raised.take_findings():
            partition.sent.append(await self._log.produce(ALERTS, key, value))

    async def write_dead_letters(self, checkpoint: BegunCheckpoint) -> bool:
        """Write them; False if that failed, and then nothing may be committed."""
        if not checkpoint.dead_letters:
            return True
        letters = [letter.encode() for letter in checkpoint.dead_letters]
        try:
            await self._log.flush(await self._log.produce_all(dlq(ACTIONS), 0, letters))
        except LogError as error:
            _log.error("partition %d waits: no dead letter written: %s", checkpoint.number, error)
            return False
        return True

    async def write(self, checkpoints: Sequence[BegunCheckpoint]) -> None:
        """Write them; any failure means: drop and restore their partitions."""
        await self._prove_owned(checkpoints)
        await self._log.flush([delivery for c in checkpoints for delivery in c.sent])
        await self._log.flush(await self._write_profiles(checkpoints))
        own = [
            delivery
            for checkpoint in checkpoints
            for delivery in await self._log.produce_all(
                PROFILES, checkpoint.number, [checkpoint.own_record]
            )
        ]
        await self._log.flush(own)
        await self.own({checkpoint.number: checkpoint.state.offset for checkpoint in checkpoints})

    async def _write_profiles(self, checkpoints: Sequence[BegunCheckpoint]) -> list[Delivery]:
        """Pack profiles, in slices between which others have their turn, and send them."""
        written: list[Delivery] = []
        for checkpoint in checkpoints:
            is_more = bool(checkpoint.touched)
            while is_more:
                is_more = checkpoint.pack_for(self.pace.slice_s, self._clock)
                if checkpoint.n_packed >= _BATCH or not is_more:
                    await self._prove_owned(checkpoints)
                    written += await self._log.produce_all(
                        PROFILES, checkpoint.number, checkpoint.take_packed()
                    )
                await self.pace.rest()
        return written

    async def _prove_owned(self, checkpoints: Sequence[BegunCheckpoint]) -> None:
        """Ask the group again: frozen or cut off for so long, somebody else may own them by now."""
        if self._clock() - self._owned_at > self._lease_s:
            await self.own({c.number: self._committed[c.number] for c in checkpoints})

    def forget(self, numbers: Sequence[int]) -> None:
        """These partitions are dropped."""
        for number in numbers:
            self._committed.pop(number, None)
