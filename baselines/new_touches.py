"""How often an agent meets new targets, and how many it has met in a row."""

from array import array
from itertools import chain
from math import log

from .base import Baseline, Packed
from .changes import FAMILY, N_LEVELS, NO_TARGET, PEERS_FAMILY
from .features import Features

_KNOWN, _RELATED, _NEW = 0, 1, 2
_SPREE = (0.25, 0.15, 0.60)
"""How often a spree meets each; fixed round figures, never fitted."""
RUSH_S = 1.0
"""Seconds between two touches below which nobody looked at what the first one answered."""
_RUSHED = 0.5
"""The share of a spree's touches that come in such a rush, where it is done at a machine's pace."""
_RUSH_MOST = 1.0
"""Nats that the pace may add to a touch: touches of one batch share it, and say it only once."""
_MAX_N = 400
_BACK_OFF = 4.0


class NewTouches(Baseline):
    """First touches of a session by tool: of known targets, of related ones, of new ones.

    `run` is the evidence, in nats, that the last touches are a spree and not this agent's usual
    mixture: a CUSUM of log-likelihood ratios, reading and changing apart, which ends with ten quiet
    minutes. What is new and comes in a rush counts more for an agent that does not rush. Approved
    calls are left out. Counts are halved when they pass four hundred. What looked
    odd lengthens a run, but does not count as usual.

    Parameters
    ----------
    max_tools
        Tools counted apart; the one unseen for longest goes first.
    quiet_s
        A run ends after this time without a touch, in seconds.

    Examples
    --------
    >>> touches = NewTouches()
    >>> for i in range(60):
    ...     touches.learn_one({"time": 9.0 * i, "tool": 7, "is_changing": True, "level": 0})
    >>> for i in range(5):
    ...     touches.learn_one({"time": 600.0 + i, "tool": 7, "is_changing": True, "level": 7})
    >>> round(touches.run(True, 605.0), 1), touches.run(True, 9_999.0)
    (21.6, 0.0)
    """

    name = "new_touches"
    letter = "w"
    version = 3

    def __init__(self, max_tools: int = 64, quiet_s: float = 600.0) -> None:
        self.max_tools = max_tools
        self.quiet_s = quiet_s
        self._tools: dict[int, list[int]] = {}
        self._classes = [[0, 0, 0], [0, 0, 0]]
        self._rushed = [0, 0]
        self._runs = [0.0, 0.0]
        self._last = [0.0, 0.0]
        self._asked: tuple[int, int, bool, float] | None = None
        self._told = 0.0
        """What `ratio` said of a touch: it is asked to score it, and again to learn it."""

    def n(self, is_changing: bool) -> int:
        """First touches counted of this class."""
        known, related, new = self._classes[is_changing]
        return known + related + new

    def run(self, is_changing: bool, time: float) -> float:
        """Evidence of the run before this time, in nats."""
        is_over = time - self._last[is_changing] > self.quiet_s
        return 0.0 if is_over else self._runs[is_changing]

    def ratio(self, x: Features) -> float:
        """What this touch adds to its run, in nats; nothing where it is not the first."""
        level = x.get("level", NO_TARGET)
        if level == NO_TARGET:
            return 0.0
        return self._adds(level, x["tool"], x["is_changing"], x["time"])

    def _adds(self, level: int, tool: int, at: bool, time: float) -> float:
        asked = level, tool, at, time
        if asked != self._asked:
            self._asked = asked
            self._told = _ratio(_KINDS[level], self._classes[at], self._tools.get(tool))
            if self._told > 0.0 and time - self._last[at] <= RUSH_S:
                self._told += self._pace(at)
        return self._told

    def _pace(self, at: bool) -> float:
        """What the pace of a touch in a rush adds, if it is new."""
        usual = (self._rushed[at] + 1.0) / (sum(self._classes[at]) + 2.0)
        return max(0.0, min(_RUSH_MOST, log(_RUSHED / usual)))

    def usual_share(self, x: Features) -> float:
        """The share of this agent's touches of this class that met something new."""
        usual = self._classes[x["is_changing"]]
        return (usual[_RELATED] + usual[_NEW]) / max(1, sum(usual))

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        level = x.get("level", NO_TARGET)
        if level == NO_TARGET or x.get("is_approved") or "is_planned" in x:
            return
        at, tool, time = x["is_changing"], x["tool"], x["time"]
        pause, run = time - self._last[at], self._adds(level, tool, at, time)
        self._asked = None
        if pause <= self.quiet_s:
            run += self._runs[at]
        self._runs[at] = run if run > 0.0 else 0.0
        if pause > 0.0:
            self._last[at] = time
        if weight < 0.5:
            return
        tools, usual, kind = self._tools, self._classes[at], _KINDS[level]
        row = tools.pop(tool, None) or [0, 0, 0]
        tools[tool] = row
        self._rushed[at] += pause <= RUSH_S
        if sum(usual) >= _MAX_N:
            self._rushed[at] //= 2
        for counts in (row, usual):
            counts[kind] += 1
            if counts[0] + counts[1] + counts[2] > _MAX_N:
                counts[:] = [n // 2 for n in counts]
        if len(tools) > self.max_tools:
            del tools[next(iter(tools))]

    def reinstate(self) -> None:
        self._runs = [0.0, 0.0]

    def merge_one(self, other: "NewTouches") -> None:
        """What is new to one agent says little of what is new to another."""

    def pack(self) -> Packed:
        rows = list(chain(*self._tools.values(), *self._classes))
        # A whole 0 takes an eighth of the room.
        runs = [run or 0 for run in self._runs]
        return [array("I", self._tools), rows, self._rushed, runs, self._last]

    def unpack(self, packed: Packed) -> None:
        self._asked = None
        tools, counts, rushed, runs, last = packed
        rows = [counts[i : i + 3] for i in range(0, len(counts), 3)]
        self._tools = dict(zip(tools, rows, strict=False))
        self._classes = rows[-2:]
        self._rushed, self._runs, self._last = list(rushed), list(map(float, runs)), list(last)


def _kind(level: int) -> int:
    if level < FAMILY:
        return _KNOWN
    return _RELATED if level <= PEERS_FAMILY else _NEW


_KINDS = tuple(map(_kind, range(N_LEVELS)))


def _ratio(kind: int, usual: list[int], row: list[int] | None) -> float:
    ratio = log(_SPREE[kind] / _share(kind, usual, row))
    if ratio <= 0.0 or kind == _NEW:
        return ratio
    # What is less new than usual is no spree, however seldom it is.
    if kind == _KNOWN:
        return 0.0
    at_least = _share(_RELATED, usual, row) + _share(_NEW, usual, row)
    return min(ratio, log((_SPREE[_RELATED] + _SPREE[_NEW]) / at_least))


def _share(kind: int, usual: list[int], row: list[int] | None) -> float:
    """How usual this kind is: by the tool, backed off to all tools of the class."""
    share = (usual[kind] + 1.0) / (usual[0] + usual[1] + usual[2] + 3.0)
    if row is None:
        return share
    return (row[kind] + _BACK_OFF * share) / (row[0] + row[1] + row[2] + _BACK_OFF)
