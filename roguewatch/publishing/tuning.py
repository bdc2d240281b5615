"""Choose among configurations that were tried."""

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from streams.events import ActionEvent

DEFAULT_GRID: dict[str, list[Any]] = {
    "alerts_per_1000_agent_days": [1.0, 2.0, 5.0, 10.0, 20.0, 50.0]
}
"""The dial alone: tried when nothing else is asked for."""


def read_grid(words: Sequence[str]) -> dict[str, list[Any]]:
    """A grid from `name=value,value` words; the default grid from none.

    Raises
    ------
    ValueError
        If a word is not of that form.

    Examples
    --------
    >>> read_grid(["burst.dispersion=1.25,2", "burst.stage='alert'"])
    {'burst.dispersion': [1.25, 2], 'burst.stage': ['alert']}
    >>> read_grid(["kappa"])
    Traceback (most recent call last):
        ...
    ValueError: a grid must be name=value,value; got 'kappa'
    """
    grid: dict[str, list[Any]] = {}
    for word in words:
        name, equals, values = word.partition("=")
        try:
            grid[name.strip()] = tomllib.loads(f"values = [{values}]")["values"]
        except tomllib.TOMLDecodeError:
            equals = ""
        if not (equals and name.strip() and grid[name.strip()]):
            raise ValueError(f"a grid must be name=value,value; got {word!r}")
    return grid or DEFAULT_GRID


def choose(table: pd.DataFrame, budget: float) -> dict[str, Any]:
    """The best row within the budget of false alerts in 1,000 agent-days.

    The soonest stop at a known rogue event decides, then the soonest alert, then how sensitive it
    is: the most false alerts that one can still bear.

    Raises
    ------
    ValueError
        If no row keeps to the budget.

    Examples
    --------
    >>> table = pd.DataFrame({"kappa": [1, 2, 3], "per_1000": [9.0, 4.0, 2.0]})
    >>> choose(table, budget=5.0)["kappa"]
    2
    """
    within = table[table["per_1000"] <= budget]
    if within.empty:
        least = table["per_1000"].min()
        raise ValueError(
            f"budget must be at least {least:.2f} in 1,000 agent-days for this grid; got {budget:g}"
        )
    order = [name for name in ("stop_at", "alert_at") if name in within]
    ranked = within.sort_values(
        [*order, "per_1000"], ascending=[*[True] * len(order), False], kind="stable"
    )
    # Back to the numbers that were given: a row as a series would make all of them floats.
    return {str(name): ranked[name].tolist()[0] for name in ranked.columns}


def comment(
    events: Sequence[ActionEvent], params: Mapping[str, Any], row: Mapping[str, Any], budget: float
) -> str:
    """Where a chosen configuration comes from, to stand in its file."""
    span = f"{events[0].time:%Y-%m-%d} to {events[-1].time:%Y-%m-%d}" if events else "no time"
    tried = ", ".join(f"{name} = {value}" for name, value in params.items())
    return (
        f"Tuned on {len(events):,} events from {span}: {tried}.\n"
        f"There: {row['false_alerts']} alerts not known to be true, {row['per_1000']:.2f} in 1,000 "
        f"agent-days (95 % {row['low']:.2f} to {row['high']:.2f}); the budget was {budget:g}."
    )
