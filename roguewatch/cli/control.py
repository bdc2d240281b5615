"""`roguewatch control`: decide about stop requests, follow what comes of them, tell people."""

from pathlib import Path
from typing import Annotated

import typer

from roguewatch.cli.options import MetricsPort, Servers


def control(
    bootstrap_servers: Servers = None,
    keys_dir: Annotated[Path | None, typer.Option(help="Folder of the signing keys.")] = None,
    mode: Annotated[
        str | None, typer.Option(help="shadow: only say what would happen; suspend: do it.")
    ] = None,
    policy: Annotated[
        Path | None, typer.Option(help="Cedar policies; the shipped ones when not given.")
    ] = None,
    protect: Annotated[
        list[str] | None, typer.Option(help="TENANT/AGENT that is never stopped; repeatable.")
    ] = None,
    require: Annotated[
        list[str] | None,
        typer.Option(help="Enforcer that must confirm, alive or not; repeatable."),
    ] = None,
    webhook: Annotated[str | None, typer.Option(help="Where findings are posted.")] = None,
    webhook_secret_file: Annotated[
        Path | None, typer.Option(help="Secret with which they are signed.")
    ] = None,
    metrics_port: MetricsPort = None,
    snapshots: Annotated[
        bool, typer.Option(help="Write a snapshot each hour; off where a history brings its own.")
    ] = True,
) -> None:
    """Decide about stop requests, follow what comes of them, tell people. Run exactly one."""
    from roguewatch.bad_setting import refused
    from roguewatch.cli.subjects import one_by_one
    from roguewatch.control import run_control
    from roguewatch.settings import Settings
    from streams.loop import run

    settings = Settings.with_kafka(
        bootstrap_servers=bootstrap_servers, keys_dir=keys_dir, mode=mode, metrics_port=metrics_port
    )
    with refused(policy):
        policy_text = policy.read_text(encoding="utf-8") if policy else None
    secret = webhook_secret_file.read_bytes().strip() if webhook_secret_file else None
    typer.echo(f"roguewatch control, mode {settings.mode}: {settings.places}", err=True)
    code = run(
        run_control(
            settings,
            policy_text=policy_text,
            protected=one_by_one("--protect", protect or ()),
            required=require or (),
            webhook=webhook,
            webhook_secret=secret,
            has_snapshots=snapshots,
        )
    )
    raise typer.Exit(code)
