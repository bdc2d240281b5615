"""The order of writes that makes a crash harmless."""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from alerts.keys import KeyRing
from alerts.stop_request import encode_request
from streams.begun_checkpoint import BegunCheckpoint
from streams.log import Delivery, Log, LogError
from streams.partition import Partition
from streams.topics import ACTIONS, ALERTS, PROFILES, STOP_REQUESTS, dlq

_log = logging.getLogger(__name__)


class Checkpointer:
    """Writes what partitions have to say: stop requests, alerts, profiles, then the commit.

    A profile on the broker keeps its events from being scored again, so what they raised must be
    there before it; a committed offset keeps them from being read again, so it comes last.

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
    """

    def __init__(
        self,
        log: Log,
        keys: KeyRing,
        session_timeout_s: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._log = log
        self._keys = keys
        self._lease_s = session_timeout_s / 2
        self._clock = clock
        self._owned_at = float("-inf")
        self._sent: defaultdict[int, list[Delivery]] = defaultdict(list)
        self._committed: dict[int, int] = {}

    @property
    def has_sent(self) -> bool:
        """Whether stop requests are on their way whose arrival nobody has made sure of."""
        return any(self._sent.values())

    async def own(self, offsets: Mapping[int, int]) -> None:
        """Commit, which the group's coordinator refuses to whoever is no longer a member."""
        asked_at = self._clock()
        await self._log.commit(offsets)
        self._committed.update(offsets)
        self._owned_at = asked_at

    async def send_stop_requests(self, partition: Partition) -> None:
        """Hand them to the broker now; the next checkpoint makes sure they arrived."""
        requests, partition.stop_requests = partition.stop_requests, []
        for request in requests:
            try:
                token = encode_request(request, self._keys, "worker")
            except (ValueError, TypeError) as error:
                partition.give_up_request(request, error)
                continue
            delivery = await self._log.produce(
                STOP_REQUESTS, request.key.encode(), token.encode(), is_urgent=True
            )
            self._sent[partition.number].append(delivery)

    def take_sent(self, number: int) -> list[Delivery]:
        """Hand over the stop requests that are on their way."""
        return self._sent.pop(number, [])

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
        """Write them; any failure means: drop and restore their partitions.

        Profiles are packed here, in slices between which others have their turn.
        """
        await self._prove_owned(checkpoints)
        deliveries = [delivery for checkpoint in checkpoints for delivery in checkpoint.sent]
        for checkpoint in checkpoints:
            for key, value in checkpoint.findings:
                deliveries.append(await self._log.produce(ALERTS, key, value))
        await self._log.flush(deliveries)
        written: list[Delivery] = []
        for checkpoint in checkpoints:
            while records := checkpoint.pack_some(self._clock):
                await self._prove_owned(checkpoints)
                written += await self._log.produce_all(PROFILES, checkpoint.number, records)
                await asyncio.sleep(0)
        await self._log.flush(written)
        own = [
            delivery
            for checkpoint in checkpoints
            for delivery in await self._log.produce_all(
                PROFILES, checkpoint.number, [checkpoint.own_record]
            )
        ]
        await self._log.flush(own)
        await self.own({checkpoint.number: checkpoint.state.offset for checkpoint in checkpoints})

    async def _prove_owned(self, checkpoints: Sequence[BegunCheckpoint]) -> None:
        """Ask the group again: frozen or cut off for so long, somebody else may own them by now."""
        if self._clock() - self._owned_at > self._lease_s:
            await self.own({c.number: self._committed[c.number] for c in checkpoints})

    def forget(self, numbers: Sequence[int]) -> None:
        """These partitions are dropped: what was sent for them will be sent again."""
        for number in numbers:
            self._sent.pop(number, None)
            self._committed.pop(number, None)
