"""How often an agent meets new targets, and how many it has met in a row."""

from array import array
from typing import Any, Final

from .base import Baseline, Packed
from .changes import FAMILY, NO_TARGET, PEERS_FAMILY
from .features import Features
from .touch_counts import KNOWN, NEW, RELATED, TouchCounts, ratio_of
from .touch_run import RUSH_S, TouchRun

_NOTHING: Final = -1


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
    ...     touches.learn_one(Features(time=9.0 * i, tool=7, is_changing=True, level=0))
    >>> for i in range(5):
    ...     touches.learn_one(Features(time=600.0 + i, tool=7, is_changing=True, level=7))
    >>> round(touches.run(True, 605.0), 1), touches.run(True, 9_999.0)
    (21.6, 0.0)
    """

    name = "new_touches"
    letter = "w"
    version = 3

    def __init__(self, max_tools: int = 64, quiet_s: float = 600.0) -> None:
        self.max_tools = max_tools
        self.quiet_s = quiet_s
        self._tools: dict[int, TouchCounts] = {}
        self._reading = TouchRun()
        self._changing = TouchRun()
        self._latest = _NOTHING
        self._of_latest: TouchCounts | None = None
        # What `_adds` said of a touch: it is asked to score it, and again to learn it.
        self._asked_level = _NOTHING
        self._asked_tool = 0
        self._asked_time = 0.0
        self._was_changing = False
        self._told = 0.0

    def n(self, is_changing: bool) -> int:
        """First touches counted of this class."""
        return self._of_class(is_changing).usual.total()

    def run(self, is_changing: bool, time: float) -> float:
        """Evidence of the run before this time, in nats."""
        touches = self._of_class(is_changing)
        return 0.0 if time - touches.last > self.quiet_s else touches.evidence

    def ratio(self, x: Features) -> float:
        """What this touch adds to its run, in nats; nothing where it is not the first."""
        level = x.level
        if level is None or level == NO_TARGET:
            return 0.0
        tool = x.tool
        return self._adds(level, tool, self._of_tool(tool), x.is_changing, x.time)

    def _of_class(self, is_changing: bool) -> TouchRun:
        return self._changing if is_changing else self._reading

    def _of_tool(self, tool: int) -> TouchCounts | None:
        return self._of_latest if tool == self._latest else self._tools.get(tool)

    def _adds(
        self, level: int, tool: int, of_tool: TouchCounts | None, is_changing: bool, time: float
    ) -> float:
        if (
            level != self._asked_level
            or tool != self._asked_tool
            or time != self._asked_time
            or is_changing != self._was_changing
        ):
            self._asked_level, self._asked_tool = level, tool
            self._asked_time, self._was_changing = time, is_changing
            touches = self._of_class(is_changing)
            told = ratio_of(_kind(level), touches.usual, of_tool)
            if told > 0.0 and time - touches.last <= RUSH_S:
                told += touches.pace()
            self._told = told
        return self._told

    def usual_share(self, x: Features) -> float:
        """The share of this agent's touches of this class that met something new."""
        usual = self._of_class(x.is_changing).usual
        return (usual.related + usual.new) / max(1, usual.total())

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        level = x.level
        if level is None or level == NO_TARGET or x.is_approved or x.is_planned:
            return
        is_changing, tool, time = x.is_changing, x.tool, x.time
        touches, of_tool = self._of_class(is_changing), self._of_tool(tool)
        evidence = self._adds(level, tool, of_tool, is_changing, time)
        self._asked_level = _NOTHING
        pause = time - touches.last
        if pause <= self.quiet_s:
            evidence += touches.evidence
        touches.evidence = evidence if evidence > 0.0 else 0.0
        if pause > 0.0:
            touches.last = time
        if weight < 0.5:
            return
        kind = _kind(level)
        touches.count(kind, pause <= RUSH_S)
        if of_tool is None or tool != self._latest:
            of_tool = self._put_last(tool, of_tool)
        of_tool.add(kind)

    def _put_last(self, tool: Any, of_tool: TouchCounts | None) -> TouchCounts:
        tools = (
            self._tools
        )  # their hashes are `Any`: compiled, an `int` is made an object each time
        if of_tool is None:
            of_tool = TouchCounts()
        else:
            del tools[tool]
        tools[tool] = self._of_latest = of_tool
        self._latest = tool
        if len(tools) > self.max_tools:
            del tools[next(iter(tools))]
        return of_tool

    def reinstate(self) -> None:
        self._reading.evidence = self._changing.evidence = 0.0

    def merge_one(self, other: "NewTouches") -> None:
        """What is new to one agent says little of what is new to another."""

    def pack(self) -> Packed:
        both = [self._reading, self._changing]
        counts = list(self._tools.values())
        counts += [touches.usual for touches in both]
        rows: list[int] = []
        for of in counts:
            rows += of.pack()
        # A whole 0 takes an eighth of the room.
        runs = [touches.evidence or 0 for touches in both]
        rushed, last = [touches.n_rushed for touches in both], [touches.last for touches in both]
        return [array("I", list(self._tools)), rows, rushed, runs, last]

    def unpack(self, packed: Packed) -> None:
        self._asked_level = self._latest = _NOTHING
        tools, rows, rushed, runs, last = packed
        counts = [TouchCounts(rows[i], rows[i + 1], rows[i + 2]) for i in range(0, len(rows), 3)]
        self._tools = {tool: counts[i] for i, tool in enumerate(tools)}
        self._reading = TouchRun(counts[-2], rushed[0], float(runs[0]), last[0])
        self._changing = TouchRun(counts[-1], rushed[1], float(runs[1]), last[1])


def _kind(level: int) -> int:
    """Whether what is so new (`ChangesBaseline.level`) is known, related or new."""
    if level < FAMILY:
        return KNOWN
    return RELATED if level <= PEERS_FAMILY else NEW
