"""An event is odd to a River detector that has learned the agent's whole cohort."""

from typing import Any

from baselines import Features, Profile
from baselines.river.cohort import RiverCohort

from ..score import Score
from .river_detector import RiverDetector


class RiverCohortDetector(RiverDetector):
    """How often the cohort's events scored at least as high as this one, to one estimator for all.

    The estimator is made anew with each snapshot, from a few of the last events of every member.
    It sees what is odd for the trade and usual for the agent; it abstains until the peers have
    shown twice `grace` events. Misses whatever all of them do.

    Examples
    --------
    >>> from ..settings.detector_setting import DetectorSetting
    >>> from .plug_ins import plug_in
    >>> setting = DetectorSetting(
    ...     stage="shadow", pipeline="GaussianScorer",
    ...     parameters={"target": "items", "grace": 50, "per": "cohort"})
    >>> detector, peers = plug_in("sizes", setting), Profile()
    >>> for agent in range(8):
    ...     member = Profile()
    ...     for i in range(32):
    ...         x = Features(time=float(i), n_items=10 + i % 3)
    ...         member[detector.baselines[0]].learn_one(x)
    ...     peers.merge(member, detector.shared)
    >>> score = detector.score_one(Features(time=40.0, n_items=5_000), Profile(), peers)
    >>> detector.reason(score)
    'sizes scores 1 where its peers usually have 0.747; 0.78 % of their events are as high'
    """

    misses = "What the whole cohort does; what its pipeline cannot see in one event's numbers."

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        kind: Any = self.baselines[0]
        mine: RiverCohort = own.peek(kind) or kind()
        judged = peers[kind].judge(mine.numbers(x))
        if judged is None:
            return None
        raw, p, usual, n = judged
        return Score(p, raw, 0.0, usual, float(n))

    def reason(self, score: Score) -> str:
        return (
            f"{self.name} scores {score.observed:.3g} where its peers usually have "
            f"{score.expected_by_peers:.3g}; {100 * score.p:.2g} % of their events are as high"
        )
