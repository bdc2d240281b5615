"""An agent moves more with every day, so smoothly that one could get used to it."""

from math import expm1, sqrt
from typing import Final

from baselines import DaysBaseline, Features, Profile
from baselines.day_row import DayRow
from baselines.days import MIN_VARIANCE, level_error

from .base import Detector
from .judging.parameters import check_points, check_positive
from .judging.points import Points
from .judging.tail import size_tail
from .score import Score

_SETTLED: Final = Score(1.0, 0.0, 0.0, 0.0, 1.0)
_ALERT: Final = 65.0
_MOST: Final = 89.0


class Growth(Detector):
    """A ramp: a little more with every day, until it is fifty times as much.

    The level of the last five days is held against an anchor that grows by a quarter of a percent a
    day at most, in items and in bytes of each verb class; what the peers have grown meanwhile is
    taken off: a release that moves all of them is no one agent's doing. Judged once a day, straight
    to policy and only to an alert, and again when the level is half as far again above the anchor.
    No calibration takes part: one that learns from day to day would grow with the ramp. Misses a
    ramp slower than the anchor, or one that ends below `alert_sigma`; a step of one day
    (day_total); growth that began before the agent was known.

    Parameters
    ----------
    alert_sigma
        Distance of level and anchor that raises an alert, in its own errors.
    min_days
        Abstains below this many days.
    alert_at, stop_at
        Points that raise an alert, which that distance is worth, and points that would ask for a
        stop: growth by itself never does.

    Examples
    --------
    >>> own, told = Profile(), []
    >>> for day in range(40):
    ...     n_items = round(100 * 1.2 ** max(0, day - 20))
    ...     x = Features(time=86_400.0 * day, verb=3, n_items=n_items, n_bytes=0)
    ...     own[DaysBaseline].learn_one(x)
    ...     score = Growth().score_one(x, own, Profile())
    ...     if score.points is not None and score.points.total >= 65.0:
    ...         told.append(Growth().reason(score))
    >>> told[0]
    'the last days came to 452 items or bytes of this kind; usually 103, its peers 0'
    """

    name = "growth"
    stream = "direct"
    baselines = (DaysBaseline,)
    shared = (DaysBaseline,)
    hypothesis = "Somebody raises what the agent takes, day by day, so that nobody notices."
    misses = "A ramp slower than the anchor; a step of one day (day_total); the first days."
    runbook = (
        "Plot what the agent moved in each day of the last weeks. Ask its owner whether its work "
        "has grown. Look at where what it read went, and what is new there."
    )

    def __init__(
        self,
        alert_sigma: float = 5.0,
        min_days: float = 7.0,
        alert_at: float = 65.0,
        stop_at: float = 90.0,
    ) -> None:
        check_positive(alert_sigma=alert_sigma, min_days=min_days)
        check_points(alert_at=alert_at, stop_at=stop_at)
        self.alert_sigma = alert_sigma
        self.min_days = min_days
        self.alert_at = alert_at
        self.stop_at = stop_at

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        days = own.days
        if not days.is_new_day:
            return _SETTLED
        best, most, theirs, keys = _SETTLED, 0.0, peers.days, days.keys()
        for key in keys:
            row = days.row(key)
            if not row.rise or row.n < self.min_days:
                continue
            others = theirs.row(key)
            common = _common(row, others)
            error = sqrt(max(row.variance, MIN_VARIANCE)) * level_error(row.n, days.calm_days)
            sigma = (row.level - row.anchor - common) / error
            if sigma > most:
                most, p = sigma, min(1.0, len(keys) * size_tail(sigma))
                usual, their_usual = expm1(row.anchor), expm1(others.level)
                best = Score(p, expm1(row.level), usual, their_usual, row.n, self._points(sigma))
        return best

    def _points(self, sigma: float) -> Points:
        points = min(_MOST, _ALERT * sigma / self.alert_sigma)
        term = f"{sigma:.1f} times its error above the usual", points
        return Points.of((term,), self.alert_at, self.stop_at)

    def reason(self, score: Score) -> str:
        return (
            f"the last days came to {score.observed:.0f} items or bytes of this kind; "
            f"usually {score.expected_by_agent:.0f}, its peers {score.expected_by_peers:.0f}"
        )


def _common(own: DayRow, peers: DayRow) -> float:
    """How far the others' level has risen: an agent must not excuse itself."""
    n_others = peers.n - own.n
    if n_others < own.n:
        return 0.0
    risen = peers.n * (peers.level - peers.anchor) - own.n * (own.level - own.anchor)
    return max(0.0, risen / n_others)
