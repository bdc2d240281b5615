"""From a detector's own p to how often the cohort's benign sessions looked this odd."""

import math
from collections.abc import Iterable
from typing import Any, Final

from baselines import SessionPeaks
from baselines.session_peaks import COUNTED, N_BINS, from_bin, to_bin

from .base import MAX_SLOTS
from .plugged.calibration import PluggedCalibration
from .weighing.calibrated import Calibrated
from .weighing.ordinary_evidence import OrdinaryEvidence

_PRIOR: Final = 20.0
_ORDINARY_P: Final = 0.05
_ORDINARY: Final = -math.log(_ORDINARY_P)


class Calibration(Calibrated):
    """Survival functions of session maxima, one for each slot, with an exponential tail.

    Up to the largest tenth of what was seen, p is the share of sessions at least as odd, among
    those that used the slot's verb class: no other session could be odd in it. Beyond, it falls
    exponentially, at a rate fitted to that tenth and shrunk towards the model's own: one odd
    session neither hides the next one nor sets the scale. Before any history p is the model's own
    tail: that of one call, not of the oddest of a session's.

    Parameters
    ----------
    peaks
        Session maxima of the cohort.
    given
        Session maxima that were published with the configuration, for slots that the cohort has
        hardly been measured in: in these the less odd of the two answers counts.
    fleet
        Session maxima of all cohorts together, for what a cohort alone tells too little of.
    fleet_given
        Those of all cohorts that were published with the configuration.

    Examples
    --------
    >>> peaks = SessionPeaks(grace=0)
    >>> for i in range(512):
    ...     peaks.learn_session({0: 3.0 * (i % 2)}, start=float(i), verbs=1)
    >>> calibration = Calibration(peaks)
    >>> round(calibration.p(0, 2.9), 2), f"{calibration.p(0, 30.0):.0e}"
    (0.5, '9e-13')
    >>> round(-math.log(Calibration(SessionPeaks()).p(0, 7.0)), 6)
    7.0

    References
    ----------
    Conformal p-values (Vovk) with the tail of peaks over threshold (Siffer et al. 2017).
    """

    def __init__(
        self,
        peaks: SessionPeaks,
        given: SessionPeaks | None = None,
        fleet: SessionPeaks | None = None,
        fleet_given: SessionPeaks | None = None,
    ) -> None:
        self._peaks = peaks
        self._given = given if given is not None else SessionPeaks()
        super().__init__(is_bare=not (peaks.n_sessions or self._given.n_sessions))
        self.sessions_a_day: float | None = None
        """Sessions an agent has a day; `None` where nobody was watched yet."""
        if peaks.n_total:
            self.sessions_a_day = max(1.0, peaks.n_total / peaks.agent_days)
        self.evidence = OrdinaryEvidence(peaks, fleet)
        """How much evidence the sessions come to, all detectors together."""
        ours = [peaks, self._given]
        whole = ours if fleet is None else [fleet, fleet_given or SessionPeaks()]
        self._plugged = PluggedCalibration(ours, whole)
        self._tables: dict[int, tuple[list[float], float, float, float]] = {}
        self._ordinary: dict[int, float] = {}

    def ordinary(self, slot: Any) -> float:
        """The statistic that one benign session in twenty passes, in nats."""
        bound = self._ordinary.get(slot)
        if bound is None:
            bound = self._ordinary[slot] = self._find_ordinary(slot)
        return bound

    def _find_ordinary(self, slot: int) -> float:
        for index in range(to_bin(_ORDINARY), N_BINS):
            if self.p(slot, from_bin(index)) < _ORDINARY_P:
                return max(_ORDINARY, from_bin(index - 1))
        return from_bin(N_BINS - 1)

    def p(self, slot: int, statistic: float) -> float:
        """How often a benign session's maximum in this slot is at least `statistic` nats."""
        if slot >= COUNTED:
            return self._plugged.p(slot, statistic)
        table = self._tables.get(slot)
        if table is None:
            if slot not in self._peaks.counts and slot not in self._given.counts:
                # Nobody ever did this: worth a little, however long nobody did it.
                n = min(n_sessions(self._peaks, slot), _PRIOR)
                return math.exp(-min(700.0, statistic)) / (n + 1.0)
            shares, threshold, rate = self._make_table(slot)
            table = shares, threshold, rate, shares[to_bin(threshold)]
            self._tables[slot] = table
        shares, threshold, rate, beyond = table
        if statistic <= threshold:
            return shares[to_bin(statistic)]
        log_p = -rate * (statistic - threshold)
        return beyond * math.exp(log_p if log_p > -700.0 else -700.0)

    def is_measured(self, slot: int) -> bool:
        """Whether enough was seen to say how odd sessions get to the plug-in of this slot."""
        return self._plugged.is_measured(slot)

    def is_heard(self, slot: int) -> bool:
        """Whether the evidence of the plug-in of this slot may count by now."""
        return self._plugged.is_heard(slot)

    def level(self, slots: Iterable[int], share: float, kappa: float) -> float:
        """The evidence, in nats, that a session comes to as seldom as that.

        Parameters
        ----------
        slots
            Of the plug-ins in use: what sessions come to with one of them heard counts, too.
        share
            Of all sessions.
        kappa
            Of the configuration, as for `OrdinaryEvidence`.
        """
        highest = self.evidence.level(share, kappa)
        for slot in slots:
            if self.is_heard(slot):
                pools = self._plugged.pools(slot + 1)
                highest = max(highest, self.evidence.level_with(slot, pools, share, kappa))
        return highest

    def _make_table(self, slot: int) -> tuple[list[float], float, float]:
        given = self._given
        if slot not in given.counts:
            return _table(self._peaks, slot)
        theirs = _table(given, slot)
        if slot not in self._peaks.counts:
            return theirs
        ours = _table(self._peaks, slot)
        shares = [max(pair) for pair in zip(ours[0], theirs[0], strict=True)]
        return shares, max(ours[1], theirs[1]), min(ours[2], theirs[2])


def n_sessions(peaks: SessionPeaks, slot: int) -> int:
    """Sessions that could be odd in this slot (`Detector.slot`)."""
    if slot >= COUNTED:
        return sum(peaks.counts.get(slot, {}).values())
    within = slot % MAX_SLOTS
    return peaks.n_with[(within - 1) % 16] if within else peaks.n_sessions


def _table(peaks: SessionPeaks, slot: int) -> tuple[list[float], float, float]:
    """Shares at least as odd by bin, where the tail begins, and nats of p it loses per nat."""
    n, counts = n_sessions(peaks, slot), [0] * N_BINS
    for index, n_such in peaks.counts[slot].items():
        counts[index] += n_such
    shares, above = [0.0] * N_BINS, 0
    for index in range(N_BINS - 1, -1, -1):
        above += counts[index]
        shares[index] = min(1.0, (above + 1.0) / (n + 1.0))
    start, above, least = N_BINS, 0, 0.1 * sum(counts)
    while start > 0 and above < least:
        start -= 1
        above += counts[start]
    # Values stand at the upper edges of their bins, so the tail begins inside the bin below.
    threshold = from_bin(start - 1) - 1e-9 if start else 0.0
    excess = sum(n * (from_bin(i) - threshold) for i, n in enumerate(counts) if i >= start)
    return shares, max(0.0, threshold), min(1.0, (above + _PRIOR) / (excess + _PRIOR))
