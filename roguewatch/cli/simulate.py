"""`roguewatch simulate`: the history of a fleet that does not exist."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer


def simulate(
    seed: Annotated[int, typer.Option(help="Same seed, same fleet.")] = 1,
    agents: Annotated[int, typer.Option(min=5, help="Size of the fleet.")] = 200,
    days: Annotated[int, typer.Option(min=1, help="Length of the history.")] = 14,
    start: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="First day; by default the history ends today."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="A .jsonl or .jsonl.gz file; standard output otherwise.")
    ] = None,
) -> None:
    """Write the ordinary life of simulated agents as native JSONL."""
    from datetime import timedelta

    from roguewatch.simulation import Fleet
    from roguewatch.simulation.writing import write_jsonl

    first = start.replace(tzinfo=UTC) if start else datetime.now(UTC) - timedelta(days=days)
    fleet = Fleet(seed, agents, first, days)
    n_events = write_jsonl(fleet.events(), out)
    print(
        f"{n_events} events of {agents} agents from {fleet.start:%Y-%m-%d} on, {days} days",
        file=sys.stderr,
    )
