"""The ledger for those who only read it: people, and whoever checks."""

from collections.abc import AsyncGenerator, Callable

from aiokafka import TopicPartition

from alerts.ack import Heartbeat, decode_report
from alerts.command import Refused
from alerts.keys import BadSignature, KeyRing
from alerts.ledger import LedgerRecord, LedgerView, decode_record
from alerts.roster import Roster
from streams.kafka.compacted import read_compacted
from streams.kafka.missing_topic import check_topic
from streams.kafka.readers import is_read, seek_to_time, start_reader
from streams.log import Record
from streams.topics import ACKS, LEDGER

_LEDGER, _ACKS = TopicPartition(LEDGER, 0), TopicPartition(ACKS, 0)


async def read_view(bootstrap_servers: str, keys: KeyRing) -> LedgerView:
    """Read the whole ledger as it stands; what no issuer signed is passed over.

    Raises
    ------
    MissingTopic
        If there is no ledger to read.
    """
    await check_topic(bootstrap_servers, LEDGER)
    view = LedgerView()
    async for record in read_compacted(bootstrap_servers, LEDGER, [0]):
        learn_one(view, record, keys)
    return view


async def follow_ledger(
    bootstrap_servers: str, keys: KeyRing, view: LedgerView, is_over: Callable[[], bool]
) -> AsyncGenerator[LedgerRecord]:
    """Read on from where the view ends, and yield what the issuer writes, until it is over."""
    consumer = await start_reader(bootstrap_servers, _LEDGER)
    try:
        consumer.seek(_LEDGER, view.position)
        while not is_over():
            batch = await consumer.getmany(_LEDGER, timeout_ms=100)
            for record in batch.get(_LEDGER, ()):
                if (news := learn_one(view, record, keys)) is not None:
                    yield news
    finally:
        await consumer.stop()


async def read_roster(
    bootstrap_servers: str, keys: KeyRing, now: float, back_s: float = 15.0
) -> Roster:
    """Read the heartbeats of the last seconds: who is alive."""
    roster = Roster(required=(), alive_s=back_s)
    consumer = await start_reader(bootstrap_servers, _ACKS)
    try:
        await seek_to_time(consumer, _ACKS, now - back_s)
        is_done = False
        while not is_done:
            batch = await consumer.getmany(_ACKS, timeout_ms=50)
            for record in batch.get(_ACKS, ()):
                beat = _heartbeat(record, keys)
                if beat is not None:
                    roster.learn_one(beat)
            is_done = await is_read(consumer, _ACKS)
    finally:
        await consumer.stop()
    return roster


def learn_one(view: LedgerView, record: Record, keys: KeyRing) -> LedgerRecord | None:
    """Take a record of the topic into the view; return it if it is the issuer's and in force."""
    try:
        decoded = decode_record(record.value or b"", keys)
        return decoded if view.learn_one(record.offset, decoded) else None
    except (BadSignature, Refused):
        return None


def _heartbeat(record: Record, keys: KeyRing) -> Heartbeat | None:
    try:
        report = decode_report(record.value or b"", keys)
    except BadSignature:
        return None
    return report if isinstance(report, Heartbeat) else None
