"""More agents deviate at once, with one thing in common, than chance would have it."""

import math

from ..fleet_detector import FleetDetector
from ..score import Score
from .parameters import check_positive


class Together(FleetDetector):
    """Deviations that have something in common, within half an hour of each other.

    Given one, how likely are so many others, at the rate of the last day? That all of them share
    something makes it less likely still, so p is an upper bound.

    Parameters
    ----------
    min_agents
        Agents below which nothing is a pattern.
    most
        p up to which it is odd.
    """

    def __init__(self, min_agents: float = 3.0, most: float = 0.001) -> None:
        check_positive(min_agents=min_agents, most=most)
        self.min_agents = min_agents
        self.most = most

    def score(self, n: int, among: float) -> Score | None:
        """Score so many deviating agents, where `among` usually deviate in the same time."""
        if n < self.min_agents:
            return None
        return Score(poisson_tail(n - 1, among), float(n), 1.0, among, 1.0)

    def is_odd(self, score: Score) -> bool:
        return score.p <= self.most


def poisson_tail(n: int, mean: float) -> float:
    """P(N >= n) for a Poisson count, never 0.

    Examples
    --------
    >>> poisson_tail(0, 0.5), round(poisson_tail(2, 0.5), 4)
    (1.0, 0.0902)
    """
    if n <= 0:
        return 1.0
    if n <= mean:
        return 1.0 - math.fsum(_term(i, mean) for i in range(n))
    # Summed from the small end: what is subtracted from one loses its last digits.
    tail = math.fsum(_term(n + i, mean) for i in range(64))
    return min(1.0, max(1e-300, tail))


def _term(n: int, mean: float) -> float:
    return math.exp(max(-700.0, n * math.log(max(mean, 1e-12)) - mean - math.lgamma(n + 1.0)))
