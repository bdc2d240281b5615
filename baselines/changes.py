"""What an agent usually touches: tools, targets and their families, and how new its touches are."""

from array import array
from typing import Any, Final

from .base import Baseline, Packed
from .binary import pack_counts, unpack_counts
from .features import ACTIONS, Features
from .known_symbols import pack_symbols, unpack_symbols
from .level_counts import LevelCounts
from .touch import Touch

N_LEVELS: Final = 9
KNOWN: Final = 0
PEERS_KNOW: Final = 1
SAME_KIND: Final = 2
OTHER_TOOL: Final = 3
PEERS_SAME_KIND: Final = 4
FAMILY: Final = 5
PEERS_FAMILY: Final = 6
NEW: Final = 7
NO_TARGET: Final = 8
CHANGING: Final = -1
READING: Final = -2
_UNIFORM: Final = 2.0 / N_LEVELS
_NONE: Final = Touch(0, 0, 0, 0, 0, 0)
_READ: Final = ACTIONS.index("read")
_OTHER: Final = ACTIONS.index("other")


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
    >>> x = Features(time=0.0, verb=2, is_changing=True, tool=7, target=5, pair=9)
    >>> x = x.replace(class_target=11, prefix=13)
    >>> own.level(x, ChangesBaseline())
    7
    >>> own.learn_one(x.replace(level=7))
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
        self.levels: dict[int, LevelCounts] = {}
        """Touches per level, by tool hash and by the negative keys of class and verb."""
        self._packed: tuple[dict[int, int], Packed] | None = None
        """All of it, until it changes: at a session's end, and not before."""
        self._alone: dict[int, int] | None = self.known
        """`known`, while no symbol in it can be known to more than one agent."""

    def level(self, x: Features, peers: "ChangesBaseline") -> int:
        """How new this touch is; the first level that fits."""
        # Symbols stay the objects they are: compiled, an `int` is made one again for each look-up.
        pair: Any = x.pair
        own, theirs = self.known, peers.known
        if pair in own:
            return KNOWN
        if theirs.get(pair, 0) >= 2:
            return PEERS_KNOW
        target: Any = x.target
        if not target:
            return NO_TARGET
        class_target: Any = x.class_target
        if class_target in own:
            return SAME_KIND
        if target in own:
            return OTHER_TOOL
        if theirs.get(class_target, 0) >= 2:
            return PEERS_SAME_KIND
        prefix: Any = x.prefix
        if prefix in own:
            return FAMILY
        return PEERS_FAMILY if theirs.get(prefix, 0) >= 2 else NEW

    def p_level(self, x: Features, level: int, peers: "ChangesBaseline") -> float:
        """How usual a touch of this level is: class, verb, tool, agent, backed off."""
        kind = CHANGING if x.is_changing else READING
        verb, tool = -3 - x.verb, x.tool
        own, theirs = self.levels, peers.levels
        p = _share(own.get(kind), theirs.get(kind), level, _UNIFORM, 2.0)
        p = _share(own.get(verb), theirs.get(verb), level, 2.0 * p, 2.0)
        p = _share(None, theirs.get(tool), level, 4.0 * p, 4.0)
        return _share(own.get(tool), None, level, 4.0 * p, 4.0)

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        """Take one session's touch in; what weighs under one half stays unknown."""
        level = x.level
        if weight < 0.5 or level is None:
            return
        touch = Touch(x.verb, level, x.tool, x.target, x.class_target, x.prefix)
        self.learn_session({x.pair: touch})

    def _forget_oldest(self) -> None:
        known = self.known
        while len(known) > self.max_known:
            del known[next(iter(known))]

    def _counts(self, key: int) -> LevelCounts:
        counts = self.levels.get(key)
        if counts is None:
            counts = self.levels[key] = LevelCounts([0] * N_LEVELS)
        return counts

    def learn_symbols(self, symbols: list[int]) -> None:
        """Keep further symbols of an ended session, as the newest."""
        known, self._packed = self.known, None
        for symbol in symbols:
            _renew(known, symbol)
        self._forget_oldest()

    def learn_session(self, touched: dict[int, Touch]) -> None:
        """Take in what an ended session touched (`Session.touched`)."""
        levels, self._packed = self.levels, None
        self._renew_touched(touched)
        # Touches in a row are often by one tool: its counts are looked up once.
        verb = tool = -1
        for touch in touched.values():
            if touch.verb != verb:
                verb = touch.verb
                of_class = self._counts(READING if verb in (_READ, _OTHER) else CHANGING)
                of_verb = self._counts(-3 - verb)
            if touch.tool != tool:
                tool = touch.tool
                of_tool = self._counts(tool)
            level = touch.level
            of_class.add(level)
            of_verb.add(level)
            of_tool.add(level)
            if len(levels) > self.max_known:
                # Never those of a verb class, which every rare tool falls back on.
                del levels[next(key for key in levels if key > 0)]
                tool = -1  # it may be the one
        self._forget_oldest()

    def _renew_touched(self, touched: dict[int, Touch]) -> None:
        """Make the symbols of these touches the newest, in their order.

        What a touch has in common with the next one becomes newer still with that.
        """
        known, touches = self.known, list(touched.values())
        pairs: list[Any] = list(touched)
        touches.append(_NONE)
        for i, pair in enumerate(pairs):
            touch, after = touches[i], touches[i + 1]
            if touch.tool != after.tool:
                _renew(known, touch.tool)
            _renew(known, pair)
            if touch.class_target != after.class_target:
                _renew(known, touch.class_target)
            if touch.target != after.target:
                _renew(known, touch.target)
            if touch.prefix != after.prefix:
                _renew(known, touch.prefix)

    def merge_one(self, other: "ChangesBaseline") -> None:
        self._packed = self._alone = None
        both = self.known.keys() & other.known.keys()
        self.known.update(other.known)
        self.known.update(dict.fromkeys(both, 2))
        for key, theirs in other.levels.items():
            counts = self.levels.get(key)
            if counts is None:
                self.levels[key] = LevelCounts(list(theirs.of_level))
            else:
                counts.merge(theirs)

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
        classes = sorted([key for key in levels if key < 0])
        tools = [key for key in levels if key > 0]
        counts: list[int] = []
        for key in classes:
            counts.extend(levels[key].of_level)
        for key in tools:
            counts.extend(levels[key].of_level)
        n = 1 if known is self._alone else max(known.values(), default=1)
        return [pack_symbols(list(known)), n, classes, array("I", tools), pack_counts(counts)]

    def unpack(self, packed: Packed) -> None:
        n: int
        symbols, n, classes, tools, counts = packed
        self.known = dict.fromkeys(unpack_symbols(symbols), n)
        self._packed = self.known, list(packed)
        self._alone = self.known if n == 1 else None
        keys, counts = [*classes, *tools], unpack_counts(counts)
        if len(counts) != N_LEVELS * len(keys):
            raise ValueError(
                f"{len(keys)} classes and tools must have {N_LEVELS} counts each; got {len(counts)}"
            )
        self.levels = {}
        for i, key in enumerate(keys):
            first = N_LEVELS * i
            self.levels[key] = LevelCounts(counts[first : first + N_LEVELS])


def _renew(known: dict[int, int], symbol: Any) -> None:
    """Make this symbol the newest; 0 is none."""
    if symbol:
        # Compiled, two look-ups take less time than a call of `pop`.
        if symbol in known:
            del known[symbol]  # noqa: RUF051
        known[symbol] = 1


def _share(
    own: LevelCounts | None, theirs: LevelCounts | None, level: int, prior: float, prior_sum: float
) -> float:
    n = total = 0
    if own is not None:
        n, total = own.of_level[level], own.total
    if theirs is not None:
        n, total = n + theirs.of_level[level], total + theirs.total
    return (n + prior) / (total + prior_sum)
