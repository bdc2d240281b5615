"""In which order an agent uses its tools, and how surprising its sessions usually are."""

from math import sqrt
from typing import Any, Final

from .base import Baseline, Packed
from .features import Features
from .live_sequence import LiveSequence, chain
from .longer_grams import LongerGrams, pack_table, unpack_table
from .usual_surprise import UsualSurprise

UNIFORM: Final = 1.0 / 256.0
"""Share of a tool nobody ever used: agents have some hundred tools, not millions."""
_NO_SESSION: Final = -1
_NO_RUNS: Final[list[int]] = []


class SequenceBaseline(Baseline):
    """Counts of tools and of tools after tools, backed off to shorter contexts and to a prior.

    Shares are Dirichlet: a context seen n times speaks for itself with weight n against `prior_n`
    of the shorter one. Whose order it is, is told by single steps against peers; where an agent has
    none, whether it is ordinary is told by longer contexts (`LongerGrams`). Grams are whole counts
    in one bounded table. When it is full, a newcomer challenges the four oldest grams: the first
    seen once gives way; if there is none, the last of them loses one, and the newcomer is
    forgotten. So a stream of inventions costs frequent grams little. Counts are halved by the
    clock, never by calls.

    Parameters
    ----------
    long_order
        Tools of context where there are no peers, at most.
    max_grams
        Grams kept.
    max_longer
        Longer grams kept where there are no peers: all together, a profile stays under 64 KiB.
    half_life_s
        Time after which all counts are halved, in seconds.
    prior_n
        Calls that the shorter context is worth.

    Examples
    --------
    >>> baseline = SequenceBaseline()
    >>> for i in range(100):
    ...     baseline.learn_one(Features(time=float(i), session=0, tool=7 + i % 2))
    >>> round(baseline.share(7, 8, UNIFORM), 2), round(baseline.share(7, 7, UNIFORM), 2)
    (0.98, 0.02)

    References
    ----------
    Dirichlet smoothing: MacKay and Bauman Peto (1995), A hierarchical Dirichlet language model.
    """

    name = "sequence"
    letter = "q"
    version = 2

    def __init__(
        self,
        long_order: int = 8,
        max_grams: int = 4_096,
        max_longer: int = 7_680,
        half_life_s: float = 2_592_000.0,
        prior_n: float = 2.0,
    ) -> None:
        self.long_order = long_order
        self.max_grams = max_grams
        self.max_longer = max_longer
        self.half_life_s = half_life_s
        self.prior_n = prior_n
        self.grams: dict[int, int] = {}
        """Hash of one tool, or of two in a row, to how often it was seen; oldest first."""
        self.longer: LongerGrams | None = None
        self.n_steps = 0
        self.usual = UsualSurprise()
        self._live: dict[int, LiveSequence] = {}
        self._halved: float | None = None
        self._asked = _NO_SESSION
        self._found: LiveSequence | None = None

    def live(self, session: int, time: float) -> LiveSequence | None:
        """The session that goes on at this time; `None` where an event opens one."""
        if session != self._asked:
            # Asked three times an event, and mostly the next event is the same session's.
            self._asked, self._found = session, self._live.get(session)
        live = self._found
        return None if live is None or live.is_over(time) else live

    def share(self, context: int, tool: int, prior: float) -> float:
        """How often this tool comes after the last one.

        Parameters
        ----------
        context
            Hash of the last tool; 0 where there is none.
        tool
            Hash of the tool.
        prior
            Its share by whoever is asked when this agent's past does not tell.
        """
        grams, m = self.grams, self.prior_n
        p = (grams.get(tool, 0) + m * prior) / (self.n_steps + m)
        if context:
            n = grams.get(context, 0)
            if n:
                seen = grams.get(chain(context, tool), 0)
                p = (seen + m * p) / ((n if n > seen else seen) + m)
        return p

    def long_share(self, live: LiveSequence | None, tool: int, prior: float) -> float:
        """How often this tool comes next in a session, by as many of its last ones as were met."""
        if live is None:
            return self.share(0, tool, prior)
        p = self.share(live.tool, tool, prior)
        if self.longer is not None and live.longer:
            p = self.longer.share_of(live.longer, live.runs(tool), p, self.prior_n)
        return p

    def open_share(self, context: Any, tool: Any, both: Any, prior: float) -> float:
        """`share`, with more room for what is new the more was seen.

        Whoever is long known still does something for the first time, but ever more seldom: about
        one in the root of its calls (Heaps' law). So the shorter context is worth 1 + √n calls.

        Parameters
        ----------
        context, tool, prior
            As for `share`. Hashes stay the objects they are: compiled, an `int` is made one again
            for each look-up.
        both
            Hash of context and tool (`chain`): several are asked about the same two.
        """
        grams = self.grams
        n = float(self.n_steps)  # compiled, the root of a whole number is Python's own
        room = 1.0 + sqrt(n)
        p = (grams.get(tool, 0) + room * prior) / (n + room)
        if context:
            n = float(grams.get(context, 0))
            if n:
                seen = float(grams.get(both, 0))
                if seen > n:
                    n = seen
                room = 1.0 + sqrt(n)
                p = (seen + room * p) / (n + room)
        return p

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        """Take one call in; what weighs under one half moves on the session and teaches nothing."""
        time, session, tool = x.time, x.session, x.tool
        live = self.live(session, time)
        if live is None:
            live = self._open(session, time)
        is_alone, gram = x.is_alone, live.gram(tool)
        # Whoever has peers is told from them by its last tool; `None` is: nobody asked.
        runs = live.runs(tool) if is_alone else _NO_RUNS
        live.move(time, tool, runs[: self.long_order - 1] if runs else runs, x.surprise)
        if weight < 0.5:
            return
        if self._halved is None:
            self._halved = time
        elif time - self._halved >= self.half_life_s:
            self._halve(time)
        self.n_steps += 1
        if is_alone is not None:
            self._learn_longer(runs, is_alone)
        self._count(tool)
        if gram:
            self._count(gram)

    def _learn_longer(self, runs: list[int], is_alone: bool) -> None:
        if not is_alone:
            self.longer = None
            return
        if self.longer is None:
            self.longer = LongerGrams.of_length(self.long_order + 1, self.max_longer)
        self.longer.learn(runs)

    def _count(self, gram: Any) -> None:
        grams = self.grams
        n = grams.get(gram, 0)
        if n or len(grams) < self.max_grams or self._has_made_room():
            grams[gram] = n + 1

    def _has_made_room(self) -> bool:
        """Whether a newcomer finds room in the full table: one of the oldest gave way."""
        grams = self.grams
        for left in (3, 2, 1, 0):
            oldest = next(iter(grams))
            n = grams.pop(oldest)
            if n == 1:
                return True
            grams[oldest] = n if left else n - 1
        return False

    def _halve(self, time: float) -> None:
        self.grams = {gram: n // 2 for gram, n in self.grams.items() if n >= 2}
        self.n_steps //= 2
        if self.longer is not None:
            self.longer.halve()
        self._halved = time

    def _open(self, ident: int, time: float) -> LiveSequence:
        """A fresh session; those that are over, or crowded out, become part of the usual."""
        for other in [key for key, live in self._live.items() if live.is_over(time)]:
            self.usual.learn_session(self._live.pop(other))
        if len(self._live) >= 8:
            self.usual.learn_session(self._live.pop(next(iter(self._live))))
        live = self._live[ident] = LiveSequence(time, time)
        self._asked, self._found = ident, live
        return live

    def reinstate(self) -> None:
        self._live = {}
        self._asked = _NO_SESSION

    def merge_one(self, other: "SequenceBaseline") -> None:
        grams = self.grams
        for gram, n in other.grams.items():
            grams[gram] = grams.get(gram, 0) + n
        self.n_steps += other.n_steps
        self.usual.merge(other.usual)

    def forget_rare(self, max_grams: int = 8_192) -> None:
        """Keep the most frequent grams only: how many there are must not grow with the fleet."""
        most = sorted(self.grams.items(), key=lambda item: (-item[1], item[0]))[:max_grams]
        self.grams = dict(sorted(most))

    def pack(self) -> Packed:
        live = [[ident, *session.pack()] for ident, session in self._live.items()]
        counts = pack_table(self.grams)
        longer = [] if self.longer is None else [self.longer.pack()]
        return [self.n_steps, self._halved, counts, self.usual.pack(), live, *longer]

    def unpack(self, packed: Packed) -> None:
        self.n_steps, self._halved, counts, usual, live, *longer = packed
        self.grams = unpack_table(counts)
        self.usual = UsualSurprise(*usual)
        self._live = {ident: LiveSequence.unpack(session) for ident, *session in live}
        self._asked = _NO_SESSION
        self.longer = LongerGrams.unpack(longer[0], self.max_longer) if longer else None
