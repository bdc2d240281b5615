"""What every peer is: something fitted on past runs that says how odd another run is."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from roguewatch.evaluation.traces.run import Run
from roguewatch.evaluation.traces.walking import Judged


class Peer(ABC):
    """Another's package as it is documented.

    Parameters
    ----------
    past
        The agent's benign runs of other tasks, in order of their start; one at least.
    """

    name: ClassVar[str]

    @abstractmethod
    def __init__(self, past: Sequence[Run]) -> None: ...

    @abstractmethod
    def judge(self, run: Run) -> Judged:
        """How odd the run is as a whole, and each of its calls."""
