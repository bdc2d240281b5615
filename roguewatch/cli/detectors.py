"""`roguewatch detectors` says what is looked for, and what each detector cannot see."""

from pathlib import Path
from typing import Annotated

import typer


def detectors(
    config: Annotated[Path | None, typer.Option(help="Detector configuration, TOML.")] = None,
) -> None:
    """List the detectors: stage, stream, what each supposes and what it misses."""
    from rich.console import Console
    from rich.table import Table

    from detectors.config import Config
    from detectors.registry import make_detectors

    settings = Config.load(config)
    table = Table("detector", "stage", "stream", "supposes", "misses")
    for detector in make_detectors(settings):
        setting = settings.detectors.get(detector.name)
        stage = setting.stage if setting is not None else "shadow"
        table.add_row(detector.name, stage, detector.stream, detector.hypothesis, detector.misses)
    Console().print(table)
