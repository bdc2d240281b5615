"""`roguewatch bench`: how fast it is, measured here and now."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from roguewatch.evaluation.bench.throughput import Throughput
    from roguewatch.evaluation.latency.result import Latency

app = typer.Typer(help="Measure how fast it is, side by side with what it could be.")


@app.command()
def throughput(
    bootstrap_servers: Annotated[
        str | None,
        typer.Option(help="A broker without topics of roguewatch; the embedded one if not given."),
    ] = None,
    events: Annotated[int, typer.Option(min=10_000, help="Events for worker and loop.")] = 200_000,
    faust_events: Annotated[int, typer.Option(min=1_000, help="For the Faust agent.")] = 20_000,
    rounds: Annotated[int, typer.Option(min=1, help="The median of these counts.")] = 3,
    seed: Annotated[int, typer.Option(help="Of the fleet.")] = 1,
    warm_up_days: Annotated[int, typer.Option(min=0, help="Learned before, not timed.")] = 7,
    json: Annotated[Path | None, typer.Option(help="Write all figures to this file.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Fail below the floors.")] = False,
) -> None:
    """Kafka in, all detectors, Kafka out: against a bare loop and a plain Faust agent."""
    import contextlib

    import msgspec

    from baselines.compiled import told_of_core
    from roguewatch.evaluation.bench.throughput import measure_throughput
    from streams.embedded_broker import EmbeddedBroker
    from streams.kafka.reachable import check_reachable

    with contextlib.ExitStack() as stack:
        if bootstrap_servers is None:
            typer.echo(
                "on the embedded broker: ratios are indicative, measure on your Kafka", err=True
            )
            bootstrap_servers = stack.enter_context(EmbeddedBroker()).bootstrap_servers
        check_reachable(bootstrap_servers)
        typer.echo(told_of_core(), err=True)
        result = measure_throughput(
            bootstrap_servers,
            events,
            seed,
            min(faust_events, events),
            rounds,
            lambda line: typer.echo(line, err=True),
            warm_up_days,
        )
    _show(result)
    if json is not None:
        json.write_bytes(msgspec.json.format(msgspec.json.encode(result)))
    if check and not result.is_above_floor:
        raise typer.Exit(1)


@app.command()
def core(
    events: Annotated[int, typer.Option(min=1_000, help="How many to score.")] = 50_000,
    seed: Annotated[int, typer.Option(help="Of the fleet.")] = 1,
    warm_up_days: Annotated[int, typer.Option(min=0, help="Learned before, not timed.")] = 7,
) -> None:
    """Profile the core in memory: microseconds an event and bytes an agent, of each part."""
    from baselines.compiled import told_of_core
    from roguewatch.evaluation.bench.core import measure_core

    typer.echo(told_of_core())
    times = measure_core(events, seed, warm_up_days)
    typer.echo(f"{times.n_events:,} events; microseconds of CPU an event, median bytes an agent")
    typer.echo(f"{times.decode_us:8.2f}          decode, with limits")
    typer.echo(f"{_us(times.featurize_us)}          featurize")
    for title, parts in (("score", times.detectors), ("learn", times.baselines)):
        for part in parts:
            typer.echo(f"{_us(part.us)} {part.n_bytes:8,.0f} {title} {part.name}")
    if times.total_us is None:
        typer.echo("       –          all of these: compiled, they call each other unseen")
    else:
        typer.echo(f"{times.total_us:8.2f}          all of these detectors and baselines (goal 20)")
    typer.echo(f"{times.process_one_us:8.2f}          process_one, as a worker does it")
    typer.echo(f"{times.pack_us:8.2f} {times.profile_bytes:8,.0f} pack a profile (goal 2,500)")


@app.command()
def latency(
    bootstrap_servers: Annotated[
        str | None,
        typer.Option(help="A broker without topics of roguewatch; the embedded one if not given."),
    ] = None,
    stops: Annotated[int, typer.Option(min=1, help="How many agents go rogue.")] = 200,
    at_once: Annotated[int, typer.Option(min=1, help="How many of them live at a time.")] = 4,
    load: Annotated[float, typer.Option(min=0, help="Other events a second meanwhile.")] = 0.0,
    seed: Annotated[int, typer.Option(help="Of the fleet.")] = 1,
    json: Annotated[Path | None, typer.Option(help="Write all figures to this file.")] = None,
) -> None:
    """From the call that gives an agent away to the refusal of its next one; exits 1 if too late.

    Worker, control and agents with the real SDK, in processes of their own.
    """
    import contextlib

    import msgspec

    from roguewatch.evaluation.latency.run import LatencyOptions, LatencyRun
    from streams.embedded_broker import EmbeddedBroker
    from streams.kafka.reachable import check_reachable

    with contextlib.ExitStack() as stack:
        if bootstrap_servers is None:
            typer.echo("on the embedded broker: indicative, measure on your Kafka", err=True)
            bootstrap_servers = stack.enter_context(EmbeddedBroker()).bootstrap_servers
        check_reachable(bootstrap_servers)
        options = LatencyOptions(
            bootstrap_servers=bootstrap_servers,
            n_stops=stops,
            n_at_once=at_once,
            events_per_s=load,
            seed=seed,
        )
        result = LatencyRun(options, lambda line: typer.echo(line, err=True)).run()
    _show_latency(result)
    if json is not None:
        json.write_bytes(msgspec.json.format(msgspec.json.encode(result)))
    if result.misses:
        raise typer.Exit(1)


def _show_latency(result: "Latency") -> None:
    from roguewatch.evaluation.latency.result import STEPS

    typer.echo(f"{len(result.stops)} stops, {result.load:,.0f} other events a second; milliseconds")
    typer.echo(f"{'':32}{'p50':>8}{'p95':>8}{'p99':>8}{'max':>8}")
    for step, title in STEPS.items():
        typer.echo(f"{title:32}" + "".join(f"{ms:8,.0f}" for ms in result.percentiles(step)))
    typer.echo(f"calls begun 200 ms after the event and let through: {result.late_calls:.2%}")
    typer.echo(f"agents that made such a call: {result.late_stops:.2%}   (floor of both 1%)")
    for miss in result.misses:
        typer.echo(f"missed: {miss}")


def _show(result: "Throughput") -> None:
    from roguewatch.evaluation.bench.throughput import FLOOR_OF_BARE, FLOOR_TIMES_FAUST

    written = result.written
    typer.echo(
        f"{written.n_events:,} events of {written.event_bytes} bytes, "
        f"{written.n_snapshots} snapshots; the Faust agent got {written.n_plain:,}"
    )
    typer.echo(f"{'':24}{'a CPU-second':>14}{'a second':>14}{'peak MB':>10}")
    titles = {
        "bare": "consume and decode",
        "worker": "roguewatch worker",
        "faust": "plain Faust agent",
    }
    for variant, runs in result.rounds.items():
        per_cpu_s, per_wall_s = result.median(variant)
        peak_mb = max(run.peak_rss_mb for run in runs)
        typer.echo(f"{titles[variant]:24}{per_cpu_s:14,.0f}{per_wall_s:14,.0f}{peak_mb:10,.0f}")
    bare, faust = result.ratio("worker", "bare"), result.ratio("worker", "faust")
    typer.echo(f"worker ÷ bare  {bare:8.3f}   (floor {FLOOR_OF_BARE:.2f})")
    typer.echo(f"worker ÷ Faust {faust:8.1f}   (floor {FLOOR_TIMES_FAUST:.0f})")


def _us(us: float | None) -> str:
    return "       –" if us is None else f"{us:8.2f}"
