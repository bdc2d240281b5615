"""`roguewatch reinstate`: let an agent work again."""

from typing import Annotated

import typer

from roguewatch.cli.options import BreakGlass, Operator, OperatorKeys, Servers, Tenant, Wait


def reinstate(
    agent: Annotated[str, typer.Argument(help="Id of the agent.")],
    reason: Annotated[str, typer.Option(help="Why it may work again; stands on the record.")],
    break_glass: BreakGlass = False,
    operator: Operator = None,
    wait: Wait = 10.0,
    tenant: Tenant = None,
    bootstrap_servers: Servers = None,
    keys_dir: OperatorKeys = None,
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
