"""Agents that are busy for hours: what they do comes in clumps, and clumps come together."""

import math
import random
from collections.abc import Iterable, Iterator
from datetime import timedelta

import msgspec

from streams.events import ActionEvent

PERSISTENCE = 0.85
"""How much of an hour's business is still there in the next."""
SPREAD = 0.55
MOST_REPEATS = 6


class Bursts:
    """Repeats calls in busy hours; how busy an agent is follows an AR(1) process of its own.

    Whatever is deleted is so once.

    Parameters
    ----------
    seed
        Of everything random in it.

    Examples
    --------
    >>> list(Bursts(1).pass_on([]))
    []
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._rngs: dict[str, random.Random] = {}
        self._levels: dict[str, tuple[int, float]] = {}

    def pass_on(self, events: Iterable[ActionEvent]) -> Iterator[ActionEvent]:
        """Yield all events, and more of the same in busy hours; not sorted."""
        for event in events:
            yield event
            rng = self._rngs.get(event.key)
            if rng is None:
                rng = self._rngs[event.key] = random.Random(f"{self.seed}/{event.key}/bursts")
            if event.action == "delete":
                continue  # What is gone cannot be deleted more of.
            busy = math.exp(self._level(event, rng)) - 1.0
            time = event.time
            for _ in range(MOST_REPEATS):
                if rng.random() >= busy / (1.0 + busy) * 0.6:
                    break
                time += timedelta(seconds=rng.lognormvariate(1.2, 0.6))
                event_id = f"{rng.getrandbits(64):016x}"
                yield msgspec.structs.replace(event, event_id=event_id, time=time)

    def _level(self, event: ActionEvent, rng: random.Random) -> float:
        """Log of how busy the agent is in this hour; 0 and less is ordinary."""
        hour = int(event.timestamp) // 3_600
        last, level = self._levels.get(event.key, (hour, rng.gauss(0.0, 1.0)))
        for _ in range(min(hour - last, 48)):
            level = PERSISTENCE * level + math.sqrt(1.0 - PERSISTENCE**2) * rng.gauss(0.0, 1.0)
        self._levels[event.key] = (hour, level)
        return max(0.0, SPREAD * level)
