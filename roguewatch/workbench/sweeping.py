"""Many configurations on one history: what each costs, and what it finds."""

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from detectors.config import Config
from detectors.registry import make_detectors
from roguewatch.progress import watched

from .history import History, to_events
from .replayed import Replayed
from .replaying import replay_whole


def sweep(
    history: History,
    grid: Mapping[str, Sequence[Any]],
    config: Config | None = None,
    rogue: Collection[str] = (),
) -> pd.DataFrame:
    """Replay the history with every combination of a grid.

    Parameters
    ----------
    history
        A frame, paths, a range of a topic or events.
    grid
        Parameters, as `Config.clone` names them, and the values to try.
    config
        Where all other parameters come from; the shipped configuration when not given.
    rogue
        Ids of events known to be an incident's. Alerts they raise are no false ones, and the
        table says at which of them the alert and the stop request came, counted from 1.

    Returns
    -------
    pandas.DataFrame
        One row a combination: its parameters, `false_alerts`, `per_1000` agent-days with its 95 %
        interval `low` and `high`, `stops`, `hash`; with `rogue` also `alert_at` and `stop_at`.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from roguewatch.simulation import Fleet
    >>> fleet = Fleet(seed=1, n_agents=5, start=datetime(2026, 1, 5, tzinfo=UTC), n_days=1)
    >>> table = sweep(fleet.events(), {"burst.dispersion": [1.5, 3.0]})
    >>> table["burst.dispersion"].tolist(), table["per_1000"].ge(0).all().item()
    ([1.5, 3.0], True)
    """
    base = Config() if config is None else config
    tried = [(params, base.clone(params)) for params in combinations(grid)]
    for _, clone in tried:
        # A wrong name is told before the first replay, not after many.
        make_detectors(clone)
    events = to_events(history)
    rows = [
        params | outcome(replay_whole(events, clone), rogue)
        for params, clone in watched(tried, len(tried), "sweeping")
    ]
    return pd.DataFrame(rows)


def combinations(grid: Mapping[str, Sequence[Any]]) -> Iterator[dict[str, Any]]:
    """Every combination, the last parameter changing fastest.

    Examples
    --------
    >>> list(combinations({"kappa": [1, 2], "margin": [3]}))
    [{'kappa': 1, 'margin': 3}, {'kappa': 2, 'margin': 3}]
    """
    for values in itertools.product(*grid.values()):
        yield dict(zip(grid, values, strict=True))


def outcome(replayed: Replayed, rogue: Collection[str] = ()) -> dict[str, Any]:
    """What one replay costs, and at which rogue call it speaks."""
    scores, alerts = replayed.scores, replayed.alerts
    known = scores[scores["event_id"].isin(set(rogue))].reset_index(drop=True)
    caught = set(known["alert_id"].dropna())
    false = alerts[~alerts["alert_id"].isin(caught)]
    rate = replayed.rate(len(false))
    row: dict[str, Any] = {
        "false_alerts": len(false),
        "per_1000": rate.per_1000,
        "low": rate.low,
        "high": rate.high,
        "stops": int(false["is_stop_requested"].sum()),
        "hash": replayed.config.hash,
    }
    if rogue:
        row["alert_at"] = _first(known["decision"] != "none")
        row["stop_at"] = _first(known["decision"] == "stop")
    return row


def _first(is_it: "pd.Series[bool]") -> int | None:
    where = is_it.to_numpy().nonzero()[0]
    return int(where[0]) + 1 if len(where) else None
