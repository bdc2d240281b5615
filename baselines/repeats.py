"""How often an agent makes the same calls again and again, and how long it goes on."""

from array import array
from itertools import chain
from typing import Any

from .base import Baseline, Packed
from .features import Features

LONGEST_PERIOD = 4
QUIET_S, LENGTH_S = 600.0, 3_600.0
_MAX_N = 2_000.0
_FRESH = (0.0, 0.0)
_FAILED = frozenset(("failure", "denied"))

Live = list[Any]
"""Time of the last call and of the run's first, period, calls in the run, tool, the last calls."""
_LAST, _START, _PERIOD, _RUN, _TOOL, _CALLS = 0, 1, 2, 3, 4, 5


class RepeatsBaseline(Baseline):
    """Runs of the same call, or of the same few in turn, within a session, and how they end.

    A call is the same when tool, target, sizes and failing are: one whose result changes makes
    progress. A run goes on while each call repeats the one `period` calls before, at most four; it
    is counted when it is over, after an hour at the latest, for a loop must not make itself usual.
    Each tool has its rounds that went on and those that ended, as many as it had runs.

    Parameters
    ----------
    max_tools
        Tools whose rounds are counted apart; the one that repeated longest ago goes first.
    max_live
        Sessions followed at once.

    Examples
    --------
    >>> repeats = RepeatsBaseline()
    >>> x = {"time": 0.0, "session": 5, "tool": 7, "pair": 9, "n_items": 1, "n_bytes": 0}
    >>> for second in range(4):
    ...     repeats.learn_one(x | {"time": float(second), "outcome": "failure"})
    >>> repeats.rounds(x | {"time": 4.0, "outcome": "failure"})
    4.0
    >>> repeats.rounds(x | {"time": 4.0, "outcome": "success"})
    0.0
    """

    name = "repeats"
    letter = "p"
    version = 3

    def __init__(self, max_tools: int = 32, max_live: int = 8) -> None:
        self.max_tools = max_tools
        self.max_live = max_live
        self.n_steps = 0.0
        self.tools: dict[int, tuple[float, float]] = {}
        """Rounds that went on, and that ended, by tool."""
        self._live: dict[int, Live] = {}

    def rounds(self, x: Features) -> float:
        """How many times the calls of a run would have been repeated with this one; 0 if none."""
        live = self._live.get(x["session"])
        if live is None or x["time"] - live[_LAST] > QUIET_S:
            return 0.0
        calls, same = live[_CALLS], _same(x)
        if same not in calls:
            return 0.0
        period = calls.index(same) + 1
        run = live[_RUN] + 1.0 if period == live[_PERIOD] else 1.0
        return float(run / period)

    def row(self, tool: int) -> tuple[float, float]:
        """Rounds of this tool that went on, and that ended."""
        return self.tools.get(tool, _FRESH)

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        time = x["time"]
        live = self._live.get(x["session"])
        if live is None or time - live[_LAST] > QUIET_S:
            self._open(x, weight)
            return
        if time > live[_LAST]:
            live[_LAST] = time
        self.n_steps += 1.0
        calls, same = live[_CALLS], _same(x)
        period = calls.index(same) + 1 if same in calls else 0
        if live[_RUN] and (period != live[_PERIOD] or time - live[_START] > LENGTH_S):
            self._end(live, weight)
        if period:
            if not live[_RUN]:
                live[_START] = time
            live[_PERIOD], live[_TOOL] = period, x["tool"]
            live[_RUN] += 1
        live[_CALLS] = (same, *calls[: LONGEST_PERIOD - 1])
        if self.n_steps > _MAX_N:
            self.n_steps *= 0.5
            for tool, (went_on, ended) in self.tools.items():
                self.tools[tool] = (0.5 * went_on, 0.5 * ended)

    def _open(self, x: Features, weight: float) -> None:
        """Follow a session from this call on; runs of sessions that are quiet are over."""
        time, session, sessions = x["time"], x["session"], self._live
        for other in [s for s, live in sessions.items() if time - live[_LAST] > QUIET_S]:
            self._end(sessions.pop(other), weight)
        if len(sessions) >= self.max_live:
            quietest = min(sessions, key=lambda other: sessions[other][_LAST])
            self._end(sessions.pop(quietest), weight)
        sessions[session] = [time, time, 0, 0, 0, (_same(x),)]

    def _end(self, live: Live, weight: float) -> None:
        """Count a run that is over; one that looked odd counts a quarter at least."""
        if not live[_RUN]:
            return
        rounds, tool = live[_RUN] / live[_PERIOD], int(live[_TOOL])
        live[_RUN] = 0
        went_on, ended = self.tools.pop(tool, _FRESH)
        weight = max(0.25, weight)
        self.tools[tool] = (went_on + weight * max(0.0, rounds - 1.0), ended + weight)
        if len(self.tools) > self.max_tools:
            del self.tools[next(iter(self.tools))]

    def reinstate(self) -> None:
        self._live = {}

    def merge_one(self, other: "RepeatsBaseline") -> None:
        self.n_steps += other.n_steps
        for tool, (went_on, ended) in other.tools.items():
            mine = self.tools.get(tool, _FRESH)
            self.tools[tool] = (mine[0] + went_on, mine[1] + ended)

    def pack(self) -> Packed:
        tools = [array("I", self.tools), list(chain(*self.tools.values()))]
        live = [[session, *row] for session, row in self._live.items()]
        return [self.n_steps, tools, live]

    def unpack(self, packed: Packed) -> None:
        self.n_steps, tools, live = packed
        symbols, rounds = tools
        self.tools = dict(zip(symbols, zip(*[iter(rounds)] * 2, strict=True), strict=True))
        self._live = {session: [*row[:_CALLS], (*row[_CALLS],)] for session, *row in live}


def _same(x: Features) -> int:
    """A call with what came of it: equal ones make no progress."""
    if x["outcome"] in _FAILED:
        return x["pair"]
    return (x["pair"] ^ x["n_items"] * 0x9E37_79B1 ^ x["n_bytes"] * 0x85EB_CA77) + 1 & 0xFFFF_FFFF
