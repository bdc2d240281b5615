"""What every incident says of itself."""

import random
from abc import ABC, abstractmethod
from typing import ClassVar

from baselines.features import Action

from ..habits import Habits
from ..persona import Persona
from .call import Call

FEWEST_EVENTS = 50


class Incident(ABC):
    """A public report as a script of calls, to be played by an agent with an ordinary past.

    A subclass states whom it fits, by what that agent does and never by its name; `hints` are
    words that make one fitting agent more credible than another. `persona` and `trait` describe
    the agent to add to a history in which nobody fits. `latest_alert`, `latest_stop` and
    `latest_refusal` are the rogue calls by which these must have come; None where they only have
    to come.
    """

    letter: ClassVar[str]
    title: str
    persona: ClassVar[Persona]
    hints: ClassVar[tuple[str, ...]]
    ends_in_stop: ClassVar[bool] = True
    trait: str | None = None
    latest_alert: int | None = None
    latest_stop: int | None = None
    latest_refusal: int | None = None

    @property
    def name(self) -> str:
        """Letter and, where it is played twice, by whom."""
        return self.letter

    @abstractmethod
    def fits(self, habits: Habits) -> bool:
        """Whether this agent could be the one."""

    @abstractmethod
    def script(self, habits: Habits, rng: random.Random) -> list[Call]:
        """Write the calls of the agent's last session: first ordinary ones, then the others."""


def prelude(habits: Habits, rng: random.Random, n_calls: int = 4) -> list[Call]:
    """Ordinary reads and writes out of the agent's own last days, to begin with."""
    events = [e for e in habits.recent if e.action in ("read", "write", "other")]
    return [
        Call(
            tool=event.tool,
            action=event.action,
            resource=event.resource,
            delay_s=rng.uniform(0.8, 2.5),
            n_items=event.n_items,
            n_bytes=event.n_bytes,
            credential_id=event.credential_id,
            environment=event.environment,
            approval_id=event.approval_id,
        )
        for event in events[-n_calls:]
    ]


def own_tool(habits: Habits, action: Action, otherwise: str) -> str:
    """Name the tool the agent itself uses for this kind of call, or the one it reaches for."""
    return habits.usual_tool(action) or otherwise


def is_known(habits: Habits) -> bool:
    """Whether the agent has a past to deviate from."""
    return habits.n_events >= FEWEST_EVENTS
