"""`roguewatch release`: let a stop through that the storm guard holds."""

from pathlib import Path
from typing import Annotated

import typer


def release(
    request: Annotated[str, typer.Argument(help="Id of the request, or how it begins.")],
    reason: Annotated[str, typer.Option(help="Why; stands on the record.")],
    operator: Annotated[
        str | None, typer.Option("--as", help="Who asks; the user's name when not given.")
    ] = None,
    wait: Annotated[float, typer.Option(help="How long to wait for confirmation (s).")] = 10.0,
    bootstrap_servers: Annotated[str | None, typer.Option(help="Kafka brokers.")] = None,
    keys_dir: Annotated[Path | None, typer.Option(help="Folder with the operator's key.")] = None,
) -> None:
    """Let a held stop through; `roguewatch status` lists them. Exits as `kill` does."""
    import asyncio

    from roguewatch.killswitch.asking import release as let_through
    from roguewatch.settings import Settings

    settings = Settings.with_kafka(bootstrap_servers=bootstrap_servers, keys_dir=keys_dir)
    code, sentence = asyncio.run(
        let_through(settings, request, reason=reason, operator=operator, wait_s=wait)
    )
    typer.echo(sentence)
    raise typer.Exit(code)
