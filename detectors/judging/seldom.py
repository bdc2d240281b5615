"""What hardly ever happened in a fleet that is large enough to know."""

from ..fleet_detector import FleetDetector
from ..score import Score
from .parameters import check_positive


class Seldom(FleetDetector):
    """Something that happened to few of many: the fleet's own habits decide what is odd.

    Where agents share credentials by design, or swap models at will, that is counted too, and the
    detector falls silent by itself.

    Parameters
    ----------
    min_n
        Chances that the fleet must have had, below which it abstains.
    most
        Share of the chances taken up to which one more is odd.
    """

    def __init__(self, min_n: float = 50.0, most: float = 0.02) -> None:
        check_positive(min_n=min_n, most=most)
        self.min_n = min_n
        self.most = most

    def score(self, n: int, among: float) -> Score | None:
        """Score one more, after `n` in so many chances; `None` while the fleet is unknown."""
        return seldom(n, among, self.min_n)

    def is_odd(self, score: Score) -> bool:
        return score.p <= self.most


def seldom(n_before: int, n: float, min_n: float) -> Score | None:
    """Score one more, after `n_before` in `n` chances; `None` below `min_n` of them.

    Examples
    --------
    >>> seldom(0, 99, 50.0).p, seldom(0, 49, 50.0) is None
    (0.01, True)
    """
    if n < min_n:
        return None
    p = (n_before + 1.0) / (n + 1.0)
    return Score(min(1.0, p), n_before + 1.0, 0.0, p, float(n))
