"""`roguewatch calibrate`: where the alert threshold has to lie for the dials to hold."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from detectors.config import Config
    from roguewatch.evaluation.kappa import Kappa
    from roguewatch.evaluation.realised import Realised
    from streams.events import ActionEvent


def calibrate(
    config: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Configuration (TOML).")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Same seed, same figures.")] = 1,
    batches: Annotated[int, typer.Option(min=2, help="More of them narrow the interval.")] = 8,
    chains: Annotated[
        int, typer.Option(min=10, help="Agents side by side in a batch, 1,000 sessions each.")
    ] = 4_000,
    write: Annotated[
        Path | None, typer.Option(dir_okay=False, help="Set kappa in this configuration file.")
    ] = None,
    history: Annotated[
        list[Path] | None,
        typer.Option(exists=True, help="Also replay these files: the rate they really have."),
    ] = None,
) -> None:
    """Find kappa on simulated benign sessions; with a history, say what the dials come to there.

    The threshold is kappa times the sessions for each allowed false alarm. The simulation takes
    independent, calibrated sessions for granted; real ones are neither quite: the rate on your
    own history is the honest number.
    """
    import msgspec

    from roguewatch.evaluation.config_file import write_kappa
    from roguewatch.recorded import recorded
    from roguewatch.settings import Settings

    try:
        settings = Settings.with_options(config=config)
        given = settings.load_config()
        events = recorded(history) if history else []
        alert, stop = _simulate(given, seed, batches, chains)
        kappa = float(f"{max(alert.value, stop.value):.3g}")
        _show("alert", alert)
        _show("stop", stop)
        typer.echo(f"kappa = {kappa} (the more careful of the two); configured: {given.kappa}")
        if write is not None:
            write_kappa(write, kappa)
            typer.echo(f"written to {write}")
        if events:
            used = msgspec.structs.replace(given, kappa=kappa)
            alerts, stops = _replay(used, events, settings.hash_key_path)
            typer.echo(f"on this history of {alerts.agent_days:,} agent-days, with this kappa:")
            _show_realised("alerts", alerts, given.alerts_per_1000_agent_days)
            _show_realised("stop requests", stops, given.stops_per_1000_agent_days)
            typer.echo("this is the honest number: it counts whatever was no false alarm, too")
    except (OSError, ValueError) as error:
        typer.echo(f"roguewatch calibrate: {error}", err=True)
        raise typer.Exit(2) from None


def _simulate(config: "Config", seed: int, batches: int, chains: int) -> tuple["Kappa", "Kappa"]:
    from rich.console import Console
    from rich.progress import track

    from roguewatch.evaluation.kappa import KappaSimulation, summarise

    a_day = 1_000.0 * config.sessions_per_agent_day
    dials = (config.alerts_per_1000_agent_days, config.stops_per_1000_agent_days)
    cs = [a_day / dial for dial in dials]
    simulation = KappaSimulation(config.weights, n_chains=chains)
    values: list[list[float]] = [[], []]
    console = Console(stderr=True)
    numbers = range(batches)
    for number in track(
        numbers, "simulating", console=console, transient=True, disable=not console.is_terminal
    ):
        log_e = simulation.batch(seed, number)
        for found, c in zip(values, cs, strict=True):
            found.append(simulation.kappa(log_e, c))
    alert, stop = (summarise(c, found) for c, found in zip(cs, values, strict=True))
    return alert, stop


def _replay(
    config: "Config", events: "list[ActionEvent]", hash_key_path: Path
) -> tuple["Realised", "Realised"]:
    from rich.console import Console
    from rich.progress import track

    from roguewatch.evaluation.realised import realised
    from roguewatch.replaying import Summary
    from roguewatch.replaying.key import replay_hash_key
    from streams.reading.report import Report
    from streams.replay import Replay

    summary = Summary(Report())
    replay = Replay(config, replay_hash_key(hash_key_path), is_all_scored=False)
    console = Console(stderr=True)
    for event in track(
        events, "scoring", console=console, transient=True, disable=not console.is_terminal
    ):
        summary.add_one(replay.process_one(event))
    counts = summary.counts()
    days = counts["agent_days"]
    return realised(counts["alerts"], days), realised(counts["stop_requests"], days)


def _show(name: str, kappa: "Kappa") -> None:
    typer.echo(
        f"{name:6} once in {kappa.c:,.0f} sessions: kappa {kappa.value:.4f} "
        f"(99 % {kappa.low:.4f} to {kappa.high:.4f}), threshold {kappa.value * kappa.c:,.0f}"
    )


def _show_realised(name: str, rate: "Realised", dial: float) -> None:
    typer.echo(
        f"{name}: {rate.n}, or {rate.per_1000:.2f} in 1,000 agent-days "
        f"(95 % {rate.low:.2f} to {rate.high:.2f}); the dial says {dial:g}"
    )
