"""The issuer's own end of the ledger: it appends, and notices when it has been replaced."""

import asyncio
from collections.abc import Callable

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from alerts.command import Refused
from alerts.keys import BadSignature, KeyRing
from alerts.ledger import LedgerRecord, decode_record, encode_record
from streams.kafka.producer import start_producer
from streams.kafka.readers import is_read, start_reader
from streams.topics import LEDGER

_LEDGER = TopicPartition(LEDGER, 0)


class Superseded(RuntimeError):
    """Another issuer has started after this one; whatever this one writes now is void."""


class LedgerLog:
    """Reads the ledger in order, and appends to it one record at a time.

    Parameters
    ----------
    consumer
        At the beginning of the ledger.
    producer
        Writes it.
    keys
        The ring with the issuer's private key.
    learn_one
        Takes in each valid record, in order, once it is durable.
    """

    def __init__(
        self,
        consumer: AIOKafkaConsumer,
        producer: AIOKafkaProducer,
        keys: KeyRing,
        learn_one: Callable[[int, LedgerRecord], bool],
    ) -> None:
        self.epoch = -1
        self.n_forged = 0
        self.position = 0
        """The offset after the last record read or written."""
        self._consumer = consumer
        self._producer = producer
        self._keys = keys
        self._learn_one = learn_one
        self._lock = asyncio.Lock()

    @classmethod
    async def connect(
        cls,
        bootstrap_servers: str,
        keys: KeyRing,
        learn_one: Callable[[int, LedgerRecord], bool],
    ) -> "LedgerLog":
        """Start the clients."""
        producer, _ = await start_producer(bootstrap_servers)
        consumer = await start_reader(bootstrap_servers, _LEDGER)
        return cls(consumer, producer, keys, learn_one)

    async def take_office(self, now: float) -> None:
        """Read to the high watermark and write a start record, whose offset is the epoch."""
        async with self._lock:
            while not await is_read(self._consumer, _LEDGER):
                await self._read(timeout_ms=50)
            # What another issuer wrote meanwhile lies before our start record, and is read too.
            self.epoch = await self._write(LedgerRecord(kind="start", time=now))

    async def append(self, record: LedgerRecord) -> int:
        """Write one record, and return its offset once the broker has it."""
        async with self._lock:
            return await self._write(record)

    async def follow(self) -> None:
        """Read what others wrote; raise `Superseded` if an issuer has started after this one."""
        async with self._lock:
            await self._read(timeout_ms=0)

    async def close(self) -> None:
        """Disconnect."""
        await self._consumer.stop()
        await self._producer.stop()

    async def _write(self, record: LedgerRecord) -> int:
        token = encode_record(record, self._keys).encode()
        written = await self._producer.send_and_wait(
            LEDGER, token, key=record.key.encode(), partition=0
        )
        if written.offset == self.position:
            self._learn(written.offset, record)
        while self.position <= written.offset:
            await self._read(timeout_ms=50)
        return written.offset

    async def _read(self, timeout_ms: int) -> None:
        batch = await self._consumer.getmany(_LEDGER, timeout_ms=timeout_ms, max_records=5_000)
        for record in batch.get(_LEDGER, ()):
            if record.offset < self.position:
                continue
            try:
                self._learn(record.offset, decode_record(record.value or b"", self._keys))
            except (BadSignature, Refused):
                self.n_forged += 1
                self.position = record.offset + 1

    def _learn(self, offset: int, record: LedgerRecord) -> None:
        self.position = offset + 1
        self._learn_one(offset, record)
        if record.kind == "start" and 0 <= self.epoch < offset:
            raise Superseded(f"an issuer started at {offset}, after this one at {self.epoch}")
