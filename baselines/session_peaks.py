"""How large each statistic gets in ordinary sessions: what calibration reads."""

from math import expm1, log1p
from typing import Final

from .base import Baseline, Packed
from .features import ACTIONS, GRACE_S, Features

N_BINS: Final = 64
BINS_PER_NAT: Final = 8.0
"""Bins per unit of ln(1 + statistic): 64 of them reach 2,980 nats. Of evidence, bins per nat."""
CHANGING: Final = len(ACTIONS)
"""Stands for all verb classes that change something."""
COUNTED: Final = 1 << 20
"""Slots from here on are a plug-in's, and count every session that it had a word in: it may be new,
and how many sessions there were before says nothing about it."""
# Where this is compiled, another module's name is looked up at each use, unless it is bound once.
_expm1: Final = expm1
_log1p: Final = log1p
_WEEK_S: Final = 7 * 86_400.0
_CHANGING_VERBS: Final = sum(1 << i for i, a in enumerate(ACTIONS) if a not in ("read", "other"))


def to_bin(statistic: float) -> int:
    """The bin of a statistic in nats.

    Examples
    --------
    >>> to_bin(0.0), to_bin(1.0), to_bin(1e9)
    (0, 5, 63)
    """
    index = int(BINS_PER_NAT * _log1p(statistic))
    return index if index < N_BINS else N_BINS - 1


def from_bin(index: int) -> float:
    """The upper edge of a bin, in nats: what fell into it was at most this."""
    return _expm1((index + 1) / BINS_PER_NAT)


class SessionPeaks(Baseline):
    """Histograms of session maxima, one for each slot (a detector and verb class), whole counts.

    Whole counts make the sum over a cohort the same in any order. Counts are halved when the
    sessions pass a cap, so the last weeks weigh most. Beside them stands how much evidence, all
    detectors together, sessions came to.

    Parameters
    ----------
    max_sessions
        Sessions counted before all counts are halved.
    grace
        First sessions of an agent that are not counted, while it is young: what is odd to an
        unlearned baseline says nothing about odd sessions.

    Examples
    --------
    >>> peaks = SessionPeaks(grace=0)
    >>> peaks.learn_session({0: 0.5, 34: 7.0}, start=0.0, verbs=0b10)
    >>> peaks.n_sessions, peaks.counts, peaks.n_with
    (1, {0: {3: 1}, 34: {16: 1}}, [0, 1, 0, 0, 0, 0, 0, 0, 0, 1])
    """

    name = "peaks"
    letter = "k"
    version = 5

    def __init__(self, max_sessions: int = 512, grace: int = 10) -> None:
        self.max_sessions = max_sessions
        self.grace = grace
        self.counts: dict[int, dict[int, int]] = {}
        self.evidence: dict[int, int] = {}
        """Runs of evidence by the most they came to, eight bins a nat; also those that alerted:
        what a threshold lets through is counted whole."""
        self.n_judged = 0
        """Sessions whose evidence was weighed, with or without any."""
        self.n_direct = 0
        """Alerts that were raised whatever the evidence was."""
        self.n_alerts = 0
        """Of this agent, the others of the last week: what was alerted and left alone."""
        self._last_alert = 0.0
        self.n_sessions = 0
        self.n_with = [0] * (len(ACTIONS) + 1)
        """Of these, sessions that used each verb class, and those that changed anything: only they
        could be odd in it."""
        self.n_total = 0
        """Sessions ever, never halved: for the number of sessions a day."""
        self.first: float | None = None
        self.agent_days = 0
        """Days (UTC) on which this agent, or each of these peers, began a session."""
        self._last_day = -1

    def learn_session(
        self, peaks: dict[int, float], start: float, verbs: int, known_since: float | None = None
    ) -> None:
        """Take one ended session in.

        Parameters
        ----------
        peaks
            Its largest statistic in each slot, in nats.
        start
            When it began, in seconds.
        verbs
            A bit for each verb class it used.
        known_since
            When the agent was first seen, in seconds: before its first session here, where earlier
            ones belonged to an incident. It does not grow young again by that.
        """
        self.first = start if self.first is None else min(self.first, start)
        self.n_total += 1
        if (day := int(start // 86_400.0)) > self._last_day:
            self.agent_days += 1
            self._last_day = day
        since = self.first if known_since is None else known_since
        if self.n_total <= self.grace and start - since < GRACE_S:
            return
        self.n_sessions += 1
        for verb in range(CHANGING):
            if verbs >> verb & 1:
                self.n_with[verb] += 1
        self.n_with[CHANGING] += bool(verbs & _CHANGING_VERBS)
        counts = self.counts
        for slot, statistic in peaks.items():
            bins = counts.get(slot)
            if bins is None:
                bins = counts[slot] = {}
            index = to_bin(statistic)
            bins[index] = bins.get(index, 0) + 1
        if self.n_sessions > self.max_sessions:
            self._halve()

    def learn_evidence(self, reached: float, before: float = 0.0) -> None:
        """Count a session by the evidence it came to.

        Parameters
        ----------
        reached
            In nats, with what was carried into the session.
        before
            What the run of evidence that the session goes on with was counted for: a run can alert
            once, so it is counted once.
        """
        self.n_judged += 1
        self.learn_run(reached, before)
        if self.n_judged > self.max_sessions:
            self._halve_evidence()

    def learn_run(self, reached: float, before: float = 0.0) -> None:
        """Count a run of evidence that came further than it was counted for before."""
        if reached > max(0.0, before):
            if before > 0.0:
                self._uncount(_bin_of(before))
            index = _bin_of(reached)
            self.evidence[index] = self.evidence.get(index, 0) + 1

    def learn_alert(self, time: float) -> None:
        """Remember that this agent was alerted about, and nobody stopped it."""
        self.forget_alerts(time)
        self.n_alerts += 1
        self._last_alert = time

    def forget_alerts(self, time: float) -> None:
        """Forget this agent's alerts when there was none for a week."""
        if self.n_alerts and time - self._last_alert > _WEEK_S:
            self.n_alerts = 0

    def _uncount(self, index: int) -> None:
        # It may be gone by halving.
        n = self.evidence.pop(index, 0)
        if n > 1:
            self.evidence[index] = n - 1

    def _halve(self) -> None:
        self.n_sessions //= 2
        self.n_with = [n // 2 for n in self.n_with]
        for slot in list(self.counts):
            if slot >= COUNTED:
                halved = self._halved_from_top(self.counts[slot])
            else:
                halved = {index: n // 2 for index, n in self.counts[slot].items() if n >= 2}
            if halved:
                self.counts[slot] = halved
            else:
                del self.counts[slot]

    def _halve_evidence(self) -> None:
        self.evidence = self._halved_from_top(self.evidence)
        self.n_judged //= 2
        self.n_direct //= 2

    def _halved_from_top(self, counts: dict[int, int]) -> dict[int, int]:
        """Halve the counts from the top on, together: most stand alone in their bins.

        What is left over is rounded up and down by turns, and not by all agents alike.
        """
        above, kept = (int(self.first or 0.0) + self.n_total) & 1, 0
        halved: dict[int, int] = {}
        for index, n in sorted(counts.items(), reverse=True):
            above += n
            if above // 2 > kept:
                halved[index] = above // 2 - kept
                kept = above // 2
        return halved

    def learn_one(self, x: Features, weight: float = 1.0) -> None:
        """Sessions are learned whole, by `learn_session`."""

    def merge_one(self, other: "SessionPeaks") -> None:
        if other.first is None:
            return
        for slot, bins in other.counts.items():
            sums = self.counts.setdefault(slot, {})
            for index, n in bins.items():
                sums[index] = sums.get(index, 0) + n
        for index, n in other.evidence.items():
            self.evidence[index] = self.evidence.get(index, 0) + n
        self.n_judged += other.n_judged
        self.n_direct += other.n_direct
        self.n_sessions += other.n_sessions
        self.n_with = [a + b for a, b in zip(self.n_with, other.n_with, strict=True)]
        self.n_total += other.n_total
        self.agent_days += other.agent_days
        # Whose first day it was is nobody's matter any more.
        self.first = 0.0

    def pack(self) -> Packed:
        counts = [[slot, sorted(bins.items())] for slot, bins in sorted(self.counts.items())]
        figures = [self.n_sessions, self.n_with, self.n_total, self.first]
        days = [self.agent_days, self._last_day]
        alerts = [self.n_direct, self.n_alerts, self._last_alert]
        evidence = [self.n_judged, *alerts, sorted(self.evidence.items())]
        return [*figures, *days, *evidence, counts]

    def unpack(self, packed: Packed) -> None:
        self.n_sessions, n_with, self.n_total, self.first = packed[:4]
        self.agent_days, self._last_day = packed[4:6]
        self.n_judged, self.n_direct, self.n_alerts, self._last_alert = packed[6:10]
        evidence, counts = packed[10:]
        self.evidence = dict(evidence)
        self.n_with = list(n_with)
        self.counts = {slot: dict(bins) for slot, bins in counts}


def _bin_of(evidence: float) -> int:
    return max(0, min(N_BINS - 1, int(BINS_PER_NAT * evidence)))
