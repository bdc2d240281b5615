"""A replay for people: each incident with its reasons and evidence, then the summary."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from alerts.alert import Alert, Evidence
from alerts.sanitise import sanitise

_COLOURS = {"critical": "bold red", "high": "red", "medium": "yellow", "low": "cyan"}
_MOST_EVIDENCE = 5
_LEAST_SHARE = 0.05


def print_incidents(console: Console, alerts: Iterable[Alert]) -> None:
    """Print how each incident stood last; nothing in it is taken as markup."""
    table = Table(title="Alerts", title_justify="left", show_lines=True, expand=True)
    table.add_column("when (UTC)", no_wrap=True)
    table.add_column("risk", justify="right", no_wrap=True)
    table.add_column("agent", ratio=2, overflow="fold")
    table.add_column("why, and on what evidence", ratio=5, overflow="fold")
    for alert in alerts:
        table.add_row(
            f"{_time(alert.first_seen)}\n– {_time(alert.time)}",
            Text(f"{alert.risk}\n{alert.severity}", style=_COLOURS[alert.severity]),
            Text(sanitise(alert.agent_id, 200)),
            Group(*_reasons(alert), *_evidence(alert)),
        )
    console.print(table if table.row_count else "No alerts.")


def print_summary(console: Console, counts: dict[str, Any]) -> None:
    """Print the counts, the reasons of what was no event below them."""
    table = Table(title="Summary", title_justify="left", show_header=False, box=None)
    table.add_column(style="bold")
    table.add_column(justify="right")
    for name, count in counts.items():
        if isinstance(count, int):
            table.add_row(name.replace("_", " "), f"{count:,}")
        elif isinstance(count, dict):
            for reason, n in count.items():
                table.add_row(Text(f"{name.replace('_', ' ')}: {sanitise(reason)}"), f"{n:,}")
    console.print(table)
    for example in counts.get("bad_examples", ()):
        console.print(Text(f"bad: {sanitise(example, 400)}"), soft_wrap=True)


def _reasons(alert: Alert) -> list[Text]:
    lines = []
    if alert.is_stop_requested:
        lines.append(Text("stop requested", style="bold red"))
    for reason in alert.reasons:
        if reason.share >= _LEAST_SHARE or reason.detector in alert.detectors:
            line = Text(f"{reason.detector}: ", style="bold")
            line.append(sanitise(reason.sentence, 300), style="not bold")
            lines.append(line)
    return lines


def _evidence(alert: Alert) -> list[Text]:
    shown = alert.evidence[-_MOST_EVIDENCE:]
    lines = [Text(f"  {_of(evidence)}", style="dim") for evidence in shown]
    if len(shown) < len(alert.evidence):
        lines.append(Text(f"  and {len(alert.evidence) - len(shown)} before", style="dim"))
    return lines


def _of(evidence: Evidence) -> str:
    target = "" if evidence.resource is None else f" {sanitise(evidence.resource)}"
    times = "" if evidence.n_items == 1 else f" x {evidence.n_items:,}"
    tool, event_id = sanitise(evidence.tool, 60), sanitise(evidence.event_id, 60)
    outcome = f"{evidence.action}, {evidence.outcome}"
    return f"{_time(evidence.time)} {tool}{target}{times} ({outcome}) [{event_id}]"


def _time(time: float) -> str:
    try:
        return f"{datetime.fromtimestamp(time, UTC):%Y-%m-%d %H:%M:%S}"
    except (OverflowError, ValueError, OSError):
        return f"{time:.0f} s"
