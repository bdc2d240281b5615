"""Acks and heartbeats become the containment state of each command, in the ledger."""

import logging
import time
from collections.abc import Awaitable, Callable, Collection
from functools import partial

from aiokafka import AIOKafkaConsumer, TopicPartition
from mode import Service

from alerts.ack import Ack, decode_report
from alerts.keys import BadSignature, KeyRing
from alerts.ledger import Entry, LedgerRecord
from alerts.ledger_next import containment_record
from alerts.roster import Roster
from streams.issuer import Issuer
from streams.kafka.readers import seek_to_time, start_reader
from streams.killswitch.outbox import Outbox, Overdue, is_lapsed
from streams.seldom import is_worth_a_line
from streams.topics import ACKS

_log = logging.getLogger(__name__)
_ACKS = TopicPartition(ACKS, 0)
_TICK_S = 0.25
# Older acks are not needed: what is open is sent again, and then answered again.
_BACK_S = 120.0


class ContainmentLoop(Service):
    """Follows each live command until every live instance of every required enforcer confirmed.

    Besides those that are required by configuration, whoever is alive and serves the agent is
    required. A consumer assigned by hand, for the reasons of the issuer's.

    Parameters
    ----------
    bootstrap_servers
        Kafka brokers.
    keys
        Which enforcers count.
    issuer
        Writes the ledger, publishes again.
    roster
        Knows who is alive.
    outbox
        Knows when to send again.
    required
        Enforcers that must confirm, alive or not.
    tell
        Takes what is overdue to a second channel or a pager.
    clock
        Wall clock.
    """

    def __init__(
        self,
        bootstrap_servers: str,
        keys: KeyRing,
        issuer: Issuer,
        roster: Roster,
        outbox: Outbox,
        required: Collection[str],
        tell: Callable[[Overdue], Awaitable[None]],
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__()
        self.n_forged = 0
        self._bootstrap_servers = bootstrap_servers
        self._keys = keys
        self._issuer = issuer
        self._roster = roster
        self._outbox = outbox
        self._required = frozenset(required)
        self._tell = tell
        self._clock = clock
        self._acks: dict[str, dict[str, Ack]] = {}
        self._consumer: AIOKafkaConsumer | None = None

    async def on_stop(self) -> None:
        if self._consumer is not None:
            await self._consumer.stop()

    @Service.task
    async def _read_reports(self) -> None:
        self._consumer = await start_reader(self._bootstrap_servers, _ACKS)
        await seek_to_time(self._consumer, _ACKS, self._clock() - _BACK_S)
        while not self.should_stop:
            batch = await self._consumer.getmany(_ACKS, timeout_ms=200)
            subjects = {
                subject
                for record in batch.get(_ACKS, ())
                if (subject := self._learn_one(record.value or b"")) is not None
            }
            for subject in sorted(subjects):
                await self._assess(subject)

    @Service.task
    async def _watch(self) -> None:
        while not self.should_stop:
            await self.sleep(_TICK_S)
            now = self._clock()
            self._roster.forget(now)
            entries = [
                entry for entry in self._issuer.view.open_entries() if not is_lapsed(entry, now)
            ]
            for entry in entries:
                await self._assess(entry.command.key)
            for entry in self._outbox.due(entries, now):
                await self._issuer.publish(entry)
            for overdue in self._outbox.overdue(entries, now):
                await self._tell(overdue)
            still_open = {entry.command.key for entry in entries}
            self._acks = {key: acks for key, acks in self._acks.items() if key in still_open}

    def _learn_one(self, value: bytes) -> str | None:
        """Take in a report; return the subject of an ack."""
        try:
            report = decode_report(value, self._keys)
        except BadSignature as error:
            self.n_forged += 1
            if is_worth_a_line(self.n_forged):
                _log.warning("%d forged reports passed over; the last: %s", self.n_forged, error)
            return None
        if not isinstance(report, Ack):
            self._roster.learn_one(report)
            return None
        by_instance = self._acks.setdefault(report.key, {})
        who = f"{report.enforcer}/{report.instance}"
        before = by_instance.get(who)
        order = (report.epoch, report.sequence)
        is_newer = before is None or order > (before.epoch, before.sequence)
        # The first confirmation says more than the `already` with which a repeat is answered.
        if is_newer or (before is not None and not before.is_confirmation):
            by_instance[who] = report
        return report.key

    async def _assess(self, subject: str) -> None:
        entry = self._issuer.view.entry(subject)
        if entry is not None and not entry.is_contained:
            await self._issuer.write(partial(self._next_record, subject))

    def _next_record(self, subject: str) -> LedgerRecord | None:
        entry = self._issuer.view.entry(subject)
        if entry is None:
            return None
        now = self._clock()
        serving = {beat.enforcer for beat in self._roster.live(now) if beat.serves(subject)}
        self._roster.required = tuple(sorted(self._required | serving))
        acks = self._acks.get(subject, {}).values()
        result = self._roster.assess(entry.command, acks, now, entry.record.confirmed)
        if (result.state, result.confirmed) == _written(entry):
            return None
        return containment_record(
            self._issuer.view, entry, result.state, result.confirmed, time=now
        )


def _written(entry: Entry) -> tuple[str | None, dict[str, str]]:
    return entry.record.containment, entry.record.confirmed
