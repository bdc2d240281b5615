"""`roguewatch config`: compare configurations, publish one to all workers, take it back."""

import asyncio
import getpass
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from roguewatch.cli.options import Reason, Servers

if TYPE_CHECKING:
    from detectors.config import Config
    from roguewatch.settings import Settings


class HeardStage(StrEnum):
    """Stages in which a detector has a say."""

    ALERT = "alert"
    PROMOTED = "promoted"


app = typer.Typer(help="Compare and publish detector configurations.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Configuration (TOML).")]
Operator = Annotated[
    str | None, typer.Option("--as", help="Who publishes; the user's name when not given.")
]
Histories = Annotated[
    list[Path] | None,
    typer.Option("--history", exists=True, help="Recorded events."),
]


@app.callback()
def config() -> None:
    """Compare and publish detector configurations."""


@app.command()
def validate(file: File) -> None:
    """Say the configuration's hash, or what is wrong with it (exit code 2)."""
    with _told():
        typer.echo(f"{_load(file).hash} is valid")


@app.command()
def diff(
    file: File,
    against: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Another file; else what is published."),
    ] = None,
    bootstrap_servers: Servers = None,
) -> None:
    """Say what the file would change, parameter by parameter; exits with 1 where something does."""
    from roguewatch.publishing import differences

    with _told():
        if against is None:
            before = asyncio.run(_in_force(_settings(bootstrap_servers)))
        else:
            before = _load(against)
        lines = differences(before, _load(file))
    typer.echo("\n".join(lines) or "no difference")
    raise typer.Exit(1 if lines else 0)


@app.command()
def publish(
    file: File,
    reason: Reason,
    history: Histories = None,
    uncalibrated: Annotated[
        bool,
        typer.Option("--uncalibrated", help="Also where a changed detector was never measured."),
    ] = False,
    operator: Operator = None,
    bootstrap_servers: Servers = None,
) -> None:
    """Sign the configuration; the next snapshot takes it to every worker, within seconds.

    A detector with changed parameters needs a calibration: give a history to measure it on, or let
    it run in shadow as a variant first.
    """
    from alerts.keys import KeyRing
    from detectors.config import Config
    from roguewatch.publishing import publish as to_publish
    from roguewatch.recorded import recorded

    with _told():
        settings = _settings(bootstrap_servers)
        published = asyncio.run(
            to_publish(
                settings.bootstrap_servers,
                KeyRing.load(settings.keys_path),
                _load(file),
                own=Config.load(settings.config),
                by=operator or getpass.getuser(),
                reason=reason,
                time=time.time(),
                events=recorded(history) if history else (),
                is_uncalibrated=uncalibrated,
            )
        )
    name = published.config.hash if published.config is not None else "none"
    typer.echo(f"published version {published.version}: {name}")


@app.command()
def rollback(
    reason: Reason,
    to: Annotated[
        int | None, typer.Option(min=0, help="Version; 0 for the workers' own files.")
    ] = None,
    operator: Operator = None,
    bootstrap_servers: Servers = None,
) -> None:
    """Publish the version before the newest once more, or another one."""
    from alerts.keys import KeyRing
    from roguewatch.publishing import rollback as to_roll_back

    with _told():
        settings = _settings(bootstrap_servers)
        published = asyncio.run(
            to_roll_back(
                settings.bootstrap_servers,
                KeyRing.load(settings.keys_path),
                by=operator or getpass.getuser(),
                reason=reason,
                time=time.time(),
                to=to,
            )
        )
    typer.echo(f"published version {published.version}: {published.reason}")


@app.command("shadow-report")
def shadow_report(
    history: Annotated[list[Path], typer.Argument(exists=True, help="Recorded events.")],
    configured: Annotated[
        Path | None,
        typer.Option(
            "--config", exists=True, dir_okay=False, help="Configuration with it in shadow."
        ),
    ] = None,
    variant: Annotated[
        str | None, typer.Option(help="Which variant or plug-in, if there are several.")
    ] = None,
    stage: Annotated[
        HeardStage, typer.Option(help="Stage that a plug-in would have had.")
    ] = HeardStage.ALERT,
) -> None:
    """Say what would be different, had a variant or a plug-in in shadow been promoted."""
    from roguewatch.publishing.shadow import report_lines
    from roguewatch.recorded import recorded
    from roguewatch.settings import Settings

    with _told():
        given = Settings.with_options(config=configured).load_config()
        for line in report_lines(given, recorded(history), variant, stage.value):
            typer.echo(line)


def _settings(bootstrap_servers: str | None) -> "Settings":
    from roguewatch.settings import Settings

    return Settings.with_kafka(bootstrap_servers=bootstrap_servers)


def _load(file: Path) -> "Config":
    """The configuration, with all its detectors made once: what is unknown is refused here."""
    from roguewatch.settings import Settings

    return Settings.with_options(config=file).load_config()


async def _in_force(settings: "Settings") -> "Config":
    from alerts.keys import KeyRing
    from detectors.config import Config
    from roguewatch.publishing import newest

    last = await newest(settings.bootstrap_servers, KeyRing.load(settings.keys_path))
    return Config.load(settings.config) if last is None or last.config is None else last.config


@contextmanager
def _told() -> Iterator[None]:
    """What is wrong is said in one line, and the exit code is 2."""
    try:
        yield
    except (OSError, ValueError) as error:
        typer.echo(f"roguewatch config: {error}", err=True)
        raise typer.Exit(2) from None
