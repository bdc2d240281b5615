"""Reads who is stopped, then hears of every new command, and answers it."""

import logging
import threading
import time
from collections.abc import Iterable

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from alerts.ack import Ack, Heartbeat, encode_report, signer_of
from alerts.command import Command, Refused
from alerts.keys import KeyRing
from alerts.subject_state import Verdict
from streams.killswitch.intake import Intake
from streams.log import Record
from streams.seldom import is_worth_a_line
from streams.topics import ACKS, KILLSWITCH, LEDGER

from ._connection import make_consumer, wait_until_reachable
from ._emitter import Emitter
from ._gate import Gate
from ._options import Options

_log = logging.getLogger("roguewatch.sdk")
ENFORCER = "sdk-gate"
_DAY_MS = 86_400_000


class Follower:
    """One thread that makes an agent's gate an enforcer.

    It reads the ledger to its high watermark, and the last day of the killswitch topic for what an
    operator ordered past the issuer, before the gate is ready. What comes later arrives twice, by
    ledger and by topic; the first counts and the other is answered as `already`.

    Parameters
    ----------
    options
        Where Kafka is.
    keys
        Whose signature counts, and the enforcer's own key; without that one nothing is answered.
    gate
        What it fills.
    emitter
        By which it answers.
    instance
        Name of this process.
    heartbeat_s
        How often it says that it is alive.
    """

    def __init__(
        self,
        options: Options,
        keys: KeyRing,
        gate: Gate,
        emitter: Emitter,
        instance: str,
        heartbeat_s: float = 2.0,
    ) -> None:
        self.instance = instance
        self.heartbeat_s = heartbeat_s
        self._options = options
        self._keys = keys
        self._gate = gate
        self._emitter = emitter
        self._intake = Intake(keys, tenants={options.tenant})
        self._can_answer = signer_of(self._heartbeat(), keys.roles) is not None
        self._n_refused = 0
        self._news: Command | None = None
        self._next_beat = 0.0
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="roguewatch-follower", daemon=True)
        if not self._can_answer:
            _log.warning("no enforcer key in %s: stops hold, unconfirmed", options.keys_dir)
        self._thread.start()

    def close(self) -> None:
        """Stop listening; what the gate knows stays."""
        self._closing.set()
        self._thread.join(2.0)

    def _run(self) -> None:
        while wait_until_reachable(self._options.bootstrap_servers, self._closing.is_set):
            if self._closing.is_set():
                return
            try:
                consumer = make_consumer(self._options)
            except KafkaError as error:
                _log.warning("the stop list cannot be read yet: %s", error)
                continue
            try:
                self._follow(consumer)
            except KafkaError as error:
                _log.warning("the stop list is read anew: %s", error)
            finally:
                consumer.close(autocommit=False, timeout_ms=500)

    def _follow(self, consumer: KafkaConsumer) -> None:
        ledger, killswitch = TopicPartition(LEDGER, 0), TopicPartition(KILLSWITCH, 0)
        unread = {ledger, killswitch}
        self._intake = Intake(self._keys, tenants={self._options.tenant})
        consumer.assign(unread)
        consumer.seek_to_beginning(ledger)
        self._seek_to_yesterday(consumer, killswitch)
        while not self._closing.is_set():
            batch = consumer.poll(timeout_ms=100, max_records=5_000)
            self._take_ledger(batch.get(ledger, ()))
            self._take_killswitch(batch.get(killswitch, ()))
            if unread:
                unread = {tp for tp in unread if not _is_read(consumer, tp)}
                if not unread:
                    self._become_ready()
            else:
                self._beat()

    def _seek_to_yesterday(self, consumer: KafkaConsumer, killswitch: TopicPartition) -> None:
        # The end first: what arrives between the two questions must not be passed over.
        end = consumer.end_offsets([killswitch], timeout_ms=5_000)[killswitch]
        since = {killswitch: int(time.time() * 1_000) - _DAY_MS}
        found = consumer.offsets_for_times(since, timeout_ms=5_000)[killswitch]
        consumer.seek(killswitch, end if found is None else found.offset)

    def _become_ready(self) -> None:
        self._gate.ready.set()
        if self._news is not None:
            self._answer(self._news, Verdict("applied"))

    def _take_ledger(self, records: Iterable[Record]) -> None:
        for record in records:
            entry = self._intake.read_ledger(record.offset, record.value)
            if entry is not None:
                self._accept(entry.command, is_asked=False)

    def _take_killswitch(self, records: Iterable[Record]) -> None:
        for record in records:
            try:
                command = self._intake.read_killswitch(record.value)
            except Refused as error:
                self._n_refused += 1
                if is_worth_a_line(self._n_refused):
                    _log.warning("%d commands refused; the last: %s", self._n_refused, error.reason)
                if error.command is not None and self._gate.ready.is_set():
                    self._answer(error.command, Verdict("refused", error.reason))
                continue
            self._accept(command, is_asked=True)

    def _accept(self, command: Command, is_asked: bool) -> None:
        verdict = self._gate.accept(command)
        is_news = verdict.result == "applied"
        if not self._gate.ready.is_set():
            # Of the past, only the newest is worth an answer.
            if is_news and command.key == self._gate.subject:
                self._news = command
        elif is_asked or is_news:
            # The ledger does not ask: the issuer writes every answer into it.
            self._answer(command, verdict)

    def _answer(self, command: Command, verdict: Verdict) -> None:
        if command.key != self._gate.subject or not self._can_answer:
            return
        ack = Ack(
            cmd_id=command.cmd_id,
            epoch=command.epoch,
            sequence=command.sequence,
            tenant=command.tenant,
            agent_id=command.agent_id,
            enforcer=ENFORCER,
            instance=self.instance,
            result=verdict.result,
            detail=verdict.detail,
            time=time.time(),
        )
        self._send(ack)

    def _beat(self) -> None:
        if self._can_answer and time.monotonic() >= self._next_beat:
            self._next_beat = time.monotonic() + self.heartbeat_s
            self._send(self._heartbeat())

    def _heartbeat(self) -> Heartbeat:
        return Heartbeat(
            enforcer=ENFORCER,
            instance=self.instance,
            subjects=(self._gate.subject,),
            ledger_position=self._intake.view.position,
            time=time.time(),
        )

    def _send(self, report: Ack | Heartbeat) -> None:
        value = encode_report(report, self._keys).encode()
        self._emitter.emit(ACKS, report.key.encode(), value, is_urgent=True)


def _is_read(consumer: KafkaConsumer, tp: TopicPartition) -> bool:
    end = consumer.highwater(tp)
    return end is not None and consumer.position(tp) >= end
