"""What the agents of one cohort have in common."""

import msgspec

from .target_kind import TargetKind
from .task import Task
from .tool import Tool


class Persona(msgspec.Struct, frozen=True):
    """A trade: its tools, its work, its targets and its words; a specification without behaviour.

    `traits` gives the share of agents that have each trait. The tasks of "bulk" are planned at a
    fixed hour every few days, those of "deletes" belong to most of an agent's days; any other trait
    merely allows its tasks.

    Examples
    --------
    >>> from roguewatch.simulation.personas import CODING
    >>> CODING.tool("delete_file").action
    'delete'
    """

    cohort: str
    share: float
    tools: tuple[Tool, ...]
    tasks: tuple[Task, ...]
    kinds: dict[str, TargetKind]
    fixed_words: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, ...]]
    models: tuple[str, ...]
    environments: tuple[tuple[str, float], ...]
    credentials: tuple[str, ...]
    traits: dict[str, float]
    rhythms: tuple[tuple[str, float], ...]
    sessions_per_day: float
    has_principal: bool = False

    def tool(self, name: str) -> Tool:
        """Look a tool up by its name."""
        for tool in self.tools:
            if tool.name == name:
                return tool
        raise KeyError(f"name must be a tool of {self.cohort!r}; got {name!r}")
