"""Options that several commands have: one name, one meaning, one sentence of help."""

from pathlib import Path
from typing import Annotated

import typer

Servers = Annotated[str | None, typer.Option(help="Kafka brokers.")]
MetricsPort = Annotated[
    int | None, typer.Option(help="Port of metrics and health; 0 takes any free one.")
]
Tenant = Annotated[str | None, typer.Option(help="Tenant of the agent.")]
OperatorKeys = Annotated[Path | None, typer.Option(help="Folder with the operator's key.")]
Reason = Annotated[str, typer.Option(help="Why; stands on the record.")]
Operator = Annotated[
    str | None, typer.Option("--as", help="Who asks; the user's name when not given.")
]
Wait = Annotated[float, typer.Option(min=0.0, help="How long to wait for confirmation (s).")]
BreakGlass = Annotated[
    bool, typer.Option("--break-glass", help="Order it past the issuer, when that is down.")
]
ConfigFile = Annotated[
    Path | None,
    typer.Option(exists=True, dir_okay=False, help="Detector configuration (TOML)."),
]
