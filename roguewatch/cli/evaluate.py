"""`roguewatch evaluate`: how good it is, with figures anybody can make again."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from roguewatch.evaluation.suites import Options, Result, Suite


def evaluate(
    suites: Annotated[
        list[str] | None, typer.Argument(metavar="[SUITE]...", help="All when none is named.")
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(exists=True, help="External data; a suite takes DATA/SUITE when it is there."),
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Less of everything.")] = False,
    json: Annotated[
        Path | None, typer.Option(dir_okay=False, writable=True, help="Write all figures here.")
    ] = None,
    plots: Annotated[
        Path | None, typer.Option(file_okay=False, help="Write plots to this folder.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Same seed, same figures.")] = 1,
    leave_out: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATTERN",
            help="agent-traces: attack, data set or suite that is not judged; may be repeated. "
            "[default: direct-request, *dos]",
        ),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Fail below a floor.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="Say which suites there are.")] = False,
) -> None:
    """Measure detection on labelled data, beside competitors on the same input.

    Every figure comes from the baselines and detectors the worker runs, in the shipped
    configuration.
    """
    import msgspec

    from roguewatch.evaluation.roc_plots import write_plots
    from roguewatch.evaluation.suite_table import make_console, print_rows
    from roguewatch.evaluation.suites import Options
    from roguewatch.evaluation.suites.registry import choose

    try:
        chosen = choose(suites or [])
        if list_:
            _list(chosen)
            return
        if json is not None and not json.absolute().parent.is_dir():
            raise ValueError(f"--json must be in a folder that exists; got {json}")
        options = Options(data, quick, seed)
        if leave_out is not None:
            options = msgspec.structs.replace(options, leave_out=tuple(leave_out))
        ready = [suite for suite in chosen if _has_data(suite, options, bool(suites))]
    except (OSError, ValueError) as error:
        _say(error)
        raise typer.Exit(2) from None
    results, is_whole = _run(ready, options, bool(suites))
    if not results:
        raise typer.Exit(2)
    rows = [row for result in results for row in result.rows]
    print_rows(make_console(), rows)
    if json is not None:
        json.write_bytes(msgspec.json.format(msgspec.json.encode(rows)) + b"\n")
    if plots is not None:
        samples = [sample for result in results for sample in result.samples]
        delays = [delay for result in results for delay in result.delays]
        written = write_plots(samples, plots, delays)
        typer.echo(f"{len(written)} plots in {plots}", err=True)
    missed = [f"{row.suite} {row.part} {name}" for row in rows for name in row.misses()]
    for name in missed:
        typer.echo(f"below its floor: {name}", err=True)
    if not is_whole:
        raise typer.Exit(2)
    if check and missed:
        raise typer.Exit(1)


def _list(suites: "list[Suite]") -> None:
    for suite in suites:
        typer.echo(f"{suite.name}: {suite.summary}")
        if suite.data_format:
            typer.echo(f"    needs --data: {suite.data_format}")
        if suite.may_take:
            typer.echo(f"    may take --data: {suite.may_take}")


def _has_data(suite: "Suite", options: "Options", is_named: bool) -> bool:
    """Whether a suite can be run; one that was asked for by name and cannot is an error."""
    if options.data is not None and is_named and not (suite.data_format or suite.may_take):
        raise ValueError(f"{suite.name} takes no --data: it is about agents of its own")
    if not suite.data_format or options.data is not None:
        return True
    message = f"{suite.name} needs --data: {suite.data_format}"
    if is_named:
        raise ValueError(message)
    typer.echo(f"left out: {message}", err=True)
    return False


def _run(suites: "list[Suite]", options: "Options", is_named: bool) -> "tuple[list[Result], bool]":
    """What the suites found, and whether all that could run did: one that fails stops no other."""
    import msgspec
    from rich.console import Console

    from roguewatch.evaluation.no_such_data import NoSuchData
    from roguewatch.evaluation.suites import Progress

    progress, results, is_whole = Progress(Console(stderr=True)), [], True
    for suite in suites:
        try:
            given = msgspec.structs.replace(options, data=suite.data_in(options.data, is_named))
            results.append(suite.run(given, progress))
        except NoSuchData as error:
            if is_named:
                _say(error)
                is_whole = False
            else:
                typer.echo(f"left out: {suite.name}: {error}", err=True)
        except (OSError, ValueError) as error:
            _say(error)
            is_whole = False
    return results, is_whole


def _say(error: Exception) -> None:
    typer.echo(f"roguewatch evaluate: {error}", err=True)
