"""Who should have been left alone, and was not."""

from collections.abc import Iterable, Mapping

import msgspec

from .dial import poisson_bound
from .sighting import Seen, Sighting

LEARNING_S = 3 * 86_400.0


class BenignReport(msgspec.Struct, frozen=True, kw_only=True):
    """Alerts and stops of agents that did nothing wrong, against what the dial allows.

    Examples
    --------
    >>> BenignReport(n_alerts=9, agent_days=2_000, expected=10.0, bound=18, stopped=()).misses
    ()
    """

    n_alerts: int
    agent_days: int
    expected: float
    bound: int
    stopped: tuple[str, ...]
    n_requests: int = 0

    @property
    def misses(self) -> tuple[str, ...]:
        misses = tuple(f"{key} was stopped" for key in self.stopped)
        if self.n_alerts > self.bound:
            misses += (f"{self.n_alerts} benign alerts exceed the dial's bound of {self.bound}",)
        return misses


def judge_benign(
    created: Iterable[tuple[str, Seen]],
    sightings: Mapping[str, Sighting],
    rogue_since: Mapping[str, float],
    learned_at: float,
    agent_days: int,
    alerts_per_1000_agent_days: float,
) -> BenignReport:
    """Count what was said of innocent agents, and of the others before they went rogue.

    Parameters
    ----------
    created
        Alerts that opened an incident, by agent.
    sightings
        Commands and requests of every agent.
    rogue_since
        When each rogue agent began its last session.
    learned_at
        End of the history's third day: alerts before it do not count, stops do.
    agent_days
        Days on which an agent acted, counted over agents, after `learned_at`.
    alerts_per_1000_agent_days
        The dial.
    """

    def is_benign(key: str, seen: Seen) -> bool:
        return seen.about < rogue_since.get(key, float("inf"))

    expected = alerts_per_1000_agent_days * agent_days / 1_000.0
    return BenignReport(
        n_alerts=sum(seen.about >= learned_at and is_benign(key, seen) for key, seen in created),
        agent_days=agent_days,
        expected=expected,
        bound=poisson_bound(expected),
        stopped=tuple(
            key
            for key in sorted(sightings)
            if any(is_benign(key, c) for c in sightings[key].commands)
        ),
        n_requests=sum(
            is_benign(key, request) for key, s in sightings.items() for request in s.requests
        ),
    )
