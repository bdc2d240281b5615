"""`roguewatch replay`: what the detectors would have said of recorded events."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from roguewatch.cli.options import ConfigFile


class SourceName(StrEnum):
    """What wrote the files."""

    AUTO = "auto"
    NATIVE = "native"
    CLOUDTRAIL = "cloudtrail"
    AGENT_TRACES = "agent-traces"
    OTEL = "otel"


class OutputFormat(StrEnum):
    """Whom the output is for: people or programs."""

    TABLE = "table"
    JSON = "json"


Paths = Annotated[list[Path], typer.Argument(exists=True, help="Files, folders or tar archives.")]
Source = Annotated[SourceName, typer.Option(help="What wrote them; auto looks.")]


def replay(
    paths: Paths,
    source: Source = SourceName.AUTO,
    output_format: Annotated[
        OutputFormat, typer.Option("--format", help="For people, or JSON lines for programs.")
    ] = OutputFormat.TABLE,
    scores: Annotated[
        Path | None,
        typer.Option(dir_okay=False, writable=True, help="Write each event's scores to this file."),
    ] = None,
    config: ConfigFile = None,
) -> None:
    """Score recorded events through the same core as live ones; no broker is needed.

    Reads native JSON lines, CloudTrail log files, agent traces and OpenTelemetry traces (OTLP as
    JSON or protobuf), plain or compressed. What is
    printed depends on the files and the configuration alone; times and rates go to stderr.
    Exits 1 when none of their records could be read.
    """
    from contextlib import nullcontext

    from roguewatch.replaying import Run, ScoresFile
    from roguewatch.replaying.key import replay_hash_key
    from roguewatch.replaying.output import print_run
    from roguewatch.settings import Settings
    from streams.reading import History

    try:
        settings = Settings.with_options(config=config)
        detectors = settings.load_config()
        hash_key = replay_hash_key(settings.hash_key_path)
        run = Run(History(paths, source), detectors, hash_key, scores is not None)
    except (OSError, ValueError) as error:
        typer.echo(f"roguewatch replay: {error}", err=True)
        raise typer.Exit(2) from None
    with nullcontext() if scores is None else ScoresFile(scores) as scores_file:
        print_run(run, is_json=output_format is OutputFormat.JSON, scores=scores_file)
    if run.summary.report.bad and not run.summary.n_events:
        raise typer.Exit(1)
