"""A fleet of simulated agents and its history."""

import heapq
import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from streams.events import ActionEvent

from .agent import SimulatedAgent
from .naming import Naming
from .persona import Persona
from .personas import PERSONAS


class Fleet:
    """Agents of several personas; the same seed, start and sizes give the same history.

    No clock is read: the history starts at midnight UTC of `start`'s day and covers `n_days`.

    Parameters
    ----------
    seed
        Of everything random.
    n_agents
        Size of the fleet.
    start
        First day of the history; its weekday matters, for the agents keep weekends.
    n_days
        Length of the history.
    prefix
        Of every agent id, to tell these agents from others in one history.
    personas
        The trades, by share of the fleet.

    Examples
    --------
    >>> from datetime import UTC
    >>> fleet = Fleet(seed=1, n_agents=10, start=datetime(2026, 1, 5, tzinfo=UTC), n_days=1)
    >>> times = [event.time for event in fleet.events()]
    >>> times == sorted(times), len(times) > 100
    (True, True)
    """

    def __init__(
        self,
        seed: int,
        n_agents: int,
        start: datetime,
        n_days: int = 14,
        prefix: str = "",
        personas: tuple[Persona, ...] = PERSONAS,
    ) -> None:
        if n_agents < len(personas):
            raise ValueError(f"n_agents must be at least {len(personas)}; got {n_agents!r}")
        if start.tzinfo is None:
            raise ValueError(f"start must have a time zone; got {start!r}")
        self.start = start.replace(hour=0, minute=0, second=0, microsecond=0)
        self.n_days = n_days
        self.agents: list[SimulatedAgent] = []
        for persona, n in _sizes(n_agents, personas):
            shared = shared_targets(persona, seed)
            self.agents += [SimulatedAgent(persona, i + 1, seed, shared, prefix) for i in range(n)]

    def events(self) -> Iterator[ActionEvent]:
        """Yield the history in time order, a day at a time in memory."""
        waiting: list[tuple[datetime, str, ActionEvent]] = []
        for day in range(self.n_days):
            midnight = self.start + timedelta(days=day)
            for agent in self.agents:
                for event in agent.day(day, midnight):
                    heapq.heappush(waiting, (event.time, event.event_id, event))
            # Sessions run past midnight: only what no later day can precede is due.
            tomorrow = midnight + timedelta(days=1)
            while waiting and waiting[0][0] < tomorrow:
                yield heapq.heappop(waiting)[2]
        while waiting:
            yield heapq.heappop(waiting)[2]


def _sizes(n_agents: int, personas: tuple[Persona, ...]) -> list[tuple[Persona, int]]:
    """Whole numbers of agents by share; the first persona takes what rounding leaves."""
    sizes = [max(1, int(n_agents * persona.share)) for persona in personas]
    sizes[0] += n_agents - sum(sizes)
    return list(zip(personas, sizes, strict=True))


def shared_targets(persona: Persona, seed: int) -> dict[str, tuple[str, ...]]:
    """Name the targets that the agents of a cohort have in common."""
    rng = random.Random(f"{seed}/{persona.cohort}/shared")
    naming = Naming(
        {word: rng.choice(choices) for word, choices in persona.fixed_words.items()},
        persona.words,
        rng,
    )
    return {
        name: tuple(naming.fill(rng.choice(kind.patterns)) for _ in range(kind.n_shared))
        for name, kind in persona.kinds.items()
    }
