"""River's LODA, one an agent."""

import math

from river.anomaly import LODA

from streams.events import ActionEvent

from .half_space import SCALE
from .numbers import Numbers
from .scorer import Scorer


class Loda(Scorer):
    """Each agent's events against histograms of its own past along random cuts.

    A quarter of River's hundred cuts: with all of them an event costs nearly a millisecond.

    Examples
    --------
    >>> list(Loda(5.0, 0.5).run([]))
    []
    """

    name = "River LODA"

    def __init__(self, alerts: float, stops: float) -> None:
        super().__init__(alerts, stops)
        self._numbers = Numbers()
        self._of: dict[str, LODA] = {}

    def score_one(self, event: ActionEvent) -> float:
        numbers = self._numbers.of(event)
        x = {name: numbers[name] / scale for name, scale in SCALE.items()}
        loda = self._of.get(event.key)
        if loda is None:
            loda = self._of[event.key] = LODA(n_random_cuts=25, seed=1)
        score = float(loda.score_one(x))  # type: ignore[no-untyped-call]  # River's
        if self.learns:
            loda.learn_one(x)  # type: ignore[no-untyped-call]  # River's
        return score if math.isfinite(score) else 0.0
