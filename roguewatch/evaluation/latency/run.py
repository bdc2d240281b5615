"""`roguewatch bench latency`: real agents go rogue one after the other, and every step is timed."""

import asyncio
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from alerts.keys import KeyRing, init_keys
from detectors.config import Config
from roguewatch.demo.actor import READY
from roguewatch.demo.call_record import CallRecord
from roguewatch.demo.filling import fill
from roguewatch.demo.processes import Processes
from roguewatch.demo.surroundings import N_PARTITIONS, environment
from roguewatch.demo.watching import watching
from roguewatch.simulation.part import Part
from streams import topics
from streams.kafka.group_position import GroupPosition
from streams.yardsticks.topics import GROUP_PREFIX, BenchTopics

from .fleet import LatencyFleet
from .result import Latency
from .watch import ANSWERS, LatencyWatch

CONFIG = """mode = "suspend"

[detectors.high_impact]
stage = "promoted"
""" + "".join(
    f'\n[detectors.{name}]\nstage = "shadow"\n'
    for name in ("burst", "failure_streak", "hijack", "off_hours", "volume")
)
"""All are scored; only the one that speaks on event 1 has a say, so that load raises no alert."""

STAGGER_S = 0.3
PATIENCE_S = 120.0
_SERVICES = ("worker", "control")
_decode = msgspec.json.Decoder(CallRecord).decode


class LatencyOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How many agents are stopped, how many live at once, and how much else goes on.

    Examples
    --------
    >>> LatencyOptions(bootstrap_servers="kafka:9092", n_stops=25, n_at_once=10).n_waves
    3
    """

    bootstrap_servers: str
    n_stops: int = 200
    n_at_once: int = 4
    events_per_s: float = 0.0
    seed: int = 1

    @property
    def n_waves(self) -> int:
        """How many processes of agents follow each other."""
        return -(-self.n_stops // self.n_at_once)


class LatencyRun:
    """One run, from empty topics to figures; the broker is left as it was found.

    Parameters
    ----------
    options
        Sizes.
    say
        Told what goes on.
    """

    def __init__(self, options: LatencyOptions, say: Callable[[str], None]) -> None:
        self.options = options
        self._say = say
        self._load = 0.0

    def run(self) -> Latency:
        """Do it all."""
        bench_topics = BenchTopics(self.options.bootstrap_servers, N_PARTITIONS)
        bench_topics.create()
        try:
            with tempfile.TemporaryDirectory(prefix=GROUP_PREFIX) as name:
                return asyncio.run(self._measure(Path(name)))
        finally:
            bench_topics.delete()

    async def _measure(self, folder: Path) -> Latency:
        at, options = self.options.bootstrap_servers, self.options
        init_keys(folder / "keys")
        keys = KeyRing.load(folder / "keys")
        config = folder / "latency.toml"
        config.write_text(CONFIG)
        settings = environment(folder, at) | {"ROGUEWATCH_CONFIG": str(config)}
        with Processes(folder, settings) as processes:
            processes.start("worker", ["-m", "roguewatch.cli.main", "worker"])
            processes.start("control", ["-m", "roguewatch.cli.main", "control", "--no-snapshots"])
            self._say("writing four days of history")
            fleet = LatencyFleet.make(options.n_stops, options.seed, datetime.now(UTC))
            filled = await fill(
                at, fleet.events, Config.load(config), keys, N_PARTITIONS, lambda _: None
            )
            group_id = settings["ROGUEWATCH_GROUP_ID"]
            await self._wait_until_scored(filled.ends, group_id, processes)
            agents = [part.key for part in fleet.parts]
            watch = LatencyWatch(keys, agents)
            places = {(topics.ACTIONS, number): end for number, end in filled.ends.items()}
            places |= {(topic, 0): 0 for topic in ANSWERS}
            async with watching(at, watch, places):
                calls = await self._go_rogue(folder, fleet, watch, processes)
        return Latency.of(agents, watch.marks, calls, self._load)

    async def _wait_until_scored(
        self, ends: dict[int, int], group_id: str, processes: Processes
    ) -> None:
        async with GroupPosition(
            self.options.bootstrap_servers, group_id, N_PARTITIONS
        ) as position:
            deadline = time.monotonic() + PATIENCE_S
            while True:
                committed = await position.committed()
                if all(committed[number] >= end for number, end in ends.items()):
                    return
                processes.check(*_SERVICES)
                if time.monotonic() > deadline:
                    raise TimeoutError(f"the history must be scored within {PATIENCE_S:.0f} s")
                await asyncio.sleep(0.2)

    async def _go_rogue(
        self, folder: Path, fleet: LatencyFleet, watch: LatencyWatch, processes: Processes
    ) -> dict[str, list[CallRecord]]:
        options = self.options
        if options.events_per_s:
            self._start_load(folder, fleet, processes)
            await asyncio.sleep(2.0)
        calls: dict[str, list[CallRecord]] = {}
        for number in range(options.n_waves):
            parts = fleet.parts[number * options.n_at_once : (number + 1) * options.n_at_once]
            for record in await self._play(folder, f"agents-{number}", parts, processes):
                calls.setdefault(record.key, []).append(record)
            n_gone = min(options.n_stops, (number + 1) * options.n_at_once)
            self._say(f"{n_gone} agents went rogue, {watch.n_acked} stops acknowledged")
        deadline = time.monotonic() + 5.0
        while watch.n_acked < options.n_stops and time.monotonic() < deadline:
            await asyncio.sleep(0.1)
        processes.check(*_SERVICES)
        if options.events_per_s:
            await self._end_load(processes)
        return calls

    async def _play(
        self, folder: Path, name: str, parts: Sequence[Part], processes: Processes
    ) -> list[CallRecord]:
        """Run one process of agents until they have made all their calls."""
        script, log = folder / f"{name}.json", folder / f"{name}.calls"
        script.write_bytes(msgspec.json.encode([_late(p, i) for i, p in enumerate(parts)]))
        process = processes.start(name, ["-m", "roguewatch.demo.actor", str(script), str(log)])
        while READY not in processes.last_lines(name).splitlines():
            processes.check(name, *_SERVICES)
            await asyncio.sleep(0.05)
        if process.stdin is not None:
            process.stdin.write(json.dumps(time.time() + 0.5).encode() + b"\n")
            process.stdin.flush()
        while (code := process.poll()) is None:
            processes.check(*_SERVICES)
            await asyncio.sleep(0.1)
        if code:
            processes.check(name)
        return [_decode(line) for line in log.read_bytes().splitlines()]

    def _start_load(self, folder: Path, fleet: LatencyFleet, processes: Processes) -> None:
        templates = folder / "load.json"
        templates.write_bytes(msgspec.json.encode(fleet.load))
        rate = str(self.options.events_per_s)
        module = "roguewatch.evaluation.latency.load"
        at = self.options.bootstrap_servers
        processes.start("load", ["-m", module, at, str(templates), rate])

    async def _end_load(self, processes: Processes) -> None:
        process = processes.running["load"]
        if process.stdin is not None:
            process.stdin.close()
        await asyncio.to_thread(process.wait, 30.0)
        if process.returncode:
            processes.check("load")
        self._load = float(processes.last_lines("load").split()[-1])


def _late(part: Part, place: int) -> Part:
    """Let the agents of one process begin one after the other."""
    first, *rest = part.calls
    later = msgspec.structs.replace(first, delay_s=first.delay_s + place * STAGGER_S)
    return msgspec.structs.replace(part, calls=(later, *rest))
