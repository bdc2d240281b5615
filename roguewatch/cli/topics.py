"""`roguewatch topics`: create what the processes read and write."""

from typing import Annotated

import typer

from roguewatch.cli.options import Servers

app = typer.Typer(help="Create the topics.", no_args_is_help=True)


@app.callback()
def topics() -> None:
    """Create the topics."""


@app.command()
def create(
    bootstrap_servers: Servers = None,
    partitions: Annotated[
        int | None, typer.Option(min=1, help="Partitions of the keyed topics.")
    ] = None,
    event_time: Annotated[
        bool,
        typer.Option(
            "--event-time", help="Records carry their event's time: for history, never for live."
        ),
    ] = False,
) -> None:
    """Create every topic that is missing; say which."""
    from roguewatch.settings import Settings
    from streams.topics import create_topics

    settings = Settings.with_kafka(bootstrap_servers=bootstrap_servers, partitions=partitions)
    try:
        created = create_topics(
            settings.bootstrap_servers, settings.partitions, event_time=event_time
        )
    except ValueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    for name, n_partitions in created.items():
        typer.echo(f"created {name} with {n_partitions} partitions")
    if not created:
        typer.echo("every topic is there")
