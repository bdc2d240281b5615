"""An agent is at work again after a silence far longer than it ever kept."""

from typing import Final

from baselines import Features, Profile, SilencesBaseline

from .base import Detector
from .judging.parameters import check_points, check_positive
from .judging.points import Points
from .score import Score

_DAY_S: Final = 86_400.0
_MIN_P: Final = 1e-300


class Dormant(Detector):
    """The first event after a silence of a week or more, and of many times the usual longest.

    Agents that were retired, forgotten or replaced keep their credentials; when one acts again,
    somebody should know, whatever it does. The silence is held against the agent's own second
    longest: one holiday is no rhythm, two are. Only the first event counts: afterwards it has been
    seen. Straight to policy, and only to an alert. Misses an agent that never slept, one that is
    used while it works, and those younger than `least_age_days`.

    Parameters
    ----------
    least_days
        Silence, in days, below which nobody is dormant.
    times
        How many times its own second longest silence that must be.
    least_age_days
        Days an agent must have been seen before its silences are known.
    alert_at, stop_at
        Points that raise an alert, and points that would ask for a stop: a silence is worth 70,
        so by itself it never does.

    Examples
    --------
    >>> own = Profile()
    >>> for hour in range(0, 24 * 10, 8):
    ...     own[SilencesBaseline].learn_one(Features(time=3_600.0 * hour))
    >>> score = Dormant().score_one(Features(time=86_400.0 * 19), own, Profile())
    >>> score.points.total, Dormant().reason(score)
    (70.0, 'at work again after 9.3 days; usually never silent for more than 0.3')
    """

    name = "dormant"
    stream = "direct"
    baselines = (SilencesBaseline,)
    hypothesis = "Somebody uses an agent that was retired or forgotten."
    misses = "An agent used while it works; one too young to have a rhythm; its later events."
    runbook = (
        "Ask its owner whether it was switched on again, and by whom. If it was retired, revoke "
        "its credentials: they should have gone with it."
    )

    def __init__(
        self,
        least_days: float = 7.0,
        times: float = 2.5,
        least_age_days: float = 3.0,
        alert_at: float = 65.0,
        stop_at: float = 90.0,
    ) -> None:
        check_positive(least_days=least_days, times=times, least_age_days=least_age_days)
        check_points(alert_at=alert_at, stop_at=stop_at)
        self.least_days = least_days
        self.times = times
        self.least_age_days = least_age_days
        self.alert_at = alert_at
        self.stop_at = stop_at

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        mine = own[SilencesBaseline]
        first = mine.first
        if first is None or mine.last - first < self.least_age_days * _DAY_S:
            return None
        silent = mine.silent_s(x.time)
        if silent < self.least_days * _DAY_S or len(mine.longest) < 2:
            return _AWAKE
        usual = mine.longest[1]
        if silent < self.times * usual:
            return _AWAKE
        p = max(_MIN_P, 2.0 ** (-silent / max(usual, 3_600.0)))
        points = Points.of((("silent for longer than ever", _ASLEEP),), self.alert_at, self.stop_at)
        n = float(len(mine.longest))
        return Score(p, silent / _DAY_S, usual / _DAY_S, 0.0, n, points)

    def reason(self, score: Score) -> str:
        return (
            f"at work again after {score.observed:.1f} days; usually never silent for "
            f"more than {score.expected_by_agent:.1f}"
        )


_ASLEEP: Final = 70.0
_AWAKE: Final = Score(1.0, 0.0, 0.0, 0.0, 1.0)
