"""New versions that move a whole trade at once."""

import random
from collections.abc import Iterable, Iterator

import msgspec

from streams.events import ActionEvent

P_RELEASE = 0.6


class Releases:
    """Gives most cohorts one release within the two weeks: a version and a model of its own.

    Parameters
    ----------
    seed
        Of everything random in it.
    days
        First and last day of the releases, counted from the first event.

    Examples
    --------
    >>> list(Releases(1).pass_on([]))
    []
    """

    def __init__(self, seed: int, days: tuple[int, int] = (4, 11)) -> None:
        self.seed = seed
        self.days = days
        self._plans: dict[str | None, tuple[int, str] | None] = {}

    def pass_on(self, events: Iterable[ActionEvent]) -> Iterator[ActionEvent]:
        """Yield all events, those after their cohort's release in its version."""
        first: int | None = None
        for event in events:
            today = event.time.toordinal()
            first = today if first is None else first
            plan = self._plan(event.cohort)
            if plan is None or today - first < plan[0]:
                yield event
            else:
                yield msgspec.structs.replace(event, agent_version=plan[1])

    def _plan(self, cohort: str | None) -> tuple[int, str] | None:
        if cohort not in self._plans:
            rng = random.Random(f"{self.seed}/{cohort}/release")
            plan = (rng.randint(*self.days), f"release-{rng.getrandbits(32):08x}")
            self._plans[cohort] = plan if rng.random() < P_RELEASE else None
        return self._plans[cohort]
