"""`roguewatch schema`: the JSON Schema of an action event."""

from pathlib import Path
from typing import Annotated

import typer


def schema(
    output: Annotated[
        Path | None, typer.Option(help="Write to this file instead of the terminal.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Compare with the shipped file; exit 1 if it differs.")
    ] = False,
) -> None:
    """Print the JSON Schema of an action event, made from the code that decodes it."""
    from streams.schema import SCHEMA_PATH, render_schema

    text = render_schema()
    if check:
        if SCHEMA_PATH.read_text(encoding="utf-8") != text:
            typer.echo(
                f"{SCHEMA_PATH.name} differs from the code; "
                f"run: roguewatch schema --output {SCHEMA_PATH}",
                err=True,
            )
            raise typer.Exit(1)
        typer.echo(f"{SCHEMA_PATH.name} is what the code decodes")
    elif output is not None:
        output.write_text(text, encoding="utf-8")
    else:
        typer.echo(text, nl=False)
