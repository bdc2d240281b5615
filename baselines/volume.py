"""How much one call of an agent moves, by tool and by verb class."""

from array import array
from typing import Any, Final

from .base import Baseline, Packed
from .features import Features
from .sizes import log_size
from .volume_row import N_BYTES, VolumeRow

_UNKNOWN: Final = VolumeRow()
"""Stands for the row of what was never seen; nothing is ever learned by it."""


class VolumeBaseline(Baseline):
    """Mean and spread of the logarithm of items and bytes a call, for each verb class and tool.

    Updates are clipped at three sigma, so no single call can move the mean by much.

    Parameters
    ----------
    memory
        Calls after which the past counts a third.
    max_tools
        Tools kept apart; the one unused for longest goes first.

    Examples
    --------
    >>> import math
    >>> baseline = VolumeBaseline()
    >>> for n in (9, 10, 11) * 20:
    ...     baseline.learn_one(Features(time=0.0, verb=0, n_items=n, n_bytes=0))
    >>> items = baseline.row(0).items
    >>> items.n, round(math.expm1(items.mean), 1), items.variance < 0.1
    (60.0, 10.0, True)
    """

    name = "volume"
    letter = "v"
    version = 4

    def __init__(self, memory: float = 500.0, max_tools: int = 24) -> None:
        self.memory = memory
        self.max_tools = max_tools
        self._by_verb: dict[int, VolumeRow] = {}
        self._by_tool: dict[int, VolumeRow] = {}
        """The one used last stands last."""
        self._last_tool: Any = 0
        # What `log_of` said of a size: it is asked to score a call, and again to learn it.
        self._asked = 0
        self._told = 0.0

    def log_of(self, n_bytes: int) -> float:
        """`log_size`, remembered until another one is asked."""
        if n_bytes != self._asked:
            self._asked, self._told = n_bytes, log_size(n_bytes)
        return self._told

    def row(self, verb: int) -> VolumeRow:
        """What is known of the calls of this verb class."""
        return self._by_verb.get(verb, _UNKNOWN)

    # Tools are `Any` here and below: compiled, an `int` is made an object for each look-up.
    def tool_row(self, tool: Any) -> VolumeRow:
        """What is known of the calls of this tool."""
        return self._by_tool.get(tool, _UNKNOWN)

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        verb, tool, n_bytes, memory = x.verb, x.tool, x.n_bytes, self.memory
        items = log_size(x.n_items)
        row = self._by_verb.get(verb)
        if row is None:
            row = self._by_verb[verb] = VolumeRow()
        row.items.learn(items, weight, memory)
        # Most producers report no size at all: nothing is not a small size.
        size = self.log_of(n_bytes) if n_bytes else 0.0
        if size:
            row.bytes.learn(size, weight, memory)
        if not tool:
            return
        row = self._used(tool)
        row.items.learn(items, weight, memory)
        if size:
            row.bytes.learn(size, weight, memory)

    def _used(self, tool: Any) -> VolumeRow:
        """The row of a tool, which goes to the end; the first one goes where there are too many."""
        tools = self._by_tool
        row = tools.get(tool)
        if row is None:
            row = VolumeRow()
        elif tool == self._last_tool:
            return row
        else:
            del tools[tool]
        tools[tool] = row
        self._last_tool = tool
        if len(tools) > self.max_tools:
            del tools[next(iter(tools))]
        return row

    def merge_one(self, other: "VolumeBaseline") -> None:
        _merge(self._by_verb, other._by_verb)
        _merge(self._by_tool, other._by_tool)
        self._last_tool = 0

    def forget_rare(self, max_tools: int = 256) -> None:
        """Keep the most used tools only: how many there are must not grow with the fleet."""
        tools = self._by_tool
        most = sorted(tools, key=lambda tool: (-tools[tool].items.n, tool))[:max_tools]
        self._by_tool = {tool: tools[tool] for tool in sorted(most)}
        self._last_tool = 0

    def pack(self) -> Packed:
        verbs, tools = sorted(self._by_verb), self._by_tool
        rows = [self._by_verb[verb].pack() for verb in verbs]
        rows += [row.pack() for row in tools.values()]
        return [verbs, array("I", list(tools)), b"".join(rows)]

    def unpack(self, packed: Packed) -> None:
        verbs, tools, figures = packed
        rows = [VolumeRow.unpack(figures, at) for at in range(0, len(figures), N_BYTES)]
        n = len(verbs)
        if len(rows) != n + len(tools):
            raise ValueError(f"{n + len(tools)} classes and tools must have a row; got {len(rows)}")
        self._by_verb = {verb: rows[i] for i, verb in enumerate(verbs)}
        self._by_tool = {tool: rows[n + i] for i, tool in enumerate(tools)}
        self._last_tool = 0


def _merge(into: dict[int, VolumeRow], rows: dict[int, VolumeRow]) -> None:
    for key, theirs in rows.items():
        mine = into.get(key)
        if mine is None:
            into[key] = theirs.copy()
        else:
            mine.merge(theirs)
