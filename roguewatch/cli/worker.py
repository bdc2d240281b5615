"""`roguewatch worker`: score what agents do."""

from pathlib import Path
from typing import Annotated

import typer

from roguewatch.cli.options import MetricsPort, Servers


def worker(
    bootstrap_servers: Servers = None,
    config: Annotated[Path | None, typer.Option(help="Detector configuration (TOML).")] = None,
    keys_dir: Annotated[Path | None, typer.Option(help="Folder of the signing keys.")] = None,
    group_id: Annotated[str | None, typer.Option(help="Consumer group.")] = None,
    session_timeout_ms: Annotated[
        int | None, typer.Option(help="After how long without a sign a worker counts as dead.")
    ] = None,
    metrics_port: MetricsPort = None,
) -> None:
    """Score what agents do, raise alerts, ask for stops. Run one for each core."""
    from baselines.compiled import told_of_core
    from roguewatch.settings import Settings
    from roguewatch.worker import run_worker
    from streams.loop import run

    settings = Settings.with_kafka(
        bootstrap_servers=bootstrap_servers,
        config=config,
        keys_dir=keys_dir,
        group_id=group_id,
        session_timeout_ms=session_timeout_ms,
        metrics_port=metrics_port,
    )
    typer.echo(f"roguewatch worker: {settings.places}; {told_of_core()}", err=True)
    raise typer.Exit(run(run_worker(settings)))
