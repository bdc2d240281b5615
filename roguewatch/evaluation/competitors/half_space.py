"""River's HalfSpaceTrees, one forest an agent."""

from river.anomaly import HalfSpaceTrees

from streams.events import ActionEvent

from .numbers import Numbers
from .scorer import Scorer

# So that every number lies between zero and one: a day of seconds, and 16 GB, as logarithms.
SCALE = {"verb": 1.0, "gap": 12.0, "calls": 8.0, "items": 16.0, "bytes": 24.0, "hour": 1.0}


class HalfSpace(Scorer):
    """Each agent's events against a forest of its own, grown on its last hundred.

    Examples
    --------
    >>> list(HalfSpace(5.0, 0.5).run([]))
    []
    """

    name = "River HalfSpaceTrees"

    def __init__(self, alerts: float, stops: float) -> None:
        super().__init__(alerts, stops)
        self._numbers = Numbers()
        self._forests: dict[str, HalfSpaceTrees] = {}

    def score_one(self, event: ActionEvent) -> float:
        numbers = self._numbers.of(event)
        x = {name: min(1.0, numbers[name] / scale) for name, scale in SCALE.items()}
        forest = self._forests.get(event.key)
        if forest is None:
            forest = self._forests[event.key] = HalfSpaceTrees(
                n_trees=8, height=6, window_size=100, seed=1
            )
        score = float(forest.score_one(x))  # type: ignore[no-untyped-call]  # River's
        if self.learns:
            forest.learn_one(x)  # type: ignore[no-untyped-call]  # River's
        return score
