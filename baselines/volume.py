"""How much one call of an agent moves, by tool and by verb class."""

from array import array
from collections.abc import Sequence
from math import log1p, sqrt

from .base import Baseline, Packed
from .binary import pack_rows, unpack_all
from .features import Features

_CLIP_SIGMA = 3.0
ITEMS, BYTES = 0, 3
"""Where the figures of items and bytes begin in a row."""
MIN_SIGMA = 0.5
"""Spread that is always allowed: sizes that never differ still may."""

_ALLOWED = _CLIP_SIGMA * MIN_SIGMA
_UNKNOWN = array("f", (0.0, 0.0, 1.0, 0.0, 0.0, 1.0))
"""Single precision: seven digits say more of a size than anybody asks, in half the bytes."""
_SIZE = len(_UNKNOWN)


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
    ...     baseline.learn_one({"time": 0.0, "verb": 0, "n_items": n, "n_bytes": 0})
    >>> n, mean, variance = baseline.row(0)[:3]
    >>> n, round(math.expm1(mean), 1), variance < 0.1
    (60.0, 10.0, True)
    """

    name = "volume"
    letter = "v"
    version = 4

    def __init__(self, memory: float = 500.0, max_tools: int = 24) -> None:
        self.memory = memory
        self.max_tools = max_tools
        self._by_verb: dict[int, array[float]] = {}
        self._by_tool: dict[int, array[float]] = {}

    def row(self, verb: int) -> Sequence[float]:
        """Count, mean and variance of ln(1 + items), then the same of ln(1 + bytes)."""
        return self._by_verb.get(verb, _UNKNOWN)

    def tool_row(self, tool: int) -> Sequence[float]:
        """Of the calls of this tool, the same as `row`."""
        return self._by_tool.get(tool, _UNKNOWN)

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        verb, tool, n_bytes, memory = x["verb"], x.get("tool", 0), x["n_bytes"], self.memory
        items = log1p(x["n_items"])
        row = self._by_verb.get(verb)
        if row is None:
            row = self._by_verb[verb] = _UNKNOWN[:]
        _learn(row, ITEMS, items, weight, memory)
        # Most producers report no size at all: nothing is not a small size.
        size = log1p(n_bytes) if n_bytes else 0.0
        if size:
            _learn(row, BYTES, size, weight, memory)
        if not tool:
            return
        tools = self._by_tool
        row = tools.pop(tool, None) or _UNKNOWN[:]
        tools[tool] = row
        _learn(row, ITEMS, items, weight, memory)
        if size:
            _learn(row, BYTES, size, weight, memory)
        if len(tools) > self.max_tools:
            del tools[next(iter(tools))]

    def merge_one(self, other: "VolumeBaseline") -> None:
        _merge(self._by_verb, other._by_verb)
        _merge(self._by_tool, other._by_tool)

    def forget_rare(self, max_tools: int = 256) -> None:
        """Keep the most used tools only: how many there are must not grow with the fleet."""
        tools = self._by_tool
        most = sorted(tools, key=lambda tool: (-tools[tool][ITEMS], tool))[:max_tools]
        self._by_tool = {tool: tools[tool] for tool in sorted(most)}

    def pack(self) -> Packed:
        by_verb, tools = sorted(self._by_verb.items()), self._by_tool
        figures = pack_rows("f", [*(row for _, row in by_verb), *tools.values()])
        return [[verb for verb, _ in by_verb], array("I", tools), figures]

    def unpack(self, packed: Packed) -> None:
        verbs, tools, figures = packed
        all_rows = unpack_all("f", figures)
        rows = [all_rows[i : i + _SIZE] for i in range(0, len(all_rows), _SIZE)]
        self._by_verb = dict(zip(verbs, rows, strict=False))
        self._by_tool = dict(zip(tools, rows[len(verbs) :], strict=True))


def _merge(into: "dict[int, array[float]]", rows: "dict[int, array[float]]") -> None:
    for key, theirs in rows.items():
        mine = into.get(key)
        if mine is None:
            into[key] = theirs[:]
            continue
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


def _learn(row: "array[float]", at: int, value: float, weight: float, memory: float) -> None:
    n = row[at]
    if not n:
        row[at] = weight
        row[at + 1] = value
        return
    mean, variance = row[at + 1], row[at + 2]
    row[at] = n = n + weight
    n += 1.0
    off, step = value - mean, weight / (n if n < memory else memory)
    if off > _ALLOWED or off < -_ALLOWED:
        bound = _CLIP_SIGMA * max(sqrt(variance), MIN_SIGMA)
        if not -bound < off < bound:
            off = bound if off > 0.0 else -bound
    row[at + 1] = mean + step * off
    row[at + 2] = variance + step * (off * off - variance)
