"""What the person in front of the demo sees."""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from .benign import BenignReport
from .verdict import Verdict


class AgentRow(msgspec.Struct, frozen=True):
    """One agent that acts live.

    Examples
    --------
    >>> AgentRow("default/mail-001", "", 3, 0, 0, "").n_refused
    0
    """

    key: str
    incident: str
    n_calls: int
    n_refused: int
    risk: int
    state: str


class Screen(Protocol):
    """Where the demo shows what happens; every string given to it is clean already."""

    def open(self) -> None:
        """Begin."""

    def close(self) -> None:
        """End; what was shown last stays."""

    def stage(self, text: str) -> None:
        """Say what happens now."""

    def progress(self, text: str, n_done: int, n_all: int) -> None:
        """Say how far it is."""

    def line(self, kind: str, text: str) -> None:
        """Say one thing that happened: an alert, a command, an acknowledgement."""

    def agents(self, rows: Sequence[AgentRow]) -> None:
        """Show the agents as they are."""

    def result(
        self, verdicts: Sequence[Verdict], benign: BenignReport, notes: Sequence[str]
    ) -> None:
        """Show the table at the end, and below it what else is to be said."""
