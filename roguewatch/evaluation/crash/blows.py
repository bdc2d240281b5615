"""The schedule of kills: seeded, and each only after progress since the last."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Literal

from roguewatch.evaluation.crash.options import CrashOptions
from roguewatch.evaluation.crash.processes import CrashProcesses

Blow = Literal["kill worker", "kill control", "freeze worker"]


class CrashBlows:
    """Strikes one process after another while events flow.

    The first third of the kills meets a single worker, the rest one of several; the freeze comes
    when there are several, for a frozen partition must go to somebody else.

    Parameters
    ----------
    options
        How many of each, and the seed.
    processes
        Whom it strikes.
    committed
        How many records the group has committed by now.
    n_ledger
        How many records the ledger has by now.
    written
        Which share of the events is written by now.
    """

    def __init__(
        self,
        options: CrashOptions,
        processes: CrashProcesses,
        committed: Callable[[], Awaitable[int]],
        n_ledger: Callable[[], Awaitable[int]],
        written: Callable[[], float],
    ) -> None:
        self.n_done = 0
        self.last = "no blow yet"
        self._options = options
        self._processes = processes
        self._committed = committed
        self._n_ledger = n_ledger
        self._written = written
        self._random = random.Random(options.seed)
        self.schedule = self._make_schedule()

    @property
    def allowed(self) -> float:
        """Which share of the events may be written before the next blow is done."""
        return (self.n_done + 1) / (len(self.schedule) + 1)

    async def run(self) -> None:
        """Strike until the schedule is done."""
        n_alone = self._options.n_kills // 3
        seen, ledger_seen = await self._committed(), await self._n_ledger()
        for number, blow in enumerate(self.schedule):
            if number == n_alone:
                for extra in range(2, self._options.n_workers + 1):
                    self._processes.start_worker(f"worker-{extra}")
            seen = await self._more(self._committed, seen)
            if blow == "kill control":
                ledger_seen = await self._more(self._n_ledger, ledger_seen)
            point = (number + 0.9 * self._random.random()) / (len(self.schedule) + 1)
            while self._written() < point:
                await asyncio.sleep(0.02)
            self.last = await self._strike(blow)
            self.n_done += 1

    def _make_schedule(self) -> list[Blow]:
        options = self._options
        n_alone = options.n_kills // 3
        alone: list[Blow] = ["kill worker"] * n_alone
        rest: list[Blow] = ["freeze worker"]
        rest += ["kill worker"] * (options.n_kills - n_alone)
        rest += ["kill control"] * options.n_control_kills
        self._random.shuffle(rest)
        return alone + rest

    async def _more(self, count: Callable[[], Awaitable[int]], before: int) -> int:
        while (now := await count()) <= before:
            await asyncio.sleep(0.1)
        return now

    async def _strike(self, blow: Blow) -> str:
        processes = self._processes
        if blow == "kill control":
            processes.kill("control")
            processes.start_control()
            return "control killed and started again"
        worker = self._random.choice(processes.workers)
        if blow == "kill worker":
            processes.kill(worker)
            processes.start_worker(worker)
            return f"{worker} killed and started again"
        processes.freeze(worker)
        await asyncio.sleep(2 * self._options.session_timeout_ms / 1000)
        processes.thaw(worker)
        return f"{worker} frozen for two session time-outs"
