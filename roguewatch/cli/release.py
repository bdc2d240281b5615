"""`roguewatch release`: let a stop through that the storm guard holds."""

from typing import Annotated

import typer

from roguewatch.cli.options import Operator, OperatorKeys, Reason, Servers, Wait


def release(
    request: Annotated[str, typer.Argument(help="Id of the request, or how it begins.")],
    reason: Reason,
    operator: Operator = None,
    wait: Wait = 10.0,
    bootstrap_servers: Servers = None,
    keys_dir: OperatorKeys = None,
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
