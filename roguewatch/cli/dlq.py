"""`roguewatch dlq`: what was refused, why, and sending it once more."""

import sys
from typing import Annotated

import typer

from roguewatch.cli.options import Servers

app = typer.Typer(help="Look at dead letters, and send them once more.", no_args_is_help=True)

Topic = Annotated[str, typer.Option(help="The topic whose records were refused.")]
Offset = Annotated[int, typer.Argument(min=0, help="Offset of the dead letter.")]
Partition = Annotated[int, typer.Option(min=0, help="Partition of the dead-letter topic.")]


@app.callback()
def dlq() -> None:
    """Look at dead letters, and send them once more."""


@app.command("list")
def list_letters(
    topic: Topic = "agent-actions",
    limit: Annotated[int, typer.Option(min=1, help="Show the last this many.")] = 50,
    stage: Annotated[str | None, typer.Option(help="Only those refused at this stage.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines for programs.")] = False,
    bootstrap_servers: Servers = None,
) -> None:
    """List dead letters with stage, reason and where they came from; count them by reason."""
    import asyncio

    from roguewatch.dead_letters import print_json, print_table, read_letters

    letters = asyncio.run(read_letters(bootstrap_servers, topic))
    chosen = [letter for letter in letters if stage in (None, letter.stage)]
    (print_json if as_json else print_table)(chosen, limit)


@app.command()
def show(
    offset: Offset,
    partition: Partition = 0,
    topic: Topic = "agent-actions",
    raw: Annotated[
        bool, typer.Option("--raw", help="Only the value, byte for byte: hostile on a terminal.")
    ] = False,
    bootstrap_servers: Servers = None,
) -> None:
    """Show one dead letter whole, anything unprintable escaped."""
    import asyncio

    from roguewatch.dead_letters import print_letter, read_letters

    letters = asyncio.run(read_letters(bootstrap_servers, topic))
    for letter in letters:
        if letter.place == (partition, offset):
            if raw:
                sys.stdout.buffer.write(letter.value)
            else:
                print_letter(letter)
            return
    typer.echo(f"no dead letter {offset} in partition {partition} of {topic}.dlq", err=True)
    raise typer.Exit(1)


@app.command()
def replay(
    offsets: Annotated[
        list[int] | None, typer.Argument(min=0, help="Offsets of dead letters.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All that lie there now, or all of --stage.")
    ] = False,
    partition: Partition = 0,
    stage: Annotated[str | None, typer.Option(help="Only those refused at this stage.")] = None,
    topic: Topic = "agent-actions",
    bootstrap_servers: Servers = None,
) -> None:
    """Write refused records to their topic again, byte for byte.

    Do it after a fix: a record that is still bad comes back as a new dead letter. Those cut for
    their length cannot be replayed and are left out. Nothing is removed from the dead letters.
    """
    import asyncio

    from roguewatch.dead_letters import replay_letters

    if bool(offsets) == everything:
        typer.echo("roguewatch dlq replay: give offsets, or --all", err=True)
        raise typer.Exit(2)
    wanted = None if everything else {(partition, offset) for offset in offsets or ()}
    n_sent, n_cut, missing = asyncio.run(replay_letters(bootstrap_servers, topic, wanted, stage))
    typer.echo(f"replayed {n_sent} records to {topic}; {n_cut} were cut and left out")
    if missing:
        typer.echo(f"no dead letter at {', '.join(map(str, missing))}", err=True)
        raise typer.Exit(1)
