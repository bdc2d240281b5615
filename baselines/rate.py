"""How often an agent acts, by verb class, at one minute, one hour and one day."""

from math import exp, inf, nan
from typing import Final

from .base import Baseline, Packed
from .binary import pack_all, unpack_all
from .features import ACTIONS, BELIEVED_AFTER_S, Features
from .rate_row import HOUR_S, MINUTE_S, ROWS, RateRow

APPROVED: Final = 16
"""Added to the verb class of calls that somebody approved: they are counted apart."""
RETRIED: Final = 32
"""Added to the verb class of calls that failed and are made again: they are counted apart, too."""

_ANY: Final = 0.25
_PAIRS: Final = 2.0
_PAIRS_N: Final = 5.0
"""Calls that come together where nobody knows, and how many calls of peers that is worth."""
_N_VERBS: Final = len(ACTIONS)
_FRESH: Final = RateRow()
"""Stands for the row of a class that was never seen; nothing is ever learned by it."""


class RateBaseline(Baseline):
    """Usual calls per second of each verb class, the calls of the last moments, and their clumping.

    All fades by the clock, not by the call, so a burst cannot push its own past out. Each event
    lengthens the time observed for *all* classes: never having deleted in a week is knowledge.
    `clump` is how many calls of the class a call usually finds itself among: agents work in bursts,
    and a Poisson count would call every session one. Approved and announced calls are classes of
    their own: a planned job must not make the unplanned one after it look usual, nor be held
    against it. So are retries: a call that fails six times and then succeeds was wanted once.

    Parameters
    ----------
    memory_s
        Time after which a call counts a third, in seconds.

    Examples
    --------
    >>> baseline = RateBaseline()
    >>> for minute in range(600):
    ...     baseline.learn_one(Features(time=60.0 * minute, verb=0))
    >>> round(60 * baseline.n_calls(0, 36e3) / baseline.observed_s, 2), baseline.n_calls(2, 36e3)
    (1.0, 0.0)
    """

    name = "rate"
    letter = "r"
    version = 4

    def __init__(self, memory_s: float = 604_800.0) -> None:
        self.memory_s = memory_s
        self.observed_s = 0.0
        self.first: float | None = None
        """Time of the first event, in seconds since 1970."""
        self._last = 0.0
        self._by_verb: dict[int, RateRow] = {}
        self._held: dict[int, tuple[float, float, float, float, float]] = {}
        """Of each class, calls that incidents held back, when, and how many came together."""
        self._at = nan
        self._of = 0
        self._then = (0.0, 0.0, 0.0, 0.0)
        """What `recent` said of a class at this time: it is asked thrice an event."""

    def n_calls(self, verb: int, at: float) -> float:
        """Calls of this class that still count at this time."""
        row = self._by_verb.get(verb)
        return 0.0 if row is None else row.n_at(at, self.memory_s)

    def recent(self, verb: int, at: float) -> tuple[float, float, float, float]:
        """Calls that still count, and those of the last minute, hour and day, fading with age."""
        if at == self._at and verb == self._of:
            return self._then
        row = self._by_verb.get(verb)
        if row is None:
            return 0.0, 0.0, 0.0, 0.0
        self._at, self._of = at, verb
        self._then = then = row.faded(at, self.memory_s)
        return then

    def lack(self, verb: int, at: float) -> float:
        """What the calls of the last hour count less than they would, had none looked odd.

        What is going on is no past: to take it off, one has to know what it was counted for.
        """
        row = self._by_verb.get(verb)
        return 0.0 if row is None else row.lack_at(at)

    def pace(self, verb: int, at: float) -> float:
        """Seconds from call to call, about, of this class's calls of the last hour.

        The minute forgets calls sixty times as fast as the hour: how many it has forgotten tells
        how old they are. Infinite where there were none.
        """
        _, minute, hour, _ = self.recent(verb, at)
        if hour < _ANY:
            return inf
        ages = (hour - minute) / (1.0 / MINUTE_S - 1.0 / HOUR_S)
        return 2.0 * ages / (hour * (hour + 1.0))

    def clump(self, verb: int) -> tuple[float, float, float, float]:
        """Calls usually together, for each window, and the calls that this was learned from."""
        row = self._by_verb.get(verb, _FRESH)
        return row.minute_clump, row.hour_clump, row.day_clump, row.in_clumps

    def clump_with(
        self, peers: "RateBaseline", verb: int, n_peers: float
    ) -> tuple[float, float, float]:
        """Calls usually together, for each window, the peers' being worth `n_peers` calls."""
        mine, theirs = self._by_verb.get(verb, _FRESH), peers._by_verb.get(verb, _FRESH)
        # A few single calls of theirs do not tell that such calls never come together.
        n, pairs = theirs.in_clumps, _PAIRS_N * _PAIRS
        known = n + _PAIRS_N
        minute = (n * theirs.minute_clump + pairs) / known
        hour = (n * theirs.hour_clump + pairs) / known
        day = (n * theirs.day_clump + pairs) / known
        n = mine.in_clumps
        total = n + n_peers
        return (
            (n * mine.minute_clump + n_peers * minute) / total,
            (n * mine.hour_clump + n_peers * hour) / total,
            (n * mine.day_clump + n_peers * day) / total,
        )

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        time, verb = x.time, x.verb
        if x.is_retry:
            verb += RETRIED
        if x.is_approved or x.is_planned:
            verb += APPROVED
        self.count(verb, time, weight)
        if self._held:
            self._believe(time)

    def hold(self, x: Features, weight: float) -> None:
        """Keep what an incident takes off this call's weight, to believe it when that is over.

        A tidying up that looked like an attack would look like one for ever, were it forgotten.
        """
        if x.is_retry or x.is_approved or x.is_planned:
            return
        verb = x.verb
        row, n, held = self._by_verb[verb], 0.0, self._held.get(verb)
        minute, hour, day = row.minute_peak, row.hour_peak, row.day_peak
        if held is not None:
            n, minute = held[0], max(minute, held[2])
            hour, day = max(hour, held[3]), max(day, held[4])
        self._held[verb] = (n + weight, x.time, minute, hour, day)

    def _believe(self, time: float) -> None:
        """Count what was held back long enough ago, and take its batch for a usual one."""
        for verb, (n, at, minute, hour, day) in list(self._held.items()):
            if time - at > BELIEVED_AFTER_S:
                del self._held[verb]
                row = self._by_verb[verb]
                row.believe(n * exp(-(row.last - at) / self.memory_s), minute, hour, day)
                self._at = nan

    def count(self, key: int, time: float, weight: float = 1.0) -> None:
        """Learn one call of a verb class, or of whatever else is counted.

        Parameters
        ----------
        key
            What is counted.
        time
            When, in seconds since 1970.
        weight
            How far it becomes usual; that it happened counts in full.
        """
        if self.first is None:
            self.first = self._last = time
        elapsed = time - self._last
        if elapsed > 0.0:
            keep = exp(-elapsed / self.memory_s)
            self.observed_s = self.observed_s * keep + self.memory_s * (1.0 - keep)
            self._last = time
        row = self._by_verb.get(key)
        if row is None:
            row = self._by_verb[key] = RateRow(time)
        elapsed = time - row.last
        n, minute, hour, day = self.recent(key, time)
        if elapsed > 0.0:
            row.fade_lack(time)
            if elapsed > MINUTE_S:
                row.end_clumps(elapsed)
            row.last = time
        self._at = nan
        row.add(n, minute, hour, day, weight)

    def reinstate(self) -> None:
        self._at = nan
        for row in self._by_verb.values():
            row.minute = row.hour = row.day = 0.0

    def merge_one(self, other: "RateBaseline") -> None:
        if other.first is None:
            return
        self._at = nan
        self.first = other.first if self.first is None else min(self.first, other.first)
        self._last = max(self._last, other._last)
        self.observed_s += other.observed_s
        for verb, theirs in other._by_verb.items():
            mine = self._by_verb.get(verb)
            if mine is None:
                mine = self._by_verb[verb] = RateRow(theirs.last)
            mine.merge(theirs)

    def pack(self) -> Packed:
        verbs = sorted(self._by_verb)
        rows = [self._by_verb[verb] for verb in verbs]
        lasts = pack_all("d", [row.last for row in rows])
        figures = ROWS.pack(b"".join([row.pack() for row in rows]))
        held = [[verb, *held] for verb, held in sorted(self._held.items())] if self._held else []
        return [self.first, self._last, self.observed_s, verbs, lasts, figures, held]

    def unpack(self, packed: Packed) -> None:
        self._at = nan
        self.first, self._last, self.observed_s, verbs, lasts, figures, held = packed
        self._held = {verb: (n, at, minute, hour, day) for verb, n, at, minute, hour, day in held}
        self._by_verb = {}
        unpacked = ROWS.unpack(figures)
        for i, last in enumerate(unpack_all("d", lasts)):
            verb = verbs[i]
            if verb % APPROVED < _N_VERBS:
                self._by_verb[verb] = RateRow.unpack(last, unpacked, i)
