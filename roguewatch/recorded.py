"""A recorded history that something is measured or learned on."""

from collections.abc import Iterable
from pathlib import Path

import typer

from streams.events import ActionEvent
from streams.reading import History


def recorded(paths: Iterable[Path]) -> list[ActionEvent]:
    """Every event, in order of time; what could not be read is said on stderr.

    Raises
    ------
    ValueError
        If there is none: what was measured on nothing looks like a good figure.

    Examples
    --------
    >>> recorded([])
    Traceback (most recent call last):
        ...
    ValueError: history must have at least one event; got none
    """
    history = History(paths)
    events = history.read()
    for reason, n in history.report.bad.most_common():
        typer.echo(f"left out {n:,}: {reason}", err=True)
    if history.report.bad:
        typer.echo(f"the first of them: {history.report.examples[0]}", err=True)
    if not events:
        raise ValueError("history must have at least one event; got none")
    return events
