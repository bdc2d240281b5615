"""`roguewatch schema`: the JSON Schema of an action event, and the AsyncAPI of all topics."""

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
    of_topics: Annotated[
        bool, typer.Option("--asyncapi", help="The AsyncAPI document of all topics instead.")
    ] = False,
) -> None:
    """Print the JSON Schema of an action event, made from the code that decodes it."""
    from streams.asyncapi import ASYNCAPI_PATH, render_asyncapi
    from streams.schema import SCHEMA_PATH, render_schema

    path = ASYNCAPI_PATH if of_topics else SCHEMA_PATH
    text = render_asyncapi() if of_topics else render_schema()
    if check:
        if path.read_text(encoding="utf-8") != text:
            option = " --asyncapi" if of_topics else ""
            typer.echo(
                f"{path.name} differs from the code; "
                f"run: roguewatch schema{option} --output {path}",
                err=True,
            )
            raise typer.Exit(1)
        typer.echo(f"{path.name} is what the code says")
    elif output is not None:
        output.write_text(text, encoding="utf-8")
    else:
        typer.echo(text, nl=False)
