"""`roguewatch explain`: what an alert's risk comes from."""

from pathlib import Path
from typing import Annotated

import typer

from roguewatch.cli.options import Servers

_WIDEST = 120
"""Longer lines are hard to read."""


def explain(
    alert_id: Annotated[str, typer.Argument(help="Id of the alert, or how it begins.")],
    from_file: Annotated[
        Path | None,
        typer.Option(
            "--from",
            exists=True,
            dir_okay=False,
            help="Alerts as JSON lines, of `replay --format json` or of the log sink; not Kafka.",
        ),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="The configuration that decided (TOML)."),
    ] = None,
    bootstrap_servers: Servers = None,
) -> None:
    """Take an alert's risk apart, by event and detector, and decide its record again.

    From Kafka the decision is made once more from its record, the snapshot and the configuration.
    Exits with 1 if that gives another risk, and with 2 if there is no such alert.
    """
    import asyncio
    import shutil

    from alerts.key_files import read_hash_key
    from alerts.keys import KeyRing
    from detectors.config import Config
    from roguewatch.explaining import Told, explain_lines, read_told
    from roguewatch.explaining.again import again_line
    from roguewatch.settings import Settings
    from streams.decide_again import CannotDecide
    from streams.snapshots.config_topic import read_configs
    from streams.told import read_findings, read_snapshots

    make = Settings.with_kafka if from_file is None else Settings.with_options
    settings = make(bootstrap_servers=bootstrap_servers)
    servers = settings.bootstrap_servers
    if from_file is not None:
        lines = from_file.read_bytes().splitlines()
    else:
        lines = asyncio.run(read_findings(servers, alert_id))
    found = read_told(lines, alert_id)
    ids = sorted({told.alert_id for told in found})
    if len(ids) != 1:
        which = f"{len(ids)} alerts begin so" if ids else "no such alert"
        typer.echo(f"roguewatch explain: {which}: {alert_id}", err=True)
        raise typer.Exit(2)

    def decide(told: Told) -> tuple[bool, str]:
        hash_key = read_hash_key(settings.hash_key_path)
        snapshots = asyncio.run(read_snapshots(servers, told.snapshot_version))
        own = Config.load(config or settings.config)
        published = asyncio.run(read_configs(servers, KeyRing.load(settings.keys_path)))
        configs = [own, *(one.config for one in published if one.config is not None)]
        return again_line(told, configs, snapshots, hash_key)

    is_same, width = True, min(shutil.get_terminal_size((100, 24)).columns, _WIDEST)
    for told in found:
        typer.echo("\n".join(explain_lines(told, width)))
        if from_file is not None or not told.record:
            continue
        try:
            same, line = decide(told)
        except (CannotDecide, OSError, ValueError) as error:
            same, line = True, f"not decided again: {error}"
        is_same &= same
        typer.echo(f"  {line}")
    raise typer.Exit(0 if is_same else 1)
