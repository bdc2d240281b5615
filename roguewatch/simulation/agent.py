"""An agent at its ordinary work."""

import math
import random
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from streams.events import ActionEvent, Outcome

from .identity import Identity
from .naming import Naming
from .persona import Persona
from .rhythm import Rhythm
from .targets import Targets
from .task import Task
from .tool import Tool

LONGEST_GAP_S = 280.0
N_CALLS = (3, 30)
# Once on most days, and now and then once more.
P_CLEARING = (0.9, 0.35)


class SimulatedAgent:
    """One agent of a persona: everything individual about it is drawn once, from its own seed.

    Examples
    --------
    >>> from datetime import UTC
    >>> from roguewatch.simulation.personas import MAIL
    >>> agent = SimulatedAgent(MAIL, 1, seed=1, shared={})
    >>> events = list(agent.day(0, datetime(2026, 1, 5, tzinfo=UTC)))
    >>> events[0].agent_id, events[0].cohort
    ('mail-001', 'mail')
    """

    def __init__(
        self,
        persona: Persona,
        number: int,
        seed: int,
        shared: Mapping[str, tuple[str, ...]],
        prefix: str = "",
    ) -> None:
        # A text seed gives each agent its own stream, whatever the size of the fleet.
        self.rng = random.Random(f"{seed}/{persona.cohort}/{number}")
        self.persona = persona
        self.identity = Identity.draw(persona, number, self.rng, prefix)
        self.traits = {t for t, share in persona.traits.items() if self.rng.random() < share}
        names, weights = zip(*persona.rhythms, strict=True)
        self.rhythm = Rhythm(
            self.rng.choices(names, weights)[0], persona.sessions_per_day, self.rng
        )
        fixed = {word: self.rng.choice(choices) for word, choices in persona.fixed_words.items()}
        if self.identity.principal:
            fixed["user"] = self.identity.principal.partition("@")[0]
        naming = Naming(fixed, persona.words, self.rng)
        self.targets = {
            name: Targets(kind, naming, shared.get(name, ()), self.rng)
            for name, kind in persona.kinds.items()
        }
        self.tools = {tool.name: tool for tool in persona.tools}
        mine = [task for task in persona.tasks if task.trait is None or task.trait in self.traits]
        self.tasks = [task for task in mine if task.trait not in ("bulk", "deletes")]
        self.bulk = [task for task in mine if task.trait == "bulk"]
        self.clearing = [task for task in mine if task.trait == "deletes"]
        self.bulk_every = self.rng.choice((1, 2, 3, 7))

    def day(self, number: int, midnight: datetime) -> Iterator[ActionEvent]:
        """Everything the agent does in the sessions that start on this day, session by session."""
        starts = self.rhythm.starts(midnight.weekday())
        clears_at = {
            self.rng.randrange(len(starts)) for p in P_CLEARING if starts and self.rng.random() < p
        }
        for i, start_s in enumerate(starts):
            tasks = self.rng.choices(self.tasks, [t.weight for t in self.tasks], k=3)
            if self.clearing and i in clears_at:
                tasks = self.clearing + tasks
            n_calls = min(max(round(self.rng.lognormvariate(2.1, 0.55)), N_CALLS[0]), N_CALLS[1])
            yield from self._session(number, midnight + timedelta(seconds=start_s), tasks, n_calls)
        if self.bulk and number % self.bulk_every == 0:
            start = midnight + timedelta(seconds=self.rhythm.batch_start())
            yield from self._session(number, start, self.bulk, 60)

    def _session(
        self, day: int, start: datetime, tasks: list[Task], n_calls: int
    ) -> Iterator[ActionEvent]:
        rng = self.rng
        session_id, address = f"{rng.getrandbits(48):012x}", rng.choice(self.identity.addresses)
        names, weights = zip(*self.persona.environments, strict=True)
        environment = rng.choices(names, weights)[0]
        seen: dict[str, str] = {}
        time = start
        calls = [(tool, task.gap) for task in tasks for tool in self._calls(task)]
        for tool, (median_s, sigma) in calls[:n_calls]:
            yield self._event(day, time, tool, seen, session_id, address, environment)
            gap_s = rng.lognormvariate(math.log(median_s), sigma)
            time += timedelta(seconds=min(gap_s, LONGEST_GAP_S))

    def _calls(self, task: Task) -> Iterator[Tool]:
        for name, least, most in task.steps:
            for _ in range(self.rng.randint(least, most)):
                yield self.tools[name]

    def _event(
        self,
        day: int,
        time: datetime,
        tool: Tool,
        seen: dict[str, str],
        session_id: str,
        address: str,
        environment: str,
    ) -> ActionEvent:
        rng, identity = self.rng, self.identity
        if tool.kind in seen and rng.random() < tool.reuses:
            resource = seen[tool.kind]
        else:
            resource = seen[tool.kind] = self.targets[tool.kind].draw()
        credential = identity.credentials[min(tool.credential, len(identity.credentials) - 1)]
        return ActionEvent(
            event_id=f"{rng.getrandbits(64):016x}",
            time=time,
            agent_id=identity.agent_id,
            cohort=self.persona.cohort,
            agent_version=identity.version(day),
            model=identity.model,
            session_id=session_id,
            on_behalf_of=identity.principal,
            credential_id=credential,
            source_ip=address,
            tool=tool.name,
            action=tool.action,
            resource=resource,
            n_items=max(1, round(self._size(tool.items))),
            n_bytes=round(self._size(tool.size)),
            outcome=self._outcome(tool),
            environment=tool.environment or environment,
            approval_id=f"approval-{rng.getrandbits(32):08x}" if tool.is_approved else None,
        )

    def _size(self, spec: tuple[float, float]) -> float:
        median, sigma = spec
        return self.rng.lognormvariate(math.log(median), sigma) if median else 0.0

    def _outcome(self, tool: Tool) -> Outcome:
        roll = self.rng.random()
        if roll < tool.p_denied:
            return "denied"
        return "failure" if roll < tool.p_denied + tool.p_failure else "success"
