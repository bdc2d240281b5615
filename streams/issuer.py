"""The only maker of commands: it writes what it decided, then says it."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from functools import partial

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError
from aiokafka.structs import RecordMetadata
from mode import Service

from alerts.keys import BadSignature, KeyRing
from alerts.ledger import Entry, LedgerRecord, LedgerView
from alerts.ledger_next import restated_record
from alerts.stop_request import BadRequest, StopRequest, decode_request
from streams.kafka.producer import start_producer
from streams.kafka.readers import start_reader
from streams.killswitch.issuance import Issuance
from streams.killswitch.ledger_log import LedgerLog
from streams.killswitch.outbox import is_lapsed
from streams.killswitch.release import Release, decode_release
from streams.log import Record
from streams.refused.dead_letters import DeadLetter
from streams.seldom import is_worth_a_line
from streams.topics import ACTIONS, KILLSWITCH, STOP_REQUESTS, dlq

_log = logging.getLogger(__name__)
_REQUESTS = TopicPartition(STOP_REQUESTS, 0)
_FOLLOW_S = 0.2
_COMMIT_S = 0.2


class Issuer(Service):
    """Single owner of the one partition of requests; answers each once, in order.

    Write-ahead: the decision with the whole signed command is durable in the ledger before the
    command is published. A crash in between loses nothing, for the next issuer publishes open
    commands again, byte for byte. It signs nothing twice, or an agent that was reinstated would be
    stopped again. Its consumer is assigned by hand and not an agent of Faust's, which would fetch
    every 1.5 s on the embedded broker and commit past what is in flight on any.

    Parameters
    ----------
    bootstrap_servers
        Kafka brokers.
    keys
        The ring with the issuer's private key.
    issuance
        Decides; also holds what the ledger says.
    clock
        Wall clock, for what is signed.
    """

    def __init__(
        self,
        bootstrap_servers: str,
        keys: KeyRing,
        issuance: Issuance,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__()
        self.is_ready = False
        self.n_refused = 0
        self._bootstrap_servers = bootstrap_servers
        self._keys = keys
        self._issuance = issuance
        self._clock = clock
        self._deciding = asyncio.Lock()
        self._answered = self._committed = 0
        self._refusals: list[Awaitable[RecordMetadata]] = []
        self._ledger: LedgerLog
        self._producer: AIOKafkaProducer
        self._requests: AIOKafkaConsumer

    @property
    def view(self) -> LedgerView:
        """What the ledger says."""
        return self._issuance.view

    @property
    def n_forged(self) -> int:
        """Ledger records that no issuer signed."""
        return self._ledger.n_forged

    async def write(self, make: Callable[[], LedgerRecord | None]) -> Entry | None:
        """Write the record that is made of the ledger as it stands; return what is to publish."""
        async with self._deciding:
            record = make()
            return None if record is None else await self._append(record)

    async def publish(self, entry: Entry) -> None:
        """Publish a command's bytes as they stand in the ledger."""
        await self.tell_workers(entry)
        await self._send(KILLSWITCH, entry)

    async def tell_workers(self, entry: Entry) -> None:
        """Say in the log of an agent's actions that it may work again, where it may.

        Before the agent knows: what it does from then on stands behind the command.
        """
        if entry.command.action == "reinstate":
            await self._send(ACTIONS, entry)

    async def _send(self, topic: str, entry: Entry) -> None:
        key = entry.command.key.encode()
        await self._producer.send_and_wait(topic, entry.token.encode(), key=key)

    async def on_start(self) -> None:
        servers = self._bootstrap_servers
        self._ledger = await LedgerLog.connect(servers, self._keys, self._issuance.learn_one)
        await self._ledger.take_office(self._clock())
        self._producer, _ = await start_producer(servers)
        for entry in self.view.open_entries():
            if not is_lapsed(entry, self._clock()):
                await self.publish(entry)
        self._requests = await start_reader(servers, _REQUESTS, group_id="roguewatch-issuer")
        committed = await self._requests.committed(_REQUESTS) or 0
        self._answered = self._committed = max(committed, self.view.request_offset + 1)
        self._requests.seek(_REQUESTS, self._answered)
        self.is_ready = True

    async def on_stop(self) -> None:
        self.is_ready = False
        if self._answered != self._committed:
            await self._commit()
        for client in ("_requests", "_producer"):
            if hasattr(self, client):
                await getattr(self, client).stop()
        if hasattr(self, "_ledger"):
            await self._ledger.close()

    @Service.task
    async def _answer_requests(self) -> None:
        while not self.should_stop:
            batch = await self._requests.getmany(_REQUESTS, timeout_ms=200, max_records=500)
            for record in batch.get(_REQUESTS, ()):
                await self._answer(record)
                self._answered = record.offset + 1

    @Service.task
    async def _remember(self) -> None:
        # Not where requests are answered: the group's coordinator may be away, or be being made.
        while not self.should_stop:
            await self.sleep(_COMMIT_S)
            await self._commit()

    @Service.task
    async def _follow_ledger(self) -> None:
        while not self.should_stop:
            await self._ledger.follow()
            for key in tuple(self.view.buried):
                _log.warning("a void record would bury %s; it is written again", key)
                await self.write(partial(self._restate, key))
            await self.sleep(_FOLLOW_S)

    async def _answer(self, record: Record) -> None:
        try:
            request = self._decode(record.value or b"")
        except (BadSignature, BadRequest) as error:
            await self._refuse(record, "signature", str(error))
            return
        async with self._deciding:
            try:
                answers = self._decide(request, record.offset)
            except Exception as error:
                # One request that cannot be decided must not keep all others from being answered.
                _log.exception("request at %d could not be decided", record.offset)
                await self._refuse(record, "decide", repr(error))
                return
            entries = [await self._append(answer) for answer in answers]
        for entry in entries:
            if entry is not None:
                await self.publish(entry)

    def _restate(self, key: str) -> LedgerRecord | None:
        record = self.view.buried.get(key)
        return record and restated_record(self.view, record, time=self._clock())

    def _decode(self, token: bytes) -> StopRequest | Release:
        try:
            return decode_request(token, self._keys)
        except BadSignature as not_a_request:
            try:
                return decode_release(token, self._keys)
            except BadSignature:
                raise not_a_request from None

    def _decide(self, request: StopRequest | Release, offset: int) -> list[LedgerRecord]:
        now = self._clock()
        if isinstance(request, Release):
            return self._issuance.release(request, offset, now)
        answer = self._issuance.decide(request, offset, now)
        return [] if answer is None else [answer]

    async def _append(self, record: LedgerRecord) -> Entry | None:
        """Make a record durable; return the entry if it holds a command that is news."""
        await self._ledger.append(record)
        command = record.read_command()
        if command is None or record.kind != "command":
            return None
        entry = self.view.entry(command.key, is_live=command.is_live)
        return entry if entry is not None and entry.command == command else None

    async def _refuse(self, record: Record, stage: str, reason: str) -> None:
        self.n_refused += 1
        if is_worth_a_line(self.n_refused):
            _log.warning("%d requests refused; the last: %s", self.n_refused, reason)
        key, value, headers = DeadLetter(record, stage, reason).encode()
        # Not waited for here: a flood of forged requests must not delay the true one behind it.
        self._refusals.append(
            await self._producer.send(dlq(STOP_REQUESTS), value, key=key, headers=headers)
        )

    async def _commit(self) -> None:
        """Remember how far requests are answered; only the refused ones would come again."""
        position = self._answered
        if position == self._committed:
            return
        refusals, self._refusals = self._refusals, []
        await asyncio.gather(*refusals)
        try:
            await self._requests.commit({_REQUESTS: position})
            self._committed = position
        except KafkaError as error:
            _log.warning("the position in %s is not committed: %s", STOP_REQUESTS, error)
