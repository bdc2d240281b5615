"""How often an agent acts, by verb class, at one minute, one hour and one day."""

from array import array
from math import exp, inf

from .base import Baseline, Packed
from .binary import pack_all, unpack_all
from .features import ACTIONS, BELIEVED_AFTER_S, Features
from .rows import Rows

WINDOWS_S = (60.0, 3_600.0, 86_400.0)
"""Lengths of "now", in seconds."""
APPROVED = 16
"""Added to the verb class of calls that somebody approved: they are counted apart."""
RETRIED = 32
"""Added to the verb class of calls that failed and are made again: they are counted apart, too."""

_N, _CLUMP, _PEAK, _WEIGHT, _IN_CLUMPS, _LACK = 0, 4, 7, 10, 11, 12
_MAX_IN_CLUMPS = 200.0
_NOTHING_HELD = (0.0, 0.0, 0.0, 0.0, 0.0)
_ANY = 0.25
_PAIRS, _PAIRS_N = 2.0, 5.0
"""Calls that come together where nobody knows, and how many calls of peers that is worth."""
_NONE = (0.0, 0.0, 0.0, 0.0)
_FRESH = array("f", (0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0))
"""Single precision: seven digits of a count are more than anybody asks, in half the bytes."""
_ROWS = Rows(
    array("f", (8.0, *[1.0] * (_IN_CLUMPS - 1), 8.0, 0.0)),
    like={_PEAK: 1, _PEAK + 1: 2, _PEAK + 2: 3},
)


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
    ...     baseline.learn_one({"time": 60.0 * minute, "verb": 0})
    >>> round(60 * baseline.n_calls(0, 36e3) / baseline.observed_s, 2), baseline.n_calls(2, 36e3)
    (1.0, 0.0)
    """

    name = "rate"
    letter = "r"
    version = 4

    def __init__(self, memory_s: float = 7 * 86_400.0) -> None:
        self.memory_s = memory_s
        self.observed_s = 0.0
        self.first: float | None = None
        """Time of the first event, in seconds since 1970."""
        self._last = 0.0
        self._by_verb: dict[int, array[float]] = {}
        self._lasts: dict[int, float] = {}
        """Time of the last call of each class."""
        self._held: dict[int, list[float]] = {}
        """Of each class, calls that incidents held back, when, and how many came together."""
        self._at: float | None = None
        self._of = 0
        self._then = _NONE
        """What `recent` said of a class at this time: it is asked thrice an event."""

    def n_calls(self, verb: int, at: float) -> float:
        """Calls of this class that still count at this time."""
        row = self._by_verb.get(verb)
        if row is None:
            return 0.0
        elapsed = at - self._lasts[verb]
        return row[_N] * exp(-elapsed / self.memory_s) if elapsed > 0.0 else row[_N]

    def recent(self, verb: int, at: float) -> tuple[float, float, float, float]:
        """Calls that still count, and those of the last minute, hour and day, fading with age."""
        if at == self._at and verb == self._of:
            return self._then
        row = self._by_verb.get(verb)
        if row is None:
            return _NONE
        elapsed = at - self._lasts[verb]
        if elapsed <= 0.0:
            return (row[_N], row[1], row[2], row[3])
        self._at, self._of = at, verb
        self._then = then = (
            row[_N] * exp(-elapsed / self.memory_s),
            row[1] * exp(-elapsed / 60.0),
            row[2] * exp(-elapsed / 3_600.0),
            row[3] * exp(-elapsed / 86_400.0),
        )
        return then

    def lack(self, verb: int, at: float) -> float:
        """What the calls of the last hour count less than they would, had none looked odd.

        What is going on is no past: to take it off, one has to know what it was counted for.
        """
        row = self._by_verb.get(verb)
        if row is None or not row[_LACK]:
            return 0.0
        elapsed = at - self._lasts[verb]
        return row[_LACK] * exp(-elapsed / WINDOWS_S[1]) if elapsed > 0.0 else row[_LACK]

    def pace(self, verb: int, at: float) -> float:
        """Seconds from call to call, about, of this class's calls of the last hour.

        The minute forgets calls sixty times as fast as the hour: how many it has forgotten tells
        how old they are. Infinite where there were none.
        """
        _, minute, hour, _ = self.recent(verb, at)
        if hour < _ANY:
            return inf
        ages = (hour - minute) / (1.0 / WINDOWS_S[0] - 1.0 / WINDOWS_S[1])
        return 2.0 * ages / (hour * (hour + 1.0))

    def clump(self, verb: int) -> tuple[float, float, float, float]:
        """Calls usually together, for each window, and the calls that this was learned from."""
        row = self._by_verb.get(verb, _FRESH)
        return (row[4], row[5], row[6], row[_IN_CLUMPS])

    def clump_with(
        self, peers: "RateBaseline", verb: int, n_peers: float
    ) -> tuple[float, float, float]:
        """Calls usually together, for each window, the peers' being worth `n_peers` calls."""
        mine, theirs = self._by_verb.get(verb, _FRESH), peers._by_verb.get(verb, _FRESH)
        # A few single calls of theirs do not tell that such calls never come together.
        n, pairs = theirs[_IN_CLUMPS], _PAIRS_N * _PAIRS
        known = n + _PAIRS_N
        minute = (n * theirs[4] + pairs) / known
        hour = (n * theirs[5] + pairs) / known
        day = (n * theirs[6] + pairs) / known
        n = mine[_IN_CLUMPS]
        total = n + n_peers
        return (
            (n * mine[4] + n_peers * minute) / total,
            (n * mine[5] + n_peers * hour) / total,
            (n * mine[6] + n_peers * day) / total,
        )

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        time, verb = x["time"], x["verb"]
        if x.get("is_retry"):
            verb += RETRIED
        if x.get("is_approved") or "is_planned" in x:
            verb += APPROVED
        self.count(verb, time, weight)
        if self._held:
            self._believe(time)

    def hold(self, x: Features, weight: float) -> None:
        """Keep what an incident takes off this call's weight, to believe it when that is over.

        A tidying up that looked like an attack would look like one for ever, were it forgotten.
        """
        if x.get("is_retry") or x.get("is_approved") or "is_planned" in x:
            return
        verb = x["verb"]
        n, _, *together = self._held.get(verb, _NOTHING_HELD)
        peaks = self._by_verb[verb][_PEAK:_WEIGHT]
        self._held[verb] = [n + weight, x["time"], *map(max, together, peaks)]

    def _believe(self, time: float) -> None:
        """Count what was held back long enough ago, and take its batch for a usual one."""
        for verb, (n, at, *together) in list(self._held.items()):
            if time - at > BELIEVED_AFTER_S:
                del self._held[verb]
                row = self._by_verb[verb]
                row[_N] += n * exp(-(self._lasts[verb] - at) / self.memory_s)
                for i, most in enumerate(together, _CLUMP):
                    row[i] = max(row[i], most)
                self._at = None

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
            row = self._by_verb[key] = _FRESH[:]
            self._lasts[key] = time
        elapsed = time - self._lasts[key]
        if elapsed > 0.0:
            n, minute, hour, day = self.recent(key, time)
            row[_LACK] = self.lack(key, time)
            if elapsed > 60.0:
                _end_clumps(row, elapsed)
            self._lasts[key] = time
        else:
            n, minute, hour, day = row[0], row[1], row[2], row[3]
        self._at = None
        add_call(row, n, minute, hour, day, weight)

    def reinstate(self) -> None:
        self._at = None
        for row in self._by_verb.values():
            row[1] = row[2] = row[3] = 0.0

    def merge_one(self, other: "RateBaseline") -> None:
        if other.first is None:
            return
        self._at = None
        self.first = other.first if self.first is None else min(self.first, other.first)
        self._last = max(self._last, other._last)
        self.observed_s += other.observed_s
        for verb, theirs in other._by_verb.items():
            mine = self._by_verb.setdefault(verb, _FRESH[:])
            n = mine[_N] + theirs[_N]
            if n > 0.0:
                for i in range(_CLUMP, _PEAK):
                    mine[i] = (mine[i] * mine[_N] + theirs[i] * theirs[_N]) / n
            mine[_IN_CLUMPS] += theirs[_IN_CLUMPS]
            mine[_N] = n
            last = other._lasts[verb]
            self._lasts[verb] = max(self._lasts.get(verb, last), last)

    def pack(self) -> Packed:
        verbs = sorted(self._by_verb)
        lasts = pack_all("d", [self._lasts[verb] for verb in verbs])
        figures = _ROWS.pack([self._by_verb[verb] for verb in verbs])
        held = [[verb, *held] for verb, held in sorted(self._held.items())]
        return [self.first, self._last, self.observed_s, verbs, lasts, figures, held]

    def unpack(self, packed: Packed) -> None:
        self._at = None
        self.first, self._last, self.observed_s, verbs, lasts, figures, held = packed
        self._held = {verb: list(row) for verb, *row in held}
        self._lasts = dict(zip(verbs, unpack_all("d", lasts), strict=True))
        self._by_verb = {
            verb: row
            for verb, row in zip(verbs, _ROWS.unpack(figures), strict=True)
            if verb % APPROVED < len(ACTIONS)
        }


def add_call(
    row: "array[float]", n: float, minute: float, hour: float, day: float, weight: float
) -> None:
    """Add one call to a row, whose counts before it, faded to its time, are these."""
    # What looked odd must not become usual, but it did happen: recent calls count in full.
    row[_N] = n + weight
    row[1] = minute = minute + 1.0
    row[2] = hour = hour + 1.0
    row[3] = day = day + 1.0
    row[_WEIGHT] = weight
    row[_LACK] += 1.0 - weight
    if minute > row[7]:
        row[7] = minute
    if hour > row[8]:
        row[8] = hour
    if day > row[9]:
        row[9] = day


def _end_clumps(row: "array[float]", elapsed: float) -> None:
    """Learn how many calls came together, once they are over: a burst must not excuse itself."""
    n = row[_PEAK]
    if n > 0.0:
        row[_IN_CLUMPS] = min(_MAX_IN_CLUMPS, row[_IN_CLUMPS] + n)
    for i, window_s in enumerate(WINDOWS_S):
        peak = row[_PEAK + i]
        if elapsed > window_s and peak > 0.0:
            # Weighted by the calls in it: one bulk job among many single calls is what counts.
            # Even what was held back teaches half: the same bulk job need not alarm every day.
            step = max(0.5, row[_WEIGHT]) * peak / (row[_IN_CLUMPS] + peak)
            row[_CLUMP + i] += step * (peak - row[_CLUMP + i])
            row[_PEAK + i] = 0.0
