"""A replay at the terminal: alerts and summary to stdout, progress and rates to stderr."""

import sys
import time

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from .json_lines import alert_line, summary_line
from .run import Run
from .scores_file import ScoresFile
from .tables import print_incidents, print_summary

_WIDTH_WITHOUT_A_TERMINAL = 140


def print_run(run: Run, *, is_json: bool, scores: ScoresFile | None = None) -> None:
    """Run a replay and print it; what goes to stdout depends on the files alone."""
    console = Console(stderr=True)
    started = time.perf_counter()
    with _progress(console) as progress:
        task = progress.add_task("reading", total=None)
        events = run.read()
        read_s = time.perf_counter() - started
        progress.update(task, description="scoring", total=len(events))
        for alert in run.alerts(events, scores, lambda: progress.advance(task)):
            if is_json:
                print(alert_line(alert))
    scored_s = time.perf_counter() - started - read_s
    if is_json:
        print(summary_line(run.summary.counts()))
    else:
        out = _stdout()
        print_incidents(out, run.summary.incidents.values())
        print_summary(out, run.summary.counts())
    rate = len(events) / scored_s if events else 0.0
    console.print(
        f"read {len(events):,} events in {read_s:.1f} s, "
        f"scored them in {scored_s:.1f} s ({rate:,.0f} a second)",
        highlight=False,
    )


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not sys.stderr.isatty(),
    )


def _stdout() -> Console:
    width = None if sys.stdout.isatty() else _WIDTH_WITHOUT_A_TERMINAL
    return Console(width=width, highlight=False, markup=False, emoji=False)
