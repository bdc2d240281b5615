"""The demo from beginning to end."""

import asyncio
import contextlib
import secrets
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

from alerts.keys import KeyRing, init_keys
from roguewatch.simulation.extras import benign_parts
from roguewatch.simulation.incidents import INCIDENTS
from streams import topics
from streams.embedded_broker import EmbeddedBroker
from streams.tail import tail
from streams.topic_contents import delete_topics, topics_with_records

from .benign import BenignReport, judge_benign
from .cannot_run import CannotRun
from .config import config_text, demo_config
from .filling import Filled, fill
from .fleet_history import FleetHistory, make_history
from .live_agents import LiveAgents
from .options import Options
from .processes import Processes
from .screen import Screen
from .verdict import judge
from .watch import Watch

N_PARTITIONS = 4
INFRASTRUCTURE = ("worker", "control", "enforcer")
SESSION_TIMEOUT_MS = 6_000
SETTLE_S = 3.0
TICK_S = 0.2


class Demo:
    """Runs everything once; whatever happens, no process of ours outlives it.

    Parameters
    ----------
    options
        What to do.
    screen
        Where to show it.

    Examples
    --------
    >>> from roguewatch.demo.plain_screen import PlainScreen
    >>> Demo(Options(seed=2), PlainScreen()).options.seed
    2
    """

    def __init__(self, options: Options, screen: Screen) -> None:
        self.options = options
        self.screen = screen
        self._is_over = False

    async def run(self) -> int:
        """Return 0 if all incidents went as required and no benign agent was harmed."""
        with tempfile.TemporaryDirectory(prefix="roguewatch-demo-") as name, self._broker() as at:
            folder = Path(name)
            init_keys(folder / "keys")
            (folder / "roguewatch-demo.toml").write_text(config_text())
            with Processes(folder, self._environment(folder, at)) as processes:
                try:
                    return await self._play(folder, at, processes)
                finally:
                    self._is_over = True

    @contextlib.contextmanager
    def _broker(self) -> Iterator[str]:
        if self.options.bootstrap_servers is None:
            self.screen.stage("start the embedded broker (in memory, for demo and tests only)")
            with EmbeddedBroker() as broker:
                yield broker.bootstrap_servers
            return
        at = self.options.bootstrap_servers
        self.screen.stage(f"use the broker at {at}")
        if self.options.is_fresh:
            delete_topics(at)
        elif full := topics_with_records(at):
            raise CannotRun(
                f"topics must be empty, or the demo would mix with what they hold: "
                f"{', '.join(full)}; use another broker, or --fresh to delete them"
            )
        yield at

    def _environment(self, folder: Path, bootstrap_servers: str) -> dict[str, str]:
        return {
            "ROGUEWATCH_BOOTSTRAP_SERVERS": bootstrap_servers,
            "ROGUEWATCH_CONFIG": str(folder / "roguewatch-demo.toml"),
            "ROGUEWATCH_GROUP_ID": f"roguewatch-demo-{secrets.token_hex(4)}",
            "ROGUEWATCH_HASH_KEY_FILE": str(folder / "keys" / "hash.key"),
            "ROGUEWATCH_KEYS_DIR": str(folder / "keys"),
            "ROGUEWATCH_METRICS_PORT": "0",
            "ROGUEWATCH_MODE": demo_config().mode,
            "ROGUEWATCH_PARTITIONS": str(N_PARTITIONS),
            "ROGUEWATCH_SESSION_TIMEOUT_MS": str(SESSION_TIMEOUT_MS),
            "PYTHONUNBUFFERED": "1",
        }

    async def _play(self, folder: Path, at: str, processes: Processes) -> int:
        topics.create_topics(at, N_PARTITIONS, event_time=True)
        self.screen.stage("start worker, control and enforcer")
        # The history brings its own snapshots.
        deny_list = ("--deny-list", str(folder / "denied.json"))
        arguments = {"worker": (), "control": ("--no-snapshots",), "enforcer": deny_list}
        for name in INFRASTRUCTURE:
            processes.start(name, ["-m", "roguewatch.cli.main", name, *arguments[name]])
        keys = KeyRing.load(folder / "keys")
        watch = Watch(keys, self.screen.line)
        async with self._watching(at, watch, _ours()):
            history = self._history()
            filled = await self._score(history, at, keys, watch, processes)
            now = datetime.now(UTC)
            busy = {part.key for part in history.parts}
            benign = benign_parts(history.events, history.habits, busy, now, self.options.seed)
            live = LiveAgents(processes, folder, history.parts, benign)
            actions = {(topics.ACTIONS, n): offset for n, offset in filled.ends.items()}
            async with self._watching(at, watch, actions):
                await self._go_rogue(live, watch, processes)
        verdicts = [
            judge(incident, part.key, live.calls().get(part.key, []), watch.sightings[part.key])
            for incident, part in zip(INCIDENTS, history.parts, strict=True)
        ]
        report = _judge_others(history, live, watch)
        self.screen.result(verdicts, report)
        self._compare(filled, watch)
        self.screen.stage("done")
        is_good = all(verdict.is_passed for verdict in verdicts) and not report.misses
        return 0 if is_good else 1

    def _history(self) -> FleetHistory:
        self.screen.stage("make the history of the fleet")
        history = make_history(
            self.options, datetime.now(UTC), lambda text: self.screen.line("history", text)
        )
        n_agents = len({event.key for event in history.events})
        self.screen.line("history", f"{len(history.events):,} events of {n_agents} agents")
        return history

    async def _score(
        self,
        history: FleetHistory,
        at: str,
        keys: KeyRing,
        watch: Watch,
        processes: Processes,
    ) -> Filled:
        self.screen.stage("write the history to Kafka; the worker scores it")
        n_events = len(history.events)

        def on_written(n: int) -> None:
            processes.check(*INFRASTRUCTURE)
            self.screen.progress("written", n, n_events)

        filled = await fill(
            at,
            history.events,
            demo_config(),
            keys,
            N_PARTITIONS,
            on_written,
        )
        n_records = sum(filled.ends.values())
        while True:
            processes.check(*INFRASTRUCTURE)
            scored = {n: min(watch.scored.get(n, 0), end) for n, end in filled.ends.items()}
            self.screen.progress("scored", sum(scored.values()), n_records)
            if scored == filled.ends:
                return filled
            await asyncio.sleep(TICK_S)

    async def _go_rogue(self, live: LiveAgents, watch: Watch, processes: Processes) -> None:
        self.screen.stage("start the agents: real SDK, processes of their own, real time")
        live.start()
        while (n_ready := live.n_ready()) < live.n_processes:
            processes.check(*INFRASTRUCTURE)
            self.screen.progress("ready", n_ready, live.n_processes)
            await asyncio.sleep(TICK_S)
        self.screen.stage("seven agents go rogue, the others work")
        watch.is_live = True
        live.begin()
        while not live.are_done():
            processes.check(*INFRASTRUCTURE)
            self.screen.agents(live.rows(watch.sightings))
            await asyncio.sleep(TICK_S)
        await asyncio.sleep(SETTLE_S)
        self.screen.agents(live.rows(watch.sightings))

    @contextlib.asynccontextmanager
    async def _watching(
        self, at: str, watch: Watch, starts: dict[tuple[str, int], int]
    ) -> AsyncIterator[None]:
        """Feed the watch from these places while the body runs; its failure is the body's."""

        async def follow() -> None:
            async for record in tail(at, starts, lambda: self._is_over):
                watch.take(record)

        task = asyncio.create_task(follow())
        try:
            yield
            if task.done():
                task.result()
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    def _compare(self, filled: Filled, watch: Watch) -> None:
        """Say whether worker and replay found the same in the history."""
        missing = filled.alert_ids - watch.alert_ids
        text = f"all {len(filled.alert_ids)} alerts of a replay of the history came from the worker"
        if missing:
            text = f"{len(missing)} of {len(filled.alert_ids)} alerts of a replay did not come"
        self.screen.line("replay", text)


def _ours() -> dict[tuple[str, int], int]:
    """All partitions that the demo watches from the beginning."""
    single = (topics.STOP_REQUESTS, topics.KILLSWITCH, topics.LEDGER, topics.ACKS)
    return {
        **{(name, 0): 0 for name in single},
        **{(name, n): 0 for name in (topics.ALERTS, topics.PROFILES) for n in range(N_PARTITIONS)},
    }


def _judge_others(history: FleetHistory, live: LiveAgents, watch: Watch) -> BenignReport:
    began = {key: calls[0].started for key, calls in live.calls().items() if calls}
    return judge_benign(
        watch.created,
        watch.sightings,
        {part.key: began[part.key] for part in history.parts if part.key in began},
        history.learned_at,
        history.agent_days,
        demo_config().alerts_per_1000_agent_days,
    )
