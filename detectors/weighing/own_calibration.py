"""How often an agent's own sessions looked this odd, beside those of its peers."""

import math

from baselines import SessionPeaks
from baselines.session_peaks import from_bin, to_bin

from ..calibration import Calibration, n_sessions
from .calibrated import Calibrated


class OwnCalibration(Calibrated):
    """The less odd of two answers: the peers' calibration, and the agent's own sessions.

    Where peers differ in what they do, what is rare among all of them may be one agent's everyday.
    Its own sessions have a say once enough of them could have been odd in the slot.

    Parameters
    ----------
    peers
        Calibration by the peers' sessions.
    own
        Maxima of the agent's own sessions.
    least
        Own sessions from which they are heard.

    Examples
    --------
    >>> own = SessionPeaks(grace=0)
    >>> for i in range(39):
    ...     own.learn_session({0: 9.0 * (i % 2)}, start=float(i), verbs=0)
    >>> peers = Calibration(SessionPeaks())
    >>> round(peers.p(0, 8.0), 4), OwnCalibration(peers, own).p(0, 8.0)
    (0.0003, 0.5)
    """

    def __init__(self, peers: Calibration, own: SessionPeaks, least: int = 20) -> None:
        super().__init__(peers.is_bare)
        self._peers = peers
        self._own = own
        self._least = least

    def p(self, slot: int, statistic: float) -> float:
        """How often a benign session's maximum in this slot is at least `statistic` nats."""
        return max(self._peers.p(slot, statistic), self._own_p(slot, statistic))

    def is_measured(self, slot: int) -> bool:
        """As the peers' calibration says."""
        return self._peers.is_measured(slot)

    def is_heard(self, slot: int) -> bool:
        """As the peers' calibration says."""
        return self._peers.is_heard(slot)

    def _own_p(self, slot: int, statistic: float) -> float:
        n = n_sessions(self._own, slot)
        if n < self._least:
            return 0.0
        index, highest, above = to_bin(statistic), -1, 0
        bins = self._own.counts.get(slot)
        if bins is not None:
            for at, count in bins.items():
                if at >= index:
                    above += count
                elif at > highest:
                    highest = at
        if above:
            return min(1.0, (above + 1.0) / (n + 1.0))
        top = from_bin(highest) if highest >= 0 else 0.0
        return math.exp(-min(700.0, max(0.0, statistic - top))) / (n + 1.0)
