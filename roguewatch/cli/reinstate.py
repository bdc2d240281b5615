"""`roguewatch reinstate`: let an agent work again."""

from pathlib import Path
from typing import Annotated

import typer


def reinstate(
    agent: Annotated[str, typer.Argument(help="Id of the agent.")],
    reason: Annotated[str, typer.Option(help="Why it may work again; stands on the record.")],
    break_glass: Annotated[
        bool, typer.Option("--break-glass", help="Order it past the issuer, when that is down.")
    ] = False,
    operator: Annotated[
        str | None, typer.Option("--as", help="Who asks; the user's name when not given.")
    ] = None,
    wait: Annotated[float, typer.Option(help="How long to wait for confirmation (s).")] = 10.0,
    tenant: Annotated[str | None, typer.Option(help="Tenant of the agent.")] = None,
    bootstrap_servers: Annotated[str | None, typer.Option(help="Kafka brokers.")] = None,
    keys_dir: Annotated[Path | None, typer.Option(help="Folder with the operator's key.")] = None,
) -> None:
    """Let an agent work again. Exits 0 when confirmed, 1 when refused, 2 when not confirmed."""
    import asyncio

    from roguewatch.killswitch.asking import order
    from roguewatch.settings import Settings

    settings = Settings.with_kafka(
        tenant=tenant, bootstrap_servers=bootstrap_servers, keys_dir=keys_dir
    )
    code, sentence = asyncio.run(
        order(
            settings,
            "reinstate",
            agent,
            reason=reason,
            operator=operator,
            is_break_glass=break_glass,
            wait_s=wait,
        )
    )
    typer.echo(sentence)
    raise typer.Exit(code)
