"""The demo from beginning to end."""

import asyncio
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from alerts.keys import KeyRing, init_keys
from roguewatch.simulation.extras import benign_parts
from roguewatch.simulation.incidents import INCIDENTS
from streams import topics

from .benign import BenignReport, judge_benign
from .config import config_text, demo_config
from .filling import Filled, fill
from .fleet_history import FleetHistory, make_history
from .live_agents import LiveAgents
from .options import Options
from .processes import Processes
from .screen import Screen
from .surroundings import N_PARTITIONS, broker_of, environment
from .verdict import judge
from .watch import Watch
from .watching import all_but_actions, watching

INFRASTRUCTURE = ("worker", "control", "enforcer")
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

    async def run(self) -> int:
        """Return 0 if all incidents went as required and no benign agent was harmed."""
        with (
            tempfile.TemporaryDirectory(prefix="roguewatch-demo-") as name,
            broker_of(self.options, self.screen.stage) as at,
        ):
            folder = Path(name)
            init_keys(folder / "keys")
            (folder / "roguewatch-demo.toml").write_text(config_text())
            with Processes(folder, environment(folder, at)) as processes:
                return await self._play(folder, at, processes)

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
        async with watching(at, watch, all_but_actions(N_PARTITIONS)):
            history = self._history()
            filled = await self._score(history, at, keys, watch, processes)
            now = datetime.now(UTC)
            busy = {part.key for part in history.parts}
            benign = benign_parts(history.events, history.habits, busy, now, self.options.seed)
            live = LiveAgents(processes, folder, history.parts, benign)
            actions = {(topics.ACTIONS, n): offset for n, offset in filled.ends.items()}
            async with watching(at, watch, actions):
                await self._go_rogue(live, watch, processes)
        verdicts = [
            judge(incident, part.key, live.calls().get(part.key, []), watch.sightings[part.key])
            for incident, part in zip(INCIDENTS, history.parts, strict=True)
        ]
        report = _judge_others(history, live, watch)
        self.screen.result(verdicts, report, [_compare(filled, watch)])
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


def _compare(filled: Filled, watch: Watch) -> str:
    """Say whether worker and replay found the same in the history."""
    missing = filled.alert_ids - watch.alert_ids
    if missing:
        return f"{len(missing)} of {len(filled.alert_ids)} alerts of a replay did not come"
    return f"all {len(filled.alert_ids)} alerts of a replay of the history came from the worker"
