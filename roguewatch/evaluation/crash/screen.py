"""Shows a crash proof: a bar while it runs, a table at its end."""

import asyncio
import signal

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from roguewatch.evaluation.crash.options import CrashOptions
from roguewatch.evaluation.crash.run import CrashRun, Say
from roguewatch.evaluation.crash.verdict import Row


def run_on_screen(options: CrashOptions, console: Console) -> bool:
    """Run it; True if everything is as it should be."""
    console.print(
        f"{options.n_events} events over {options.seconds:.0f} s or more, "
        f"{options.n_partitions} partitions, 1 and then {options.n_workers} workers, "
        f"{options.n_blows} blows, seed {options.seed}; logs in {options.work_dir}",
        soft_wrap=True,
    )
    columns = (BarColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("starting", total=1.0)
        said = ""

        def say(share: float, text: str) -> None:
            nonlocal said
            progress.update(task, completed=share, description=text)
            if not console.is_terminal and text != said:
                console.print(f"{share:4.0%} {text}")
            said = text

        rows = asyncio.run(_run(options, say))
    console.print(verdict_table(rows))
    is_good = not any(row.findings for row in rows)
    console.print("PASSED: nothing lost, duplicated or diverged" if is_good else "FAILED")
    return is_good


async def _run(options: CrashOptions, say: Say) -> list[Row]:
    # SIGTERM, like Ctrl-C, must end the processes under proof too.
    this = asyncio.current_task()
    if this is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, this.cancel)
    return await CrashRun(options, say).run()


def verdict_table(rows: list[Row]) -> Table:
    """One line for each comparison."""
    table = Table("", "what", "oracle", "found", "verdict")
    for row in rows:
        mark = "[red]✗[/]" if row.findings else "[green]✓[/]"
        table.add_row(mark, row.what, row.expected, row.found, "; ".join(row.findings) or "same")
    return table
