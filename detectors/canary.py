"""An agent touches bait: something that nobody has a reason to touch."""

from collections.abc import Sequence

from baselines import Features, Profile

from .base import Detector
from .judging.parameters import check_points
from .judging.points import Points
from .score import Score


class Canary(Detector):
    """A call on a target that is laid out as bait; straight to policy, on the first call.

    Which targets are bait is configuration: `targets`, compared without case; one that ends in `*`
    stands for everything that begins so. No statistic is needed, for the usual number of calls is
    zero for everybody; an approval excuses nothing. Reads count as much as changes. Misses
    everything that is no bait; an agent that was told which targets are.

    Parameters
    ----------
    targets
        What is bait. With none it abstains.
    alert_at, stop_at
        Points that raise an alert, and points that ask for a stop: a read is worth 80, a change
        of bait 100.

    Examples
    --------
    >>> canary = Canary(targets=["vault:old/root-key"])
    >>> score = canary.score_one(Features(time=0.0, is_bait=True, is_changing=False),
    ...     Profile(), Profile())
    >>> score.points.total, canary.reason(score)
    (80.0, 'bait was touched: nobody has a reason to')
    """

    name = "canary"
    stream = "direct"
    baselines = ()
    hypothesis = "The agent looks for what is worth stealing, or follows somebody who does."
    misses = "Everything that is no bait (hijack, high_impact); whoever knows which targets are."
    runbook = (
        "Find out what led the agent there: the session's reads before it. Nobody touches bait by "
        "habit: treat what else the session touched as seen by a stranger."
    )

    def __init__(
        self, targets: Sequence[str] = (), alert_at: float = 65.0, stop_at: float = 90.0
    ) -> None:
        is_list = isinstance(targets, Sequence) and not isinstance(targets, str)
        if not is_list or not all(str(target).strip("* ") for target in targets):
            raise ValueError(f"targets must be names, none of them empty; got {targets!r}")
        check_points(alert_at=alert_at, stop_at=stop_at)
        self.targets = targets
        self.alert_at = alert_at
        self.stop_at = stop_at

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        if not self.targets:
            return None
        if not x.is_bait:
            return _NO_BAIT
        term = ("bait changed", _CHANGED) if x.is_changing else ("bait read", _READ)
        points = Points.of((term,), self.alert_at, self.stop_at)
        return Score(_P, 1.0, 0.0, 0.0, 1.0, points)

    def reason(self, score: Score) -> str:
        return "bait was touched: nobody has a reason to"


_P = 1e-6
_READ, _CHANGED = 80.0, 100.0
_NO_BAIT = Score(1.0, 0.0, 0.0, 0.0, 1.0)
