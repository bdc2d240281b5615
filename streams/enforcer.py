"""Runs a hook: verifies a command, has it applied once, and says so under its own signature."""

import asyncio
import logging
import time
import zlib
from collections.abc import Callable, Mapping

import msgspec
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from mode import Service

from alerts.ack import Ack, Heartbeat, Report, encode_report
from alerts.command import Command, Refused
from alerts.hooks import Hook, HookResult
from alerts.keys import KeyRing
from alerts.subject_state import SubjectState
from streams.kafka.producer import start_producer
from streams.kafka.readers import is_read, seek_to_time, start_reader
from streams.killswitch.intake import Intake
from streams.killswitch.journal import Journal
from streams.log import Record
from streams.metrics import MetricName
from streams.seldom import is_worth_a_line
from streams.topics import ACKS, KILLSWITCH, LEDGER

_log = logging.getLogger(__name__)
_LEDGER, _KILLSWITCH = TopicPartition(LEDGER, 0), TopicPartition(KILLSWITCH, 0)
_DAY_S = 86_400.0
_N_LANES = 8


class _Order(msgspec.Struct, frozen=True):
    """A command with its signed original; `is_asked` if the issuer waits for an answer."""

    command: Command
    token: str
    is_asked: bool


class Enforcer(Service):
    """Obeys the ledger and the killswitch topic, and answers each command.

    It keeps nothing on disk: at start it reads the ledger to its high watermark, has the newest
    command about each subject applied, and only then says that it is alive. Commands about one
    subject are applied in order, about different subjects side by side, so that one slow provider
    call delays no other agent's stop. What failed is not taken as done: the issuer sends it again.

    Parameters
    ----------
    bootstrap_servers
        Kafka brokers.
    keys
        Whose commands count, and the enforcer's own key.
    hook
        Does it, and gives the enforcer its name.
    instance
        Which of several processes under that name this is.
    subjects
        Whom it serves: `*`, `tenant/*` or `tenant/agent`.
    journal
        Notes what was done.
    timeout_s
        How long a hook may take.
    heartbeat_s
        How often it says that it is alive.
    clock
        Wall clock.
    """

    def __init__(
        self,
        bootstrap_servers: str,
        keys: KeyRing,
        hook: Hook,
        *,
        instance: str,
        subjects: tuple[str, ...] = ("*",),
        journal: Journal | None = None,
        timeout_s: float = 30.0,
        heartbeat_s: float = 2.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__()
        self.is_ready = False
        self.n_refused = 0
        self.name = hook.name
        self.instance = instance
        self.subject_state = SubjectState()
        self.journal = journal or Journal()
        self._bootstrap_servers = bootstrap_servers
        self._keys = keys
        self._hook = hook
        self._subjects = subjects
        self._timeout_s = timeout_s
        self._heartbeat_s = heartbeat_s
        self._clock = clock
        self._intake = Intake(keys)
        self._lanes: list[asyncio.Queue[_Order]] = []
        self._consumer: AIOKafkaConsumer
        self._producer: AIOKafkaProducer

    def figures(self) -> Mapping[MetricName, float]:
        """The present figures, for Prometheus."""
        return {
            "roguewatch_enforcer_applied_total": self.journal.n_by_result["applied"],
            "roguewatch_enforcer_failed_total": self.journal.n_by_result["failed"],
        }

    async def on_start(self) -> None:
        self._producer, _ = await start_producer(self._bootstrap_servers)
        self._consumer = await start_reader(self._bootstrap_servers, _LEDGER, _KILLSWITCH)
        await seek_to_time(self._consumer, _KILLSWITCH, self._clock() - _DAY_S)
        newest: dict[str, _Order] = {}
        unread = {_LEDGER, _KILLSWITCH}
        while unread:
            for order in await self._read(timeout_ms=50):
                before = newest.get(order.command.key)
                is_newer = before is None or order.command.order > before.command.order
                if order.command.is_live and is_newer:
                    newest[order.command.key] = order
            unread = {tp for tp in unread if not await is_read(self._consumer, tp)}
        for subject in sorted(newest):
            await self._obey(msgspec.structs.replace(newest[subject], is_asked=False))
        self.is_ready = True
        self._lanes = [asyncio.Queue() for _ in range(_N_LANES)]
        for lane in self._lanes:
            self.add_future(self._work(lane))
        self.add_future(self._follow())
        self.add_future(self._beat())

    async def on_stop(self) -> None:
        self.is_ready = False
        for client in ("_consumer", "_producer"):
            if hasattr(self, client):
                await getattr(self, client).stop()
        await self._hook.close()
        self.journal.close()

    async def _follow(self) -> None:
        while not self.should_stop:
            for order in await self._read(timeout_ms=200):
                lane = zlib.crc32(order.command.key.encode()) % _N_LANES
                self._lanes[lane].put_nowait(order)

    async def _work(self, lane: asyncio.Queue[_Order]) -> None:
        while not self.should_stop:
            await self._obey(await lane.get())

    async def _beat(self) -> None:
        while not self.should_stop:
            await self._send(
                Heartbeat(
                    enforcer=self.name,
                    instance=self.instance,
                    subjects=self._subjects,
                    ledger_position=self._intake.view.position,
                    time=self._clock(),
                )
            )
            await self.sleep(self._heartbeat_s)

    async def _read(self, timeout_ms: int) -> list[_Order]:
        batch = await self._consumer.getmany(timeout_ms=timeout_ms, max_records=5_000)
        orders: list[_Order] = []
        for record in batch.get(_LEDGER, ()):
            entry = self._intake.read_ledger(record.offset, record.value)
            if entry is not None:
                # The ledger does not ask: the issuer writes every answer into it.
                orders.append(_Order(entry.command, entry.token, is_asked=False))
        for record in batch.get(_KILLSWITCH, ()):
            command = await self._verified(record)
            if command is not None:
                orders.append(_Order(command, (record.value or b"").decode(), is_asked=True))
        return [order for order in orders if self._serves(order.command)]

    async def _verified(self, record: Record) -> Command | None:
        try:
            return self._intake.read_killswitch(record.value)
        except Refused as error:
            if error.command is not None and not self.is_ready:
                return None  # Ordered before it started, and overtaken since: no news to anybody.
            self.n_refused += 1
            if is_worth_a_line(self.n_refused):
                _log.warning("%d commands refused; the last: %s", self.n_refused, error.reason)
            if error.command is not None:
                await self._answer(error.command, HookResult("refused", error.reason))
            return None

    def _serves(self, command: Command) -> bool:
        return not {"*", command.key, f"{command.tenant}/*"}.isdisjoint(self._subjects)

    async def _obey(self, order: _Order) -> None:
        command = order.command
        verdict = self.subject_state.judge(command, self._clock())
        if verdict.result != "applied":
            if order.is_asked:
                await self._answer(command, HookResult(verdict.result, verdict.detail))
            return
        result = await self._apply(order)
        if result.result in ("applied", "already"):
            self.subject_state.accept_one(command, self._clock())
        await self._answer(command, result)

    async def _apply(self, order: _Order) -> HookResult:
        try:
            async with asyncio.timeout(self._timeout_s):
                result = await self._hook.apply_one(order.command, order.token)
                if result.result != "applied" or await self._hook.confirm_one(order.command):
                    return result
        except Exception as error:
            # Whatever a hook raises, the agent is not known to be stopped: that is the answer.
            _log.exception("%s could not apply %s", self.name, order.command.cmd_id)
            return HookResult("failed", repr(error))
        return HookResult("failed", "it was applied, but does not hold")

    async def _answer(self, command: Command, answer: HookResult) -> None:
        now = self._clock()
        self.journal.write(command, answer.result, answer.detail, now)
        ack = Ack(
            cmd_id=command.cmd_id,
            epoch=command.epoch,
            sequence=command.sequence,
            tenant=command.tenant,
            agent_id=command.agent_id,
            enforcer=self.name,
            instance=self.instance,
            result=answer.result,
            detail=answer.detail[:300],
            time=now,
        )
        await self._send(ack)

    async def _send(self, report: Report) -> None:
        value = encode_report(report, self._keys).encode()
        await self._producer.send_and_wait(ACKS, value, key=report.key.encode())
