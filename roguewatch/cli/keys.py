"""`roguewatch keys`: the signing keys of a host."""

from pathlib import Path
from typing import Annotated

import typer

keys = typer.Typer(no_args_is_help=True, help="Make the signing keys and say which of them count.")


@keys.callback()
def main() -> None:
    """Make the signing keys and say which of them count."""


@keys.command("init")
def init(
    dir: Annotated[
        Path | None,
        typer.Option("--dir", help="Folder of the keys; the setting keys_dir by default."),
    ] = None,
    enforcer: Annotated[
        list[str] | None,
        typer.Option(
            help="NAME, NAME/INSTANCE or NAME/TENANT/AGENT that gets a key of its own; repeatable. "
            "Then none is made that all enforcers share."
        ),
    ] = None,
) -> None:
    """Make the keys that are missing; safe to run again, what exists is kept."""
    from alerts.key_files import ROLES, enforcer_key, init_keys
    from roguewatch.settings import Settings

    folder = (dir or Settings.with_options().keys_path).expanduser()
    try:
        named = [enforcer_key(name) for name in enforcer or ()]
        roles = [role for role in ROLES if role != "enforcer" or not named]
        written = init_keys(folder, [*roles, *named])
    except (OSError, ValueError) as error:
        typer.echo(f"the keys were not made: {error}", err=True)
        raise typer.Exit(1) from None
    for path in written:
        typer.echo(f"wrote {path}")
    if not written:
        typer.echo(f"{folder} has all keys; nothing was changed")
