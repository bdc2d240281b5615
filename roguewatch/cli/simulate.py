"""`roguewatch simulate`: the history of a fleet that does not exist."""

import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class SplitName(StrEnum):
    """The halves of the benchmark."""

    DEV = "dev"
    TEST = "test"


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
    catalogue: Annotated[
        Path | None,
        typer.Option(help="Instead: the events of the incident benchmark, to this file."),
    ] = None,
    labels: Annotated[
        Path | None, typer.Option(help="The benchmark's labels, one incident a line, to this file.")
    ] = None,
    split: Annotated[
        SplitName, typer.Option(help="Which half of the benchmark: dev to tune on, test to judge.")
    ] = SplitName.DEV,
    describe: Annotated[
        bool, typer.Option("--describe", help="Say what the benchmark is and what happens in it.")
    ] = False,
) -> None:
    """Write the ordinary life of simulated agents as native JSONL, or the incident benchmark.

    The benchmark's size, seeds and days are fixed: --seed, --agents, --days and --start do not
    concern it.
    """
    if describe:
        from roguewatch.simulation.benchmark.describing import PAGE

        typer.echo(PAGE.read_text(encoding="utf-8"), nl=False)
        return
    if catalogue is not None or labels is not None:
        _publish(split, catalogue, labels)
        return

    from datetime import timedelta

    from roguewatch.bad_setting import BadSetting
    from roguewatch.simulation import Fleet
    from roguewatch.simulation.writing import write_jsonl

    first = start.replace(tzinfo=UTC) if start else datetime.now(UTC) - timedelta(days=days)
    try:
        fleet = Fleet(seed, agents, first, days)
        n_events = write_jsonl(fleet.events(), out)
    except OverflowError as error:
        raise BadSetting(f"--start must leave room for {days} days; {error}") from None
    print(
        f"{n_events} events of {agents} agents from {fleet.start:%Y-%m-%d} on, {days} days",
        file=sys.stderr,
    )


def _publish(split: SplitName, catalogue: Path | None, labels: Path | None) -> None:
    from roguewatch.simulation.benchmark import VERSION, Benchmark, write_labels
    from roguewatch.simulation.writing import write_jsonl

    benchmark = Benchmark(split.value)
    if catalogue is not None:
        write_jsonl(benchmark.events, catalogue)
    if labels is not None:
        write_labels(benchmark.labels, labels)
    print(
        f"incident benchmark {VERSION}, {split.value}: {len(benchmark.events)} events of "
        f"{len(benchmark.agents)} agents, {len(benchmark.labels)} incidents",
        file=sys.stderr,
    )
