"""`roguewatch status`: who is stopped, and what may be done about it."""

from pathlib import Path
from typing import Annotated

import typer

from roguewatch.cli.options import Servers, Tenant


def status(
    agent: Annotated[str | None, typer.Argument(help="Id of an agent; all when not given.")] = None,
    tenant: Tenant = None,
    bootstrap_servers: Servers = None,
    keys_dir: Annotated[Path | None, typer.Option(help="Folder with trust.jwks.")] = None,
) -> None:
    """Say who is stopped, since when, why, by which policy, and how to undo it."""
    import asyncio
    import time

    from alerts.ids import subject
    from alerts.keys import KeyRing
    from roguewatch.killswitch.standing import describe_agent, describe_all
    from roguewatch.settings import Settings
    from streams.killswitch.ledger_reader import read_roster, read_view

    settings = Settings.with_kafka(
        tenant=tenant, bootstrap_servers=bootstrap_servers, keys_dir=keys_dir
    )

    async def read() -> list[str]:
        keys, now = KeyRing.load(settings.keys_path), time.time()
        view = await read_view(settings.bootstrap_servers, keys)
        if agent is not None:
            return describe_agent(view, subject(settings.tenant, agent), now)
        roster = await read_roster(settings.bootstrap_servers, keys, now)
        return describe_all(view, roster.live(now), now)

    typer.echo("\n".join(asyncio.run(read())))
