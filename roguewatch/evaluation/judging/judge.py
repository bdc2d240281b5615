"""Who watches a fleet: roguewatch, or somebody it is compared with."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import ClassVar

from streams.events import ActionEvent

from .spoken import Spoken


class Judge(ABC):
    """Sees all events of a fleet in time order, and speaks on each before it sees the next."""

    name: ClassVar[str]

    @abstractmethod
    def run(self, events: Sequence[ActionEvent]) -> Iterator[Spoken]:
        """Yield what it says on each event, in order."""
