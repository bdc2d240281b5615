"""Tools that fail for a while, and the agents that try again."""

import random
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import msgspec

from streams.events import ActionEvent

P_FAILS = 0.5
LONGEST_RETRY_S = 12.0
P_BREAKS = 0.12
"""How likely a tool of a cohort breaks on a given day, for an hour or two."""


class Flaky:
    """Breaks a tool here and there, for every agent of a cohort, and adds their retries.

    Parameters
    ----------
    seed
        Of everything random in it.

    Examples
    --------
    >>> list(Flaky(1).pass_on([]))
    []
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.rng = random.Random(f"{seed}/flaky")
        self._windows: dict[tuple[str | None, str, int], tuple[float, float] | None] = {}

    def pass_on(self, events: Iterable[ActionEvent]) -> Iterator[ActionEvent]:
        """Yield all events, some of them failed and made again; not sorted."""
        for event in events:
            if not self._is_broken(event) or self.rng.random() >= P_FAILS:
                yield event
                continue
            yield msgspec.structs.replace(event, outcome="failure")
            time = event.time
            while self.rng.random() < P_FAILS:
                time += timedelta(seconds=self.rng.uniform(1.0, LONGEST_RETRY_S))
                yield self._again(event, time, "failure")
            time += timedelta(seconds=self.rng.uniform(1.0, LONGEST_RETRY_S))
            yield self._again(event, time, "success")

    def _again(self, event: ActionEvent, time: datetime, outcome: str) -> ActionEvent:
        event_id = f"{self.rng.getrandbits(64):016x}"
        return msgspec.structs.replace(event, event_id=event_id, time=time, outcome=outcome)

    def _is_broken(self, event: ActionEvent) -> bool:
        day = event.time.toordinal()
        place = (event.cohort, event.tool, day)
        if place not in self._windows:
            # A text seed, so that what else breaks changes nothing here.
            rng = random.Random(f"{self.seed}/{event.cohort}/{event.tool}/{day}")
            start = rng.uniform(0.0, 22.0)
            breaks = rng.random() < P_BREAKS
            self._windows[place] = (start, start + rng.uniform(0.5, 2.0)) if breaks else None
        window = self._windows[place]
        if window is None:
            return False
        return window[0] <= event.time.hour + event.time.minute / 60.0 < window[1]
