"""From a detector's own p to how often the cohort's benign sessions looked this odd."""

import math

from baselines import SessionPeaks
from baselines.session_peaks import N_BINS, from_bin, to_bin

_PRIOR = 20.0


class Calibration:
    """Survival functions of session maxima, one for each slot, with an exponential tail.

    Inside what was seen, p is the share of sessions at least as odd (those without the slot count
    as not odd at all); beyond it, it falls exponentially from 1 / (n + 1). Before any history that
    is the model's own tail. The rate of the fall is fitted to the largest tenth and shrunk
    towards the model's.

    Parameters
    ----------
    peaks
        Session maxima of the cohort.

    Examples
    --------
    >>> peaks = SessionPeaks()
    >>> for i in range(999):
    ...     peaks.learn_session({0: 3.0 * (i % 2)}, start=float(i))
    >>> calibration = Calibration(peaks)
    >>> calibration.p(0, 2.9), float(f'{calibration.p(0, 30.0):.0e}')
    (0.5, 6e-15)
    >>> round(-math.log(Calibration(SessionPeaks()).p(0, 7.0)), 6)
    7.0

    References
    ----------
    Conformal p-values (Vovk) with the tail of peaks over threshold (Siffer et al. 2017).
    """

    def __init__(self, peaks: SessionPeaks) -> None:
        self.n_sessions = peaks.n_sessions
        self._tables = {
            slot: _table(bins, peaks.n_sessions) for slot, bins in sorted(peaks.counts.items())
        }

    def p(self, slot: int, statistic: float) -> float:
        """How often a benign session's maximum in this slot is at least `statistic` nats."""
        table = self._tables.get(slot)
        if table is None:
            # Nobody ever did this: worth a little, however long nobody did it.
            return math.exp(-min(700.0, statistic)) / (min(self.n_sessions, _PRIOR) + 1.0)
        shares, top, rate = table
        if statistic <= top:
            return shares[to_bin(statistic)]
        return math.exp(max(-700.0, -rate * (statistic - top))) / (self.n_sessions + 1.0)


def _table(bins: dict[int, int], n_sessions: int) -> tuple[list[float], float, float]:
    counts = [0] * N_BINS
    for index, n in bins.items():
        counts[index] += n
    shares, above = [0.0] * N_BINS, 0
    for index in range(N_BINS - 1, -1, -1):
        above += counts[index]
        shares[index] = min(1.0, (above + 1.0) / (n_sessions + 1.0))
    top = from_bin(max(index for index in range(N_BINS) if counts[index]))
    return shares, top, _tail_rate(counts)


def _tail_rate(counts: list[int]) -> float:
    """Nats of p lost per nat of statistic beyond the largest tenth of what was seen."""
    total, above, index = sum(counts), 0, N_BINS
    while index > 0 and above < 0.1 * total:
        index -= 1
        above += counts[index]
    threshold = from_bin(index - 1) if index else 0.0
    excess = sum(n * (from_bin(i) - threshold) for i, n in enumerate(counts) if i >= index)
    return min(1.0, (above + _PRIOR) / (excess + _PRIOR))
