"""How often ordinary sessions looked as odd to what somebody plugged in; nothing until measured."""

import math
from collections.abc import Sequence

from baselines import SessionPeaks
from baselines.session_peaks import N_BINS, from_bin, to_bin

Table = tuple[list[float], float, float, float]

LEAST_SESSIONS = 200
"""Of the peers, in which a plug-in had a word: before them its p is 1, whatever it says."""
LEAST_WEIGHED = 1_000
"""Sessions of the fleet in which its evidence was weighed, and counted nothing: before them nobody
knows what threshold it needs."""
_TAIL = 0.1
_PRIOR = 20.0


class PluggedCalibration:
    """The calibration of plug-ins, whose own p promises nothing.

    For detectors of ours theory has an answer before any history; for a plug-in, silence is the
    answer. Up to the oddest session seen, p is the share of sessions at least as odd. Beyond, it
    falls at the rate of the oddest tenth, made slower the fewer they are, and never below the
    square of that share: what was seen in a thousand sessions tells nothing of one in a billion.

    Two slots belong to it: how odd sessions looked, and after it how much evidence they came to
    with the plug-in heard, in the bins that evidence has; both are gathered in shadow as well.

    Parameters
    ----------
    peers
        Session maxima of the cohort: its own, and those published for it. The less odd of their
        answers counts; of evidence, what was weighed in more sessions.
    fleet
        The same of all cohorts together.

    Examples
    --------
    >>> from baselines.session_peaks import COUNTED
    >>> peaks = SessionPeaks(grace=0, max_sessions=2_000)
    >>> for i in range(999):
    ...     peaks.learn_session({COUNTED: 4.0 if i % 10 == 0 else 0.0}, start=float(i), verbs=1)
    >>> calibration = PluggedCalibration([peaks], [peaks])
    >>> [round(calibration.p(COUNTED, nats), 6) for nats in (0.0, 4.0, 6.0, 90.0)]
    [1.0, 0.101, 0.000146, 1e-06]
    >>> calibration.p(COUNTED + 32, 90.0), calibration.is_heard(COUNTED)
    (1.0, False)
    """

    def __init__(self, peers: Sequence[SessionPeaks], fleet: Sequence[SessionPeaks]) -> None:
        self._peers = peers
        self._fleet = fleet
        self._tables: dict[int, list[Table]] = {}
        self._heard: dict[int, bool] = {}

    def p(self, slot: int, statistic: float) -> float:
        """How often an ordinary session's maximum is at least this; 1 where too few were seen."""
        tables = self._tables.get(slot)
        if tables is None:
            made = (_table(peaks.counts.get(slot, {})) for peaks in self._peers)
            tables = self._tables[slot] = [table for table in made if table is not None]
        return max((_p(table, statistic) for table in tables), default=1.0)

    def is_measured(self, slot: int) -> bool:
        """Whether enough sessions of the peers were seen for a p."""
        return sum(self.counts(slot).values()) >= LEAST_SESSIONS

    def is_heard(self, slot: int) -> bool:
        """Whether its evidence may count, by what was seen so far."""
        heard = self._heard.get(slot)
        if heard is None:
            weighed = sum(_most(self._fleet, slot + 1).values())
            heard = self._heard[slot] = self.is_measured(slot) and weighed >= LEAST_WEIGHED
        return heard

    def counts(self, slot: int) -> dict[int, int]:
        """Sessions of the peers by the bin of what they came to."""
        return _most(self._peers, slot)

    def pools(self, slot: int) -> list[dict[int, int]]:
        """The same of all cohorts together, and of the peers where these are others."""
        whole = _most(self._fleet, slot)
        return [whole] if self._fleet is self._peers else [whole, self.counts(slot)]


def _most(sources: Sequence[SessionPeaks], slot: int) -> dict[int, int]:
    found = [peaks.counts.get(slot, {}) for peaks in sources]
    return max(found, key=lambda bins: sum(bins.values()), default={})


def _p(table: Table, statistic: float) -> float:
    shares, top, rate, least = table
    if statistic <= top:
        return shares[to_bin(statistic)]
    return max(least * least, least * math.exp(-min(700.0, rate * (statistic - top))))


def _table(bins: dict[int, int]) -> Table | None:
    """Shares at least as odd by bin, the top, nats of p lost per nat beyond, and p there."""
    n = sum(bins.values())
    if n < LEAST_SESSIONS:
        return None
    shares, above, n_tail, start = [0.0] * N_BINS, 0, 0, N_BINS
    for index in range(N_BINS - 1, -1, -1):
        above += bins.get(index, 0)
        shares[index] = (above + 1.0) / (n + 1.0)
        # Where nothing was odd at all, a session says nothing of how odd ones are spread.
        if index and index in bins and n_tail < _TAIL * n:
            n_tail, start = above, index
    base = from_bin(start - 1)
    excess = sum(count * (from_bin(i) - base) for i, count in bins.items() if i >= start)
    rate = min(1.0, (n_tail + 0.5 * _PRIOR) / (excess + _PRIOR))
    return shares, from_bin(max(bins)), rate, 1.0 / (n + 1.0)
