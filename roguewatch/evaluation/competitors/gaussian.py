"""River's GaussianScorer, one of each number an agent."""

from river.anomaly import GaussianScorer

from streams.events import ActionEvent

from .numbers import Numbers
from .scorer import Scorer

WATCHED = ("gap", "calls", "items", "bytes")


class Gaussian(Scorer):
    """The most unusual of four numbers of an event, each against a Gaussian of the agent's past.

    Examples
    --------
    >>> list(Gaussian(5.0, 0.5).run([]))
    []
    """

    name = "River GaussianScorer"

    def __init__(self, alerts: float, stops: float) -> None:
        super().__init__(alerts, stops)
        self._numbers = Numbers()
        self._of: dict[tuple[str, str], GaussianScorer] = {}

    def score_one(self, event: ActionEvent) -> float:
        numbers, score = self._numbers.of(event), 0.0
        for name in WATCHED:
            scorer = self._of.get((event.key, name))
            if scorer is None:
                scorer = self._of[event.key, name] = _made()
            found = scorer.score_one(None, numbers[name])  # type: ignore[no-untyped-call]  # River's
            score = max(score, float(found))
            if self.learns:
                scorer.learn_one(None, numbers[name])  # type: ignore[no-untyped-call]  # River's
        return score


def _made() -> GaussianScorer:
    return GaussianScorer(grace_period=20)  # type: ignore[no-untyped-call]  # River's
