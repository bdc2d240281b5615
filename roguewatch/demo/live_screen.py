"""The demo in a terminal: agents, risk, alerts, commands and acknowledgements as they come."""

from collections import deque
from collections.abc import Sequence

from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from .benign import BenignReport
from .result_table import HEADINGS, cells, footer
from .screen import AgentRow
from .verdict import Verdict

N_LINES = 14
STYLES = {"alert": "yellow", "command": "bold red", "ack": "green", "ledger": "magenta"}


class LiveScreen:
    """Redraws a table of the acting agents above the latest lines.

    What happens by the hundred scrolls by and is gone at the end; anything else stays above.
    Texts are `rich.text.Text`, never markup: a target called `[red]` is shown as it is.

    Parameters
    ----------
    console
        Where to draw.

    Examples
    --------
    >>> LiveScreen(Console(width=80)).line("alert", "[bold]nothing[/] happens")
    """

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console()
        self._stage = ""
        self._progress = ""
        self._rows: Sequence[AgentRow] = ()
        self._lines: deque[Text] = deque(maxlen=N_LINES)
        self._live = Live(console=self.console, refresh_per_second=8, transient=True)

    def open(self) -> None:
        self._live.start()

    def close(self) -> None:
        self._live.stop()

    def stage(self, text: str) -> None:
        self._stage, self._progress = text, ""
        self.console.print(Text(f"▸ {text}", style="bold"))
        self._draw()

    def progress(self, text: str, n_done: int, n_all: int) -> None:
        width = 30
        filled = width * n_done // max(n_all, 1)
        self._progress = f"{text}  {'█' * filled}{'·' * (width - filled)}  {n_done:,} of {n_all:,}"
        self._draw()

    def line(self, kind: str, text: str) -> None:
        if kind not in STYLES:
            self.console.print(Text(f"  {kind:<8} {text}"))
            return
        self._lines.append(Text(f"{kind:<8} {text}", style=STYLES[kind], no_wrap=True))
        self._draw()

    def agents(self, rows: Sequence[AgentRow]) -> None:
        self._rows = rows
        self._draw()

    def result(
        self, verdicts: Sequence[Verdict], benign: BenignReport, notes: Sequence[str]
    ) -> None:
        table = Table(*HEADINGS, show_lines=True)
        for verdict in verdicts:
            style = "green" if verdict.is_passed else "bold red"
            row = [Text(cell) for cell in cells(verdict)]
            row[-1].stylize(style)
            table.add_row(*row)
        self.console.print(table)
        for text in [*footer(verdicts, benign), *notes]:
            self.console.print(Text(text))

    def _draw(self) -> None:
        parts: list[Table | Text] = [Text(self._progress, style="cyan")] if self._progress else []
        if self._rows:
            parts.append(_agents_table(self._rows))
        self._live.update(Group(*parts, *self._lines))


def _agents_table(rows: Sequence[AgentRow]) -> Table:
    table = Table("agent", "incident", "calls", "refused", "risk", "state")
    for row in rows:
        style = "red" if row.n_refused else "yellow" if row.risk else ""
        texts = (row.key, row.incident, str(row.n_calls), str(row.n_refused))
        table.add_row(*map(Text, texts), Text(f"{row.risk}", style=style), Text(row.state))
    return table
