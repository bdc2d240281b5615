"""Exponentially weighted z-scores of each agent's pace and sizes."""

import math

from river.stats import EWMean, EWVar

from streams.events import ActionEvent

from .numbers import Numbers
from .scorer import Scorer

FADING = 0.02
FEWEST = 20
LEAST_SIGMA = 0.1
WATCHED = ("calls", "items", "bytes")


class EwZScore(Scorer):
    """The largest of three z-scores, each against this agent's calls of the same verb class.

    River's `EWMean` and `EWVar`; silent for an agent's first twenty calls of a class.

    Examples
    --------
    >>> list(EwZScore(5.0, 0.5).run([]))
    []
    """

    name = "River EW z-score"

    def __init__(self, alerts: float, stops: float) -> None:
        super().__init__(alerts, stops)
        self._numbers = Numbers()
        self._stats: dict[tuple[str, str, str], tuple[EWMean, EWVar]] = {}
        self._n_seen: dict[tuple[str, str], int] = {}

    def score_one(self, event: ActionEvent) -> float:
        numbers, kind = self._numbers.of(event), (event.key, event.action)
        n_seen = self._n_seen.get(kind, 0) + 1
        if self.learns:
            self._n_seen[kind] = n_seen
        score = 0.0
        for name in WATCHED:
            place = (*kind, name)
            if place not in self._stats:
                self._stats[place] = EWMean(FADING), EWVar(FADING)
            mean, variance = self._stats[place]
            value = numbers[name]
            if n_seen > FEWEST:
                sigma = max(LEAST_SIGMA, math.sqrt(max(0.0, variance.get())))
                score = max(score, (value - mean.get()) / sigma)
            if self.learns:
                mean.update(value)
                variance.update(value)
        return score
