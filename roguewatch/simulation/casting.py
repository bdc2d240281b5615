"""Who goes rogue: chosen from a history by what agents do, whatever they are called."""

import random
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from streams.events import ActionEvent

from .agent import SimulatedAgent
from .fleet import shared_targets
from .habits import Habits
from .incidents import INCIDENTS, Call, Incident
from .part import Part

RECENT = timedelta(days=3)
KNOWN = timedelta(days=3)
"""How long an agent must have been at work: a newcomer has no ordinary life to deviate from."""
ADDED_PREFIX = "simulated-"


class Casting:
    """Parts for all incidents, and the agents added because nobody in the history fitted.

    Parameters
    ----------
    events
        The history, in time order.
    seed
        Decides among the agents that fit.
    incidents
        What is to be played; each by an agent of its own.

    Examples
    --------
    >>> from datetime import UTC
    >>> from roguewatch.simulation import Fleet
    >>> fleet = Fleet(1, 60, datetime(2026, 1, 5, tzinfo=UTC), 7)
    >>> casting = Casting(list(fleet.events()), seed=1)
    >>> [part.incident for part in casting.parts]
    ['a', 'b-never', 'b-deleter', 'c', 'd', 'e-never', 'e-deleter']
    """

    def __init__(
        self,
        events: list[ActionEvent],
        seed: int,
        incidents: tuple[Incident, ...] = INCIDENTS,
    ) -> None:
        self.seed = seed
        self.added_events: list[ActionEvent] = []
        self.habits = observe(events)
        start, end = events[0].time, events[-1].time
        if end - start < KNOWN:
            raise ValueError(
                f"events must cover {KNOWN.days} days for an agent to be known well enough to play;"
                f" got {start:%F %R} to {end:%F %R}"
            )
        current = {k: h for k, h in self.habits.items() if _is_current(h, end)}
        parts: dict[str, Part] = {}
        taken: set[str] = set()
        # The incident with the fewest players chooses first.
        for incident in sorted(incidents, key=lambda i: sum(map(i.fits, current.values()))):
            rng = random.Random(f"{seed}/{incident.name}")
            free = {k: h for k, h in current.items() if k not in taken and incident.fits(h)}
            if free:
                habits = free[rng.choice(_most_credible(free, incident))]
            else:
                habits = self._add(incident, start, end)
            taken.add(habits.key)
            calls = tuple(incident.script(habits, rng))
            parts[incident.name] = as_part(habits, incident.name, calls, is_added=not free)
        self.parts = [parts[incident.name] for incident in incidents]

    def _add(self, incident: Incident, start: datetime, end: datetime) -> Habits:
        """Bring in an agent of our own that fits, with a past as long as the history."""
        shared = shared_targets(incident.persona, self.seed)
        midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
        for number in range(900, 1_000):
            prefix = f"{ADDED_PREFIX}{incident.name}-"
            agent = SimulatedAgent(incident.persona, number, self.seed, shared, prefix)
            past = list(_past(agent, midnight, start, end))
            habits = observe(past).get(f"default/{agent.identity.agent_id}")
            if habits is not None and incident.fits(habits):
                self.added_events += past
                return habits
        raise ValueError(
            f"events must cover days enough for an agent to play {incident.name!r}; "
            f"got {start:%F} to {end:%F}"
        )


def observe(events: Iterable[ActionEvent]) -> dict[str, Habits]:
    """Return the habits of every agent by its key."""
    habits: dict[str, Habits] = {}
    for event in events:
        if event.key not in habits:
            habits[event.key] = Habits()
        habits[event.key].observe(event)
    return habits


def _is_current(habits: Habits, end: datetime) -> bool:
    """Whether an agent was at work lately, and not only lately."""
    first = habits.first
    return first is not None and end - habits.last.time <= RECENT and end - first >= KNOWN


def as_part(
    habits: Habits, incident: str | None, calls: tuple[Call, ...], is_added: bool = False
) -> Part:
    """Dress an agent's usual names and some calls as a part."""
    last = habits.last
    return Part(
        incident=incident,
        tenant=last.tenant,
        agent_id=last.agent_id,
        cohort=last.cohort,
        agent_version=last.agent_version,
        model=last.model,
        on_behalf_of=last.on_behalf_of,
        credential_id=habits.credential_id,
        environment=habits.environment,
        source_ip=habits.source_ip,
        calls=calls,
        is_added=is_added,
    )


def _most_credible(free: dict[str, Habits], incident: Incident) -> list[str]:
    """Those about whom most of the incident's hints are true, in a fixed order."""
    n_hints = {
        key: sum(hint in habits.words() for hint in incident.hints) for key, habits in free.items()
    }
    most = max(n_hints.values())
    return sorted(key for key, n in n_hints.items() if n == most)


def _past(
    agent: SimulatedAgent, midnight: datetime, start: datetime, end: datetime
) -> Iterator[ActionEvent]:
    n_days = (end - midnight).days + 1
    events = (
        event for day in range(n_days) for event in agent.day(day, midnight + timedelta(days=day))
    )
    yield from sorted((e for e in events if start <= e.time <= end), key=lambda e: e.time)
