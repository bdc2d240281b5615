"""What every labelled incident of the benchmark says of itself."""

from abc import ABC, abstractmethod
from typing import ClassVar, Literal

from baselines.features import Action

from ..habits import Habits
from .incident import is_known
from .stage import Stage

Kind = Literal["one-call", "mass", "quiet"]
"""`one-call`: the first call does the harm. `mass`: many calls, fast. `quiet`: neither."""


class Case(ABC):
    """Something an agent of the benchmark's fleet does besides its ordinary work.

    A case states whom it fits by what that agent does and never by its name, and plays itself on a
    `Stage`: it makes events and marks the rogue ones. It knows of no detector.

    Examples
    --------
    >>> from roguewatch.simulation.incidents.retry_storm import RetryStorm
    >>> RetryStorm.name, RetryStorm.kind, RetryStorm.n_players
    ('retry-storm', 'quiet', 1)
    """

    name: ClassVar[str]
    title: ClassVar[str]
    kind: ClassVar[Kind] = "quiet"
    needs: ClassVar[tuple[Action, ...]] = ()
    """Verb classes that are ordinary for who plays it."""
    never: ClassVar[tuple[Action, ...]] = ()
    """Verb classes that who plays it never used."""
    hints: ClassVar[tuple[str, ...]] = ()
    """Words that make one agent more credible than another."""
    n_players: ClassVar[int] = 1
    n_sessions: ClassVar[int] = 1
    """Sessions of the main player over which it goes on."""
    asleep_days: ClassVar[int] = 0
    """How long the agent was silent before."""
    is_at_night: ClassVar[bool] = False
    """Whether it starts at an hour when the agent is never at work."""
    stop_by: ClassVar[int | None] = None
    """The rogue call by which a stop is asked for; `None` where an alert is enough."""

    def fits(self, habits: Habits) -> bool:
        """Whether this agent could be the one."""
        does = all(habits.n_calls(action) >= 10 for action in self.needs)
        return is_known(habits) and does and not any(map(habits.n_calls, self.never))

    @abstractmethod
    def play(self, stage: Stage) -> None:
        """Make the events."""
