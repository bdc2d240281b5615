"""What an agent usually touches: tools, targets and their families, and how new its touches are."""

from array import array
from collections.abc import Iterable
from itertools import chain

from .base import Baseline, Packed
from .binary import pack_counts, unpack_counts
from .features import ACTIONS, Features
from .known_symbols import pack_symbols, unpack_symbols

N_LEVELS = 9
KNOWN, PEERS_KNOW, NO_TARGET, SAME_KIND, OTHER_TOOL, PEERS_SAME_KIND, FAMILY, PEERS_FAMILY, NEW = (
    0,
    1,
    8,
    2,
    3,
    4,
    5,
    6,
    7,
)
CHANGING, READING = -1, -2
_UNIFORM = 2.0 / N_LEVELS
_READING = (ACTIONS.index("read"), ACTIONS.index("other"))


class ChangesBaseline(Baseline):
    """Exact small sets of what was touched, and how new a first touch in a session usually is.

    The unit is the session, not the call: a pair counts once per session that contains it. A
    symbol is known to the peers when at least two of them have it; with one, a single odd agent
    would whitewash a target for all. The level of a touch says how new it is, from the agent's own
    pair (0) to new in every respect (7) and without a target (8); how often a tool meets each
    level is counted, so that a tool which always meets new things surprises nobody.

    Parameters
    ----------
    max_known
        Symbols kept for one agent; the ones unseen for longest go first.

    Examples
    --------
    >>> own = ChangesBaseline()
    >>> x = {"time": 0.0, "verb": 2, "is_changing": True, "tool": 7, "target": 5, "pair": 9}
    >>> x |= {"class_target": 11, "prefix": 13}
    >>> own.level(x, ChangesBaseline())
    7
    >>> own.learn_one(x | {"level": 7})
    >>> own.level(x, ChangesBaseline())
    0

    References
    ----------
    The levels and weights are those of the agent-trace study in the project's reference pages.
    """

    name = "changes"
    letter = "c"
    version = 3

    def __init__(self, max_known: int = 768) -> None:
        self.max_known = max_known
        self.known: dict[int, int] = {}
        """Symbol to the number of agents that have it, saturating at 2; oldest first."""
        self.levels: dict[int, list[int]] = {}
        """Touches per level, by tool hash and by the negative keys of class and verb."""
        self._packed: tuple[dict[int, int], Packed] | None = None
        """All of it, until it changes: at a session's end, and not before."""

    def level(self, x: Features, peers: "ChangesBaseline") -> int:
        """How new this touch is; the first level that fits."""
        own, theirs, pair = self.known, peers.known, x["pair"]
        if pair in own:
            return KNOWN
        if theirs.get(pair, 0) >= 2:
            return PEERS_KNOW
        if not x["target"]:
            return NO_TARGET
        if x["class_target"] in own:
            return SAME_KIND
        if x["target"] in own:
            return OTHER_TOOL
        if theirs.get(x["class_target"], 0) >= 2:
            return PEERS_SAME_KIND
        if x["prefix"] in own:
            return FAMILY
        return PEERS_FAMILY if theirs.get(x["prefix"], 0) >= 2 else NEW

    def p_level(self, x: Features, level: int, peers: "ChangesBaseline") -> float:
        """How usual a touch of this level is: class, verb, tool, agent, backed off."""
        kind = CHANGING if x["is_changing"] else READING
        verb = -3 - x["verb"]
        own, theirs = self.levels, peers.levels
        p = _share(own.get(kind), theirs.get(kind), level, _UNIFORM, 2.0)
        p = _share(own.get(verb), theirs.get(verb), level, 2.0 * p, 2.0)
        p = _share(None, theirs.get(x["tool"]), level, 4.0 * p, 4.0)
        return _share(own.get(x["tool"]), None, level, 4.0 * p, 4.0)

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        """Take one session's touch in; what weighs under one half stays unknown."""
        if weight < 0.5:
            return
        symbols = x["tool"], x["pair"], x["class_target"], x["target"], x["prefix"]
        self._know(symbol for symbol in symbols if symbol)
        kind = CHANGING if x["is_changing"] else READING
        self._count(x["level"], kind, x["verb"], x["tool"])

    def _know(self, symbols: Iterable[int]) -> None:
        """Make these the newest, in their order."""
        known, self._packed = self.known, None
        forget = known.pop
        for symbol in symbols:
            forget(symbol, None)
            known[symbol] = 1
        self._forget_oldest()

    def _forget_oldest(self) -> None:
        known = self.known
        while len(known) > self.max_known:
            del known[next(iter(known))]

    def _count(self, level: int, kind: int, verb: int, tool: int) -> None:
        levels, self._packed = self.levels, None
        for key in (kind, -3 - verb, tool):
            counts = levels.get(key)
            if counts is None:
                counts = levels[key] = [0] * N_LEVELS
            counts[level] += 1
        if len(levels) > self.max_known:
            # Never those of a verb class, which every rare tool falls back on.
            del levels[next(key for key in levels if key > 0)]

    def learn_symbols(self, symbols: Iterable[int]) -> None:
        """Keep further symbols of an ended session, as the newest."""
        self._know(symbols)

    def learn_session(self, touched: dict[int, tuple[int, int, int, int, int, int]]) -> None:
        """Take in what an ended session touched (`Session.touched`)."""
        known, self._packed = self.known, None
        forget = known.pop
        for pair, (verb, level, tool, target, class_target, prefix) in touched.items():
            for symbol in (tool, pair, class_target, target, prefix):
                forget(symbol, None)
                known[symbol] = 1
            self._count(level, READING if verb in _READING else CHANGING, verb, tool)
        forget(0, None)
        self._forget_oldest()

    def merge_one(self, other: "ChangesBaseline") -> None:
        self._packed = None
        both = self.known.keys() & other.known.keys()
        self.known.update(other.known)
        self.known.update(dict.fromkeys(both, 2))
        for key, theirs in other.levels.items():
            counts = self.levels.get(key)
            if counts is None:
                self.levels[key] = list(theirs)
            else:
                self.levels[key] = [a + b for a, b in zip(counts, theirs, strict=True)]

    def forget_singles(self) -> None:
        """Drop what only one of the peers has: it is not known to the peers."""
        self.known = dict.fromkeys(sorted([one for one, n in self.known.items() if n >= 2]), 2)

    def pack(self) -> Packed:
        if self._packed is None or self._packed[0] is not self.known:
            self._packed = self.known, self._pack()
        return self._packed[1]

    def _pack(self) -> Packed:
        known, levels = self.known, self.levels
        # Those of classes and verbs first: only the order of tools tells which is the oldest.
        classes = sorted(key for key in levels if key < 0)
        tools = [key for key in levels if key > 0]
        counts = list(chain.from_iterable(levels[key] for key in classes + tools))
        n = max(known.values(), default=1)
        return [pack_symbols(list(known)), n, classes, array("I", tools), pack_counts(counts)]

    def unpack(self, packed: Packed) -> None:
        n: int
        symbols, n, classes, tools, counts = packed
        self.known = dict.fromkeys(unpack_symbols(symbols), n)
        self._packed = self.known, list(packed)
        keys, counts = [*classes, *tools], unpack_counts(counts)
        rows = (counts[i : i + N_LEVELS] for i in range(0, len(counts), N_LEVELS))
        self.levels = dict(zip(keys, rows, strict=True))


def _share(
    own: list[int] | None, theirs: list[int] | None, level: int, prior: float, prior_sum: float
) -> float:
    n = total = 0
    if own is not None:
        n, total = own[level], sum(own)
    if theirs is not None:
        n, total = n + theirs[level], total + sum(theirs)
    return (n + prior) / (total + prior_sum)
