"""`roguewatch verify`: prove on a broker what the design promises."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Prove on a broker what is promised.", no_args_is_help=True)


@app.callback()
def verify() -> None:
    """Prove on a broker what is promised."""


@app.command()
def crash(
    bootstrap_servers: Annotated[
        str | None, typer.Option(help="Kafka brokers, with empty topics or none.")
    ] = None,
    events: Annotated[int, typer.Option(min=1_000, help="Events to write.")] = 200_000,
    seconds: Annotated[float, typer.Option(min=0, help="Wall time they take at least.")] = 120.0,
    workers: Annotated[int, typer.Option(min=1, help="Workers in the second part.")] = 3,
    partitions: Annotated[int, typer.Option(min=1, help="Partitions of agent-actions.")] = 4,
    kills: Annotated[int, typer.Option(min=0, help="Kills of workers.")] = 10,
    control_kills: Annotated[int, typer.Option(min=0, help="Kills of control.")] = 3,
    session_timeout_ms: Annotated[
        int, typer.Option(min=1_000, help="Of the workers' group.")
    ] = 6_000,
    seed: Annotated[int, typer.Option(help="Of events and of the schedule.")] = 1,
    work_dir: Annotated[
        Path | None, typer.Option(help="For logs; a temporary folder when not given.")
    ] = None,
) -> None:
    """Kill workers and control while events flow; compare with one undisturbed pass.

    Exits 1 if anything was lost, duplicated or diverged.
    """
    import tempfile

    from rich.console import Console

    from roguewatch.evaluation.crash.options import CrashOptions
    from roguewatch.evaluation.crash.screen import run_on_screen
    from roguewatch.settings import Settings

    settings = Settings.with_kafka(bootstrap_servers=bootstrap_servers)
    options = CrashOptions(
        bootstrap_servers=settings.bootstrap_servers,
        work_dir=work_dir or Path(tempfile.mkdtemp(prefix="roguewatch-verify-")),
        seed=seed,
        n_events=events,
        seconds=seconds,
        n_workers=workers,
        n_partitions=partitions,
        n_kills=kills,
        n_control_kills=control_kills,
        session_timeout_ms=session_timeout_ms,
    )
    try:
        is_good = run_on_screen(options, Console())
    except ValueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    raise typer.Exit(0 if is_good else 1)
