"""In which order an agent uses its tools, and how surprising its sessions usually are."""

from .base import Baseline, Packed
from .features import Features
from .live_sequence import LENGTH_S, QUIET_S, LiveSequence, grams_of
from .usual_surprise import UsualSurprise

UNIFORM = 1.0 / 256.0
"""Share of a tool nobody ever used: agents have some hundred tools, not millions."""


LONG_N = 16
"""Steps of known surprise after which a session is a long one."""
MIN_MET = 2
"""Times a longer context is met before what comes after it is counted."""
_FOLLOWED = 0x5BD1_E995
"""Marks how often what comes after a longer context was counted: less often than it was met."""


class SequenceBaseline(Baseline):
    """Counts of tools and of tools after tools, backed off to shorter contexts and to a prior.

    Shares are Dirichlet: a context seen n times speaks for itself with weight n against `prior_n`
    of the shorter one. Whose order it is, is told by single steps against peers; where an agent has
    none, a session that goes on is followed by longer contexts, each once it was met before. All
    grams are whole counts in one bounded table. When it is full, no longer context comes in, and
    any other newcomer challenges the four oldest grams: the first seen once gives way; if there is
    none, the last of them loses one, and the newcomer is forgotten. So a stream of inventions costs
    frequent grams little. Counts are halved by the clock, never by calls.

    Parameters
    ----------
    order
        Tools of context.
    long_order
        Tools of context where there are no peers, once a session is long.
    max_grams
        Grams kept.
    half_life_s
        Time after which all counts are halved, in seconds.
    prior_n
        Calls that the shorter context is worth.

    Examples
    --------
    >>> baseline = SequenceBaseline()
    >>> for i in range(100):
    ...     baseline.learn_one({"time": float(i), "session": 0, "tool": 7 + i % 2})
    >>> round(baseline.share([7], 8, UNIFORM), 2), round(baseline.share([7], 7, UNIFORM), 2)
    (0.98, 0.02)

    References
    ----------
    Dirichlet smoothing: MacKay and Bauman Peto (1995), A hierarchical Dirichlet language model.
    """

    name = "sequence"

    def __init__(
        self,
        order: int = 1,
        long_order: int = 3,
        max_grams: int = 4_096,
        half_life_s: float = 30 * 86_400.0,
        prior_n: float = 2.0,
    ) -> None:
        self.order = order
        self.long_order = long_order
        self.max_grams = max_grams
        self.half_life_s = half_life_s
        self.prior_n = prior_n
        self.grams: dict[int, int] = {}
        """Hash of one tool, or of tools in a row, to how often it was seen; oldest first."""
        self.n_steps = 0
        self.usual = UsualSurprise()
        self._live: dict[int, LiveSequence] = {}
        self._halved: float | None = None

    def live(self, x: Features) -> LiveSequence | None:
        """The session this event goes on with; `None` when it opens one."""
        live, time = self._live.get(x["session"]), x["time"]
        # `LiveSequence.is_over`, without a call: this is asked three times an event.
        if live is None or time - live.last > QUIET_S or time - live.start > LENGTH_S:
            return None
        return live

    def share(self, contexts: list[int], tool: int, prior: float) -> float:
        """How often this tool comes after these contexts, shortest first.

        Parameters
        ----------
        contexts
            Hashes of the last tool, the last two and so on (`LiveSequence.contexts`).
        tool
            Hash of the tool.
        prior
            Its share by whoever is asked when this agent's past does not tell.
        """
        return self.share_of(contexts, grams_of(contexts, tool), prior)

    def share_of(self, contexts: list[int], ahead: list[int], prior: float) -> float:
        """The same of the grams that the tool makes with these contexts (`LiveSequence.ahead`)."""
        grams, m = self.grams, self.prior_n
        p = (grams.get(ahead[0], 0) + m * prior) / (self.n_steps + m)
        i = 1
        for context in contexts:
            n = grams.get(context if i == 1 else context ^ _FOLLOWED)
            if n:
                seen = grams.get(ahead[i], 0)
                p = (seen + m * p) / ((n if n > seen else seen) + m)
            i += 1
        return p

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        """Take one call in; what weighs under one half moves on the session and teaches nothing."""
        time, tool = x["time"], x["tool"]
        live = self.live(x) or self._open(x["session"], time)
        grams = live.ahead(tool)
        contexts = live.contexts
        is_long = live.n >= LONG_N and x.get("is_alone", False)
        order = self.long_order if is_long else self.order
        live.move(time, grams[:order], x.get("surprise"))
        if weight < 0.5:
            return
        if self._halved is None:
            self._halved = time
        elif time - self._halved >= self.half_life_s:
            self._halve(time)
        self.n_steps += 1
        known = self.grams
        if len(grams) > 2:
            self._learn_longer(grams, contexts)
            grams = grams[:2]
        for gram in grams:
            n = known.get(gram)
            if n is None:
                self._add(gram)
            else:
                known[gram] = n + 1

    def _learn_longer(self, grams: list[int], contexts: list[int]) -> None:
        known = self.grams
        for gram, context in zip(grams[2:], contexts[1:], strict=True):
            if known.get(context, 0) < MIN_MET:
                return
            for key in (context ^ _FOLLOWED, gram):
                n = known.get(key, 0)
                if n or len(known) < self.max_grams:
                    known[key] = n + 1

    def _add(self, gram: int) -> None:
        grams = self.grams
        if len(grams) >= self.max_grams:
            for left in (3, 2, 1, 0):
                oldest = next(iter(grams))
                n = grams.pop(oldest)
                if n == 1:
                    break
                grams[oldest] = n if left else n - 1
            else:
                return
        grams[gram] = 1

    def _halve(self, time: float) -> None:
        self.grams = {gram: n // 2 for gram, n in self.grams.items() if n >= 2}
        self.n_steps //= 2
        self._halved = time

    def _open(self, ident: int, time: float) -> LiveSequence:
        """A fresh session; those that are over, or crowded out, become part of the usual."""
        for other in [key for key, live in self._live.items() if live.is_over(time)]:
            self.usual.learn_session(self._live.pop(other))
        if len(self._live) >= 8:
            self.usual.learn_session(self._live.pop(next(iter(self._live))))
        live = self._live[ident] = LiveSequence(time, time)
        return live

    def merge_one(self, other: "SequenceBaseline") -> None:
        grams = self.grams
        for gram, n in other.grams.items():
            grams[gram] = grams.get(gram, 0) + n
        self.n_steps += other.n_steps
        self.usual.merge(other.usual)

    def forget_rare(self, max_grams: int = 4_096) -> None:
        """Keep the most frequent grams only: how many there are must not grow with the fleet."""
        most = sorted(self.grams.items(), key=lambda item: (-item[1], item[0]))[:max_grams]
        self.grams = dict(sorted(most))

    def pack(self) -> Packed:
        live = [[ident, *session.pack()] for ident, session in self._live.items()]
        counts = [list(self.grams), list(self.grams.values())]
        return [self.n_steps, self._halved, counts, self.usual.pack(), live]

    def unpack(self, packed: Packed) -> None:
        self.n_steps, self._halved, (grams, counts), usual, live = packed
        self.grams = dict(zip(grams, counts, strict=True))
        self.usual = UsualSurprise(*usual)
        self._live = {ident: LiveSequence(*session) for ident, *session in live}
