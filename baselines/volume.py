"""How much one call of an agent moves, by tool and by verb class."""

import math
from collections.abc import Sequence

from .base import Baseline, Packed
from .features import Features

_CLIP_SIGMA = 3.0
ITEMS, BYTES = 0, 3
"""Where the figures of items and bytes begin in a row."""
MIN_SIGMA = 0.5
"""Spread that is always allowed: sizes that never differ still may."""

_ALLOWED = _CLIP_SIGMA * MIN_SIGMA
_UNKNOWN = (0.0, 0.0, 1.0, 0.0, 0.0, 1.0)


class VolumeBaseline(Baseline):
    """Mean and spread of the logarithm of items and bytes a call, for each verb class and tool.

    Updates are clipped at three sigma, so no single call can move the mean by much. Tools are an
    agent's own; peers are told by verb class.

    Parameters
    ----------
    memory
        Calls after which the past counts a third.
    max_tools
        Tools kept apart; the one unused for longest goes first.

    Examples
    --------
    >>> baseline = VolumeBaseline()
    >>> for n in (9, 10, 11) * 20:
    ...     baseline.learn_one({"time": 0.0, "verb": 0, "n_items": n, "n_bytes": 0})
    >>> n, mean, variance = baseline.row(0)[:3]
    >>> n, round(math.expm1(mean), 1), variance < 0.1
    (60.0, 10.0, True)
    """

    name = "volume"
    version = 2

    def __init__(self, memory: float = 500.0, max_tools: int = 24) -> None:
        self.memory = memory
        self.max_tools = max_tools
        self._by_verb: dict[int, list[float]] = {}
        self._by_tool: dict[int, list[float]] = {}

    def row(self, verb: int) -> Sequence[float]:
        """Count, mean and variance of ln(1 + items), then the same of ln(1 + bytes)."""
        return self._by_verb.get(verb, _UNKNOWN)

    def tool_row(self, tool: int) -> Sequence[float]:
        """Of the agent's own calls of this tool, the same as `row`."""
        return self._by_tool.get(tool, _UNKNOWN)

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        verb, tool = x["verb"], x.get("tool", 0)
        row = self._by_verb.get(verb)
        if row is None:
            row = self._by_verb[verb] = list(_UNKNOWN)
        self._learn_row(row, x, weight)
        if tool:
            row = self._by_tool.pop(tool, None) or list(_UNKNOWN)
            self._by_tool[tool] = row
            self._learn_row(row, x, weight)
            if len(self._by_tool) > self.max_tools:
                del self._by_tool[next(iter(self._by_tool))]

    def _learn_row(self, row: list[float], x: Features, weight: float) -> None:
        self._learn(row, ITEMS, math.log1p(x["n_items"]), weight)
        # Most producers report no size at all: nothing is not a small size.
        if x["n_bytes"]:
            self._learn(row, BYTES, math.log1p(x["n_bytes"]), weight)

    def _learn(self, row: list[float], at: int, value: float, weight: float) -> None:
        n, mean, variance = row[at : at + 3]
        if not n:
            row[at] = weight
            row[at + 1] = value
            return
        row[at] = n = n + weight
        seen, off = n + 1.0, value - mean
        step = weight / (seen if seen < self.memory else self.memory)
        if off > _ALLOWED or off < -_ALLOWED:
            bound = _CLIP_SIGMA * max(math.sqrt(variance), MIN_SIGMA)
            if not -bound < off < bound:
                off = bound if off > 0.0 else -bound
        row[at + 1] = mean + step * off
        row[at + 2] = variance + step * (off * off - variance)

    def merge_one(self, other: "VolumeBaseline") -> None:
        for verb, theirs in other._by_verb.items():
            mine = self._by_verb.setdefault(verb, [0.0] * 6)
            for at in (ITEMS, BYTES):
                n = mine[at] + theirs[at]
                if n <= 0.0:
                    continue
                share = theirs[at] / n
                off = theirs[at + 1] - mine[at + 1]
                within = share * (theirs[at + 2] - mine[at + 2])
                # Peers differ from each other too: the spread between them is part of it.
                mine[at + 2] += within + share * (1.0 - share) * off * off
                mine[at + 1] += share * off
                mine[at] = n

    def pack(self) -> Packed:
        tools = [[tool, *row] for tool, row in self._by_tool.items()]
        return [[[verb, *row] for verb, row in sorted(self._by_verb.items())], tools]

    def unpack(self, packed: Packed) -> None:
        self._by_verb = {verb: row for verb, *row in packed[0]}
        self._by_tool = {tool: row for tool, *row in packed[1]}
