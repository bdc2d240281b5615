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
) -> None:
    """Make the keys that are missing; safe to run again, what exists is kept."""
    from alerts.key_files import init_keys
    from roguewatch.settings import Settings

    folder = (dir or Settings().keys_path).expanduser()
    try:
        written = init_keys(folder)
    except (OSError, ValueError) as error:
        typer.echo(f"the keys were not made: {error}", err=True)
        raise typer.Exit(1) from None
    for path in written:
        typer.echo(f"wrote {path}")
    if not written:
        typer.echo(f"{folder} has all keys; nothing was changed")
