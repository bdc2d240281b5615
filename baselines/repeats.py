"""How often an agent makes the same calls again and again, and how long it goes on."""

from array import array
from typing import Final

from .base import Baseline, Packed
from .features import Features
from .live_repeats import LiveRepeats, same_call

LENGTH_S: Final = 3_600.0
_MAX_N: Final = 2_000.0
_NO_SESSION: Final = -1
_FRESH: Final = (0.0, 0.0)


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
    >>> x = Features(time=0.0, session=5, tool=7, pair=9, n_items=1, n_bytes=0)
    >>> for second in range(4):
    ...     repeats.learn_one(x.replace(time=float(second), outcome="failure"))
    >>> repeats.rounds(x.replace(time=4.0, outcome="failure"))
    4.0
    >>> repeats.rounds(x.replace(time=4.0, outcome="success"))
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
        self._live: dict[int, LiveRepeats] = {}
        self._asked = _NO_SESSION
        self._found: LiveRepeats | None = None

    def rounds(self, x: Features) -> float:
        """How many times the calls of a run would have been repeated with this one; 0 if none."""
        live = self._of_session(x.session)
        if live is None or live.is_quiet(x.time):
            return 0.0
        period = live.period_of(same_call(x))
        if not period:
            return 0.0
        run = live.run + 1.0 if period == live.period else 1.0
        return run / period

    def row(self, tool: int) -> tuple[float, float]:
        """Rounds of this tool that went on, and that ended."""
        return self.tools.get(tool, _FRESH)

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        time, session, call = x.time, x.session, same_call(x)
        live = self._of_session(session)
        if live is None or live.is_quiet(time):
            self._open(session, time, call, weight)
            return
        if time > live.last:
            live.last = time
        self.n_steps += 1.0
        period = live.period_of(call)
        if live.run and (period != live.period or time - live.start > LENGTH_S):
            self._end(live, weight)
        if period:
            if not live.run:
                live.start = time
            live.period, live.tool = period, x.tool
            live.run += 1
        live.push(call)
        if self.n_steps > _MAX_N:
            self.n_steps *= 0.5
            for tool, (went_on, ended) in self.tools.items():
                self.tools[tool] = (0.5 * went_on, 0.5 * ended)

    def _open(self, session: int, time: float, call: int, weight: float) -> None:
        """Follow a session from this call on; runs of sessions that are quiet are over."""
        sessions = self._live
        for other in [other for other, live in sessions.items() if live.is_quiet(time)]:
            self._end(sessions.pop(other), weight)
        if len(sessions) >= self.max_live:
            quietest = min(sessions, key=lambda other: sessions[other].last)
            self._end(sessions.pop(quietest), weight)
        live = sessions[session] = LiveRepeats(time, call)
        self._asked, self._found = session, live

    def _of_session(self, session: int) -> LiveRepeats | None:
        if session != self._asked:
            # Mostly the next event is the same session's.
            self._asked, self._found = session, self._live.get(session)
        return self._found

    def _end(self, live: LiveRepeats, weight: float) -> None:
        """Count a run that is over; one that looked odd counts a quarter at least."""
        if not live.run:
            return
        rounds = live.run / live.period
        live.run = 0
        went_on, ended = self.tools.pop(live.tool, _FRESH)
        if weight < 0.25:
            weight = 0.25
        more = rounds - 1.0 if rounds > 1.0 else 0.0
        self.tools[live.tool] = (went_on + weight * more, ended + weight)
        if len(self.tools) > self.max_tools:
            del self.tools[next(iter(self.tools))]

    def reinstate(self) -> None:
        self._live = {}
        self._asked = _NO_SESSION

    def merge_one(self, other: "RepeatsBaseline") -> None:
        self.n_steps += other.n_steps
        for tool, (went_on, ended) in other.tools.items():
            mine = self.tools.get(tool, _FRESH)
            self.tools[tool] = (mine[0] + went_on, mine[1] + ended)

    def pack(self) -> Packed:
        rounds: list[float] = []
        for row in self.tools.values():
            rounds += row
        tools = [array("I", list(self.tools)), rounds]
        live = [[session, *one.pack()] for session, one in self._live.items()]
        return [self.n_steps, tools, live]

    def unpack(self, packed: Packed) -> None:
        self.n_steps, tools, live = packed
        symbols, rounds = tools
        self.tools = {tool: (rounds[2 * i], rounds[2 * i + 1]) for i, tool in enumerate(symbols)}
        self._live = {session: LiveRepeats.unpack(row) for session, *row in live}
        self._asked = _NO_SESSION
