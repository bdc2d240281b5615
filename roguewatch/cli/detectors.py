"""`roguewatch detectors` says what is looked for, and what each detector cannot see."""

from enum import StrEnum
from typing import Annotated

import typer

from roguewatch.cli.options import ConfigFile


class OutputFormat(StrEnum):
    """Whom the output is for: people or programs."""

    TABLE = "table"
    JSON = "json"


def detectors(
    config: ConfigFile = None,
    output_format: Annotated[
        OutputFormat, typer.Option("--format", help="For people, or JSON lines for programs.")
    ] = OutputFormat.TABLE,
) -> None:
    """List the detectors: stage, stream, what each supposes and what it misses."""
    import json

    from rich.console import Console
    from rich.table import Table

    from detectors import Detector, FleetDetector
    from detectors.fleet_registry import make_fleet_detectors
    from detectors.registry import make_detectors
    from roguewatch.settings import Settings

    try:
        settings = Settings.with_options(config=config).load_config()
        made: list[Detector | FleetDetector] = [
            *make_detectors(settings),
            *make_fleet_detectors(settings),
        ]
    except (OSError, ValueError) as error:
        typer.echo(f"roguewatch detectors: {error}", err=True)
        raise typer.Exit(2) from None
    table = Table("detector", "stage", "stream", "supposes", "misses", show_lines=True)
    for detector in made:
        setting = settings.detectors.get(detector.name)
        row = {
            "detector": detector.name,
            "stage": setting.stage if setting is not None else "shadow",
            "stream": detector.stream,
            "supposes": detector.hypothesis,
            "misses": detector.misses,
        }
        if output_format is OutputFormat.JSON:
            print(json.dumps(row))
        else:
            table.add_row(*row.values())
    if output_format is OutputFormat.TABLE:
        Console(markup=False, highlight=False).print(table)
