"""The figures of all suites as one table for people."""

import sys
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from .suites.row import OURS, Row

_WIDTH_WITHOUT_A_TERMINAL = 140


def make_console() -> Console:
    """Standard output: wide and plain without a terminal."""
    width = None if sys.stdout.isatty() else _WIDTH_WITHOUT_A_TERMINAL
    return Console(width=width, highlight=False, markup=False, emoji=False)


def print_rows(console: Console, rows: list[Row]) -> None:
    """Print one block a suite: competitors below each other, figures beside each other.

    Examples
    --------
    >>> row = Row(suite="nab", competitor="roguewatch", figures={"standard": 41.234})
    >>> print_rows(Console(width=60), [row])  # doctest: +ELLIPSIS
    nab...
    """
    for suite in dict.fromkeys(row.suite for row in rows):
        console.print(_table(suite, [row for row in rows if row.suite == suite]))


def _table(suite: str, rows: list[Row]) -> Table:
    figures = list(dict.fromkeys(name for row in rows for name in row.figures))
    table = Table("part", "who", title=suite, title_justify="left", box=None, pad_edge=False)
    for name in figures:
        table.add_column(name, justify="right")
    counts = {name for name in figures if _is_count(row.figures.get(name) for row in rows)}
    for part in dict.fromkeys(row.part for row in rows):
        inside = [row for row in rows if row.part == part]
        for row in inside:
            values = (_value(row, name, name in counts) for name in figures)
            table.add_row(part, row.competitor, *values)
        for row in inside:
            if row.competitor == OURS and row.must:
                table.add_row(part, "must reach", *(_floor(row.must, name) for name in figures))
            if row.competitor == OURS and row.goal:
                table.add_row(part, "goal", *(_floor(row.goal, name) for name in figures))
    return table


def _is_count(values: Iterable[float | None]) -> bool:
    """Whether a column counts things: then one is 1, and not all there could be."""
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, int) for value in known):
        return True
    return any(value > 1.0 for value in known) and all(value == int(value) for value in known)


def _value(row: Row, name: str, is_count: bool) -> str:
    value = row.figures.get(name)
    text = "–" if value is None else f"{value:,.0f}" if is_count else number(value)
    if name in row.intervals:
        low, high = row.intervals[name]
        text += f" [{number(low)}, {number(high)}]"
    return f"{text} !" if name in row.misses() else text


def _floor(floors: dict[str, float], name: str) -> str:
    return number(floors[name]) if name in floors else ""


def number(value: float) -> str:
    """A figure, as exact as it is worth.

    Examples
    --------
    >>> number(0.91549), number(41.234), number(62349.0), number(3.0)
    ('.915', '41.2', '62,349', '3')
    """
    if value == int(value) and abs(value) != 1.0:
        return f"{value:,.0f}"
    if abs(value) <= 1.0:
        return f"{value:.3f}".replace("0.", ".", 1)
    return f"{value:,.1f}"
