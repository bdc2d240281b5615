"""`roguewatch verify crash`: kill what can be killed, then compare with one undisturbed pass."""

import asyncio
import time
from collections.abc import Callable

from alerts.key_files import init_keys
from alerts.keys import KeyRing
from roguewatch.evaluation.crash.blows import CrashBlows
from roguewatch.evaluation.crash.options import CONFIG, GROUP_ID, CrashOptions
from roguewatch.evaluation.crash.oracle import consult
from roguewatch.evaluation.crash.processes import CrashProcesses
from roguewatch.evaluation.crash.verdict import Row, judge
from roguewatch.evaluation.crash.writing import CrashWriting
from streams.kafka.compacted import read_compacted
from streams.kafka.group_position import GroupPosition
from streams.kafka.topic_contents import topics_with_records
from streams.killswitch.ledger_reader import read_view
from streams.topics import LEDGER, create_topics

Say = Callable[[float, str], None]

_PATIENCE_S = 180.0


class CrashRun:
    """One run, from empty topics to a verdict.

    Parameters
    ----------
    options
        Sizes and places.
    say
        Told how far it is, 0 to 1, and what happens.
    """

    def __init__(self, options: CrashOptions, say: Say) -> None:
        self.options = options
        self.n_snapshots = 0
        self._rebuilt = ""
        self._say = say
        self._processes = CrashProcesses(options)

    async def run(self) -> list[Row]:
        """Do it all; what happened to processes by itself comes as a row of its own."""
        options = self.options
        full = topics_with_records(options.bootstrap_servers)
        if full:
            raise ValueError(f"topics must be empty; {', '.join(full)} hold records")
        options.work_dir.mkdir(parents=True, exist_ok=True)
        init_keys(options.keys_dir)
        options.config_file.write_text(CONFIG)
        create_topics(options.bootstrap_servers, options.n_partitions, event_time=True)
        try:
            await self._disturb()
            self._say(1.0, "the oracle reads the topic")
            oracle = await consult(options)
            await self._settle(len(oracle.request_ids))
            self._processes.stop(["control", "enforcer"])
            rows = await judge(options, oracle)
        finally:
            self._processes.kill_all()
        accidents = tuple(f"CRASHED: {text}" for text in self._processes.accidents)
        n_blows = str(options.n_blows)
        return [
            *rows,
            Row(
                "state of the file, snapshots rebuilt",
                oracle.state_hash[:16],
                self._rebuilt[:16],
                () if self._rebuilt == oracle.state_hash else ("DIVERGED: topic and file differ",),
            ),
            _at_least("alerts in the oracle", 200, len(oracle.alert_ids)),
            _at_least("stop requests in the oracle", 50, len(oracle.request_ids)),
            _at_least("snapshots in each partition", 10, self.n_snapshots),
            Row("processes that ended by themselves", "0", str(len(accidents)), accidents),
            Row("kills and freezes", n_blows, n_blows),
        ]

    async def _disturb(self) -> None:
        options, processes = self.options, self._processes
        keys = KeyRing.load(options.keys_dir)
        processes.start_control()
        processes.start_enforcer()
        processes.start_worker("worker-1")
        async with GroupPosition(
            options.bootstrap_servers, GROUP_ID, options.n_partitions
        ) as position:

            async def committed() -> int:
                return sum((await position.committed()).values())

            writing = CrashWriting(options, keys, lambda: blows.allowed)
            blows = CrashBlows(options, processes, committed, self._n_ledger, lambda: writing.share)
            async with asyncio.TaskGroup() as tasks:
                jobs = [tasks.create_task(writing.run()), tasks.create_task(blows.run())]
                while not all(job.done() for job in jobs):
                    processes.look()
                    self._say(
                        writing.share, f"{blows.n_done}/{options.n_blows} blows; {blows.last}"
                    )
                    await asyncio.sleep(0.25)
            self.n_snapshots, self._rebuilt = writing.n_snapshots, writing.replay.state_hash()
            await self._drain(position, writing.ends)
        processes.stop(processes.workers)

    async def _drain(self, position: GroupPosition, ends: dict[int, int]) -> None:
        deadline = time.monotonic() + _PATIENCE_S
        while time.monotonic() < deadline:
            self._processes.look()
            committed = await position.committed()
            ahead = sum(max(0, end - committed[number]) for number, end in ends.items())
            if not ahead:
                return
            self._say(1.0, f"{ahead} records ahead")
            await asyncio.sleep(0.25)
        raise TimeoutError(f"the workers must come to the end within {_PATIENCE_S:.0f} s")

    async def _settle(self, n_requests: int) -> None:
        """Wait until every request is decided and every command confirmed, or it takes too long."""
        options = self.options
        keys = KeyRing.load(options.keys_dir)
        deadline = time.monotonic() + _PATIENCE_S / 3
        last = -1
        while time.monotonic() < deadline:
            self._processes.look()
            view = await read_view(options.bootstrap_servers, keys)
            n_open = len(view.open_entries())
            self._say(1.0, f"{n_requests} requests; {n_open} commands not yet confirmed")
            # Decided is decided: nothing new in the ledger, nothing open, twice in a row.
            if not n_open and view.position == last:
                return
            last = view.position
            await asyncio.sleep(1.0)

    async def _n_ledger(self) -> int:
        n = 0
        async for _ in read_compacted(self.options.bootstrap_servers, LEDGER, [0]):
            n += 1
        return n


def _at_least(what: str, least: int, n: int) -> Row:
    """A proof by nothing proves nothing."""
    findings = () if n >= least else (f"TOO FEW: at least {least} are needed",)
    return Row(what, f"{least} or more", str(n), findings)
