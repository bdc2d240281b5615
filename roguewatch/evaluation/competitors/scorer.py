"""A competitor that gives each event a number, and gets the same alarm budget as we."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence

from roguewatch.evaluation.judging import Judge, Spoken
from streams.events import ActionEvent

from .episodes import Episodes, threshold

DAY_S = 86_400.0
CALM_FROM_S, CALM_TO_S = 3 * DAY_S, 9 * DAY_S
"""Days on which nobody goes rogue yet: its thresholds are set on them, which favours it."""


class Scorer(Judge):
    """Scores online, then gets the thresholds that would just have kept both dials.

    Parameters
    ----------
    alerts, stops
        False alerts, and false stops, it may raise in 1,000 agent-days.
    """

    learns = True
    """Whether what is scored teaches it."""

    def __init__(self, alerts: float, stops: float) -> None:
        self.alerts = alerts
        self.stops = stops

    @abstractmethod
    def score_one(self, event: ActionEvent) -> float:
        """Score one event, then learn it if it learns; higher is odder."""

    def run(self, events: Sequence[ActionEvent]) -> Iterator[Spoken]:
        if not events:
            return
        scores = [self.score_one(event) for event in events]
        start = events[0].timestamp
        calm = [
            (event, score)
            for event, score in zip(events, scores, strict=True)
            if CALM_FROM_S <= event.timestamp - start < CALM_TO_S
        ]
        days = len({(event.key, event.timestamp // DAY_S) for event, _ in calm})
        calm_events, calm_scores = [e for e, _ in calm], [s for _, s in calm]
        alert, stop = (
            threshold(calm_events, calm_scores, days * dial / 1_000.0)
            for dial in (self.alerts, self.stops)
        )
        episodes = Episodes(alert, stop)
        for event, score in zip(events, scores, strict=True):
            yield episodes.speak(event.key, event.timestamp, score)
