"""The scores behind a figure, kept for plots."""

import msgspec

from roguewatch.evaluation.measures import Flags, Numbers


class Sample(msgspec.Struct, frozen=True):
    """Labelled scores of one competitor on one part of a suite.

    Examples
    --------
    >>> Sample("agent-traces", "A", "roguewatch", [False, True], [0.2, 0.9]).title
    'agent-traces A, roguewatch'
    """

    suite: str
    part: str
    competitor: str
    flags: Flags
    scores: Numbers

    @property
    def title(self) -> str:
        return f"{self.suite} {self.part}, {self.competitor}".replace(" ,", ",")
