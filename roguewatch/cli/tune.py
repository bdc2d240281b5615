"""`roguewatch tune`: the most sensitive configuration that a history can bear."""

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer


def tune(
    paths: Annotated[list[Path], typer.Argument(exists=True, help="History: files, folders.")],
    grid: Annotated[
        list[str] | None,
        typer.Option(help="A parameter and what to try: burst.dispersion=1.25,2,4. Repeat it."),
    ] = None,
    budget: Annotated[
        float, typer.Option(min=0.0, help="False alerts in 1,000 agent-days that one can bear.")
    ] = 5.0,
    rogue: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Ids of rogue events, a line each."),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Where all else comes from (TOML)."),
    ] = None,
    write: Annotated[
        Path | None, typer.Option(dir_okay=False, help="Write the chosen configuration here.")
    ] = None,
) -> None:
    """Try a grid of parameters on a history; choose under a budget of false alerts.

    With known rogue events the one that sees them soonest is chosen, else the most sensitive one.
    Every alert about an event that is not known to be rogue counts as false. The rate was measured
    on the history it was chosen by: expect it to be higher on another one.
    """
    from roguewatch.publishing.tuning import choose, comment, read_grid
    from roguewatch.recorded import recorded
    from roguewatch.settings import Settings
    from roguewatch.workbench import sweep, to_toml

    try:
        base = Settings.with_options(config=config).load_config()
        tried = read_grid(grid or [])
        events = recorded(paths)
        known = _ids(rogue, {event.event_id for event in events}) if rogue is not None else []
        table = sweep(events, tried, base, known)
        typer.echo(table.drop(columns="hash").round(3).to_string(index=False))
        row = choose(table, budget)
        params = {name: row[name] for name in tried}
        chosen = base.clone(params)
    except (OSError, ValueError) as error:
        typer.echo(f"roguewatch tune: {error}", err=True)
        raise typer.Exit(2) from None
    about = comment(events, params, row, budget)
    typer.echo(f"chosen: {chosen.hash}\n{about}")
    if write is not None:
        write.write_text(to_toml(chosen, comment=about), encoding="utf-8")
        typer.echo(f"written to {write}")


def _ids(file: Path, there: Collection[str]) -> list[str]:
    try:
        ids = file.read_text(encoding="utf-8").split()
    except UnicodeDecodeError as error:
        raise ValueError(f"{file} must have an event id in each line: {error}") from None
    missing = [name for name in ids if name not in there]
    if missing:
        raise ValueError(
            f"{file} must name events of the history; {len(missing)} of {len(ids)} are not in it, "
            f"such as {missing[0]!r}"
        )
    return ids
