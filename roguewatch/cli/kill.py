"""`roguewatch kill`: stop an agent."""

from typing import Annotated

import typer

from roguewatch.cli.options import BreakGlass, Operator, OperatorKeys, Reason, Servers, Tenant, Wait


def kill(
    agent: Annotated[str, typer.Argument(help="Id of the agent.")],
    reason: Reason = "",
    credential: Annotated[
        str | None, typer.Option(help="Also revoke this credential, whoever uses it.")
    ] = None,
    break_glass: BreakGlass = False,
    operator: Operator = None,
    wait: Wait = 10.0,
    tenant: Tenant = None,
    bootstrap_servers: Servers = None,
    keys_dir: OperatorKeys = None,
) -> None:
    """Stop an agent. Exits 0 when it is contained, 1 when refused, 2 when not confirmed."""
    import asyncio

    from roguewatch.killswitch.asking import order
    from roguewatch.settings import Settings

    settings = Settings.with_kafka(
        tenant=tenant, bootstrap_servers=bootstrap_servers, keys_dir=keys_dir
    )
    code, sentence = asyncio.run(
        order(
            settings,
            "suspend" if credential is None else "revoke",
            agent,
            reason=reason,
            operator=operator,
            credential_id=credential,
            is_break_glass=break_glass,
            wait_s=wait,
        )
    )
    typer.echo(sentence)
    raise typer.Exit(code)
