"""The demo without a terminal: one line for each thing."""

import time
from collections.abc import Sequence

from .benign import BenignReport
from .result_table import HEADINGS, cells, footer
from .screen import AgentRow
from .verdict import Verdict

PROGRESS_EVERY_S = 5.0


class PlainScreen:
    """Prints lines that a log can keep; each stage with the seconds since the start.

    Examples
    --------
    >>> PlainScreen().stage("start the broker")
    == 0 s: start the broker
    """

    def __init__(self) -> None:
        self._progress_due = 0.0
        self._started = time.monotonic()

    def open(self) -> None:
        """Nothing to prepare."""

    def close(self) -> None:
        """Nothing to restore."""

    def stage(self, text: str) -> None:
        print(f"== {time.monotonic() - self._started:.0f} s: {text}", flush=True)
        self._progress_due = time.monotonic() + PROGRESS_EVERY_S

    def progress(self, text: str, n_done: int, n_all: int) -> None:
        if time.monotonic() >= self._progress_due:
            self._progress_due = time.monotonic() + PROGRESS_EVERY_S
            print(f"   {text}: {n_done:,} of {n_all:,}", flush=True)

    def line(self, kind: str, text: str) -> None:
        print(f"   {kind:<8} {text}", flush=True)

    def agents(self, rows: Sequence[AgentRow]) -> None:
        """Say nothing: the lines say what changed."""

    def result(
        self, verdicts: Sequence[Verdict], benign: BenignReport, notes: Sequence[str]
    ) -> None:
        rows = [HEADINGS, *(cells(verdict) for verdict in verdicts)]
        widths = [max(len(row[i]) for row in rows) for i in range(len(HEADINGS) - 1)]
        for row in rows:
            texts = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
            print("  ".join([*texts, row[-1]]))
        for text in [*footer(verdicts, benign), *notes]:
            print(text, flush=True)
