"""An event is odd to a River detector of somebody else's, plugged in by the configuration."""

from typing import ClassVar

from baselines import Features, Profile
from baselines.river.features import FEATURES
from baselines.river.state import RiverState

from ..base import STREAMS, Detector, Stream
from ..score import Score

_FIRST = 100


class RiverDetector(Detector):
    """How often the estimator's past scores were at least as high as this event's.

    Its state lives in each agent's profile and learns that agent alone, so peers say nothing: it
    abstains until it has learned `grace` events and counted `grace` scores, at least a hundred.
    Misses what its pipeline cannot see in one event's numbers. Higher scores count as odder.

    In evidence, odd events of one session count together, and as much as sessions of the peers have
    shown: until enough of these were measured, also in shadow, nothing is heard of it.

    Parameters
    ----------
    grace
        Events that only teach the estimator, and again scores that are only counted.
    features
        Numbers the pipeline gets, of those in `baselines.river.features`; all when not given.
    target
        For River's supervised anomaly detectors: the number they judge.
    per
        `agent`: one estimator for each agent. `cohort`: see `RiverCohortDetector`. When not given,
        the first, unless a profile has no room for what it learns.
    feeds
        The stream of evidence it is part of: `context`, `volume`, `burst` or `hijack`.

    Examples
    --------
    >>> from ..settings.detector_setting import DetectorSetting
    >>> from .plug_ins import plug_in
    >>> setting = DetectorSetting(
    ...     stage="shadow", pipeline="river.anomaly:GaussianScorer",
    ...     parameters={"target": "items", "grace": 100})
    >>> detector = plug_in("sizes", setting)
    >>> own = Profile()
    >>> for i in range(400):
    ...     own[detector.baselines[0]].learn_one(Features(time=float(i), n_items=10 + i % 3))
    >>> score = detector.score_one(Features(time=400.0, n_items=5_000), own, Profile())
    >>> detector.reason(score)
    'sizes scores 1 where this agent usually has 0.774; 0.33 % of its past scores are as high'
    """

    stream = "context"
    hypothesis = "What the pipeline was built to find has happened."
    misses = "What its pipeline cannot see in one event's numbers; everything in its grace period."
    runbook = (
        "Compare the event with the agent's last hundred in the notebook. Ask whoever wrote the "
        "pipeline what it reacts to."
    )
    kind: ClassVar[type[RiverState]]
    n_profile_bytes: ClassVar[int]
    """What it keeps of one agent, as rehearsed."""

    def __init__(
        self,
        grace: int = 250,
        features: tuple[str, ...] = FEATURES,
        target: str | None = None,
        per: str | None = None,
        feeds: Stream = "context",
    ) -> None:
        if per not in (None, "agent", "cohort"):
            raise ValueError(f"per must be 'agent' or 'cohort'; got {per!r}")
        if feeds not in STREAMS:
            raise ValueError(f"feeds must be one of {STREAMS}; got {feeds!r}")
        self.grace = grace
        self.features = features
        self.target = target
        self.per = per
        self.feeds = feeds

    def score_one(self, x: Features, own: Profile, peers: Profile) -> Score | None:
        # Asking must leave no trace: which baselines a profile has must not depend on it.
        state = own.peek(self.kind)
        if state is None:
            return None
        scores = state.scores
        if scores.total < max(_FIRST, self.grace):
            return None
        raw = state.score_one(x)
        if raw is None:
            return None
        return Score(scores.tail(raw), raw, scores.median(), 0.0, float(scores.total))

    def reason(self, score: Score) -> str:
        return (
            f"{self.name} scores {score.observed:.3g} where this agent usually has "
            f"{score.expected_by_agent:.3g}; {100 * score.p:.2g} % of its past scores are as high"
        )
