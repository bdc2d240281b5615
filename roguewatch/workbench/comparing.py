"""Which alerts appear and which vanish when one configuration takes another's place."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from alerts.alert import Evidence
from detectors.config import Config
from roguewatch.replaying.key import REPLAY_KEY

from .comparison import Comparison
from .history import History, to_events
from .replayed import Replayed
from .replaying import replay_whole

_CLOSE = pd.Timedelta(minutes=30)
_KEPT = ("agent_id", "opened", "risk", "detectors", "is_stop_requested", "sentences", "evidence")


def compare(
    history: History,
    config_a: Config | Replayed,
    config_b: Config | Replayed,
    hash_key: bytes = REPLAY_KEY,
) -> Comparison:
    """Replay a history with both; match incidents of one agent that overlap in time.

    An alert's id holds the hash of its configuration, so ids tell nothing here. Incidents are one
    where they lie no further apart than the half hour of quiet that closes one.

    Parameters
    ----------
    history
        A frame, paths, a range of a topic or events.
    config_a, config_b
        The one in force and the one that might be; or what `replay_whole` already gave.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from roguewatch.simulation import Fleet
    >>> fleet = Fleet(seed=1, n_agents=5, start=datetime(2026, 1, 5, tzinfo=UTC), n_days=1)
    >>> compare(fleet.events(), Config(), Config(kappa=0.05)).is_same
    True
    """
    events = to_events(history)
    a, b = (
        given if isinstance(given, Replayed) else replay_whole(events, given, hash_key)
        for given in (config_a, config_b)
    )
    return compare_replayed(a, b)


def compare_replayed(a: Replayed, b: Replayed) -> Comparison:
    """Compare what two replays of one history gave."""
    theirs = with_evidence(b)
    unmatched = set(theirs.index)
    vanished: list[int] = []
    pairs: list[dict[str, Any]] = []
    ours = with_evidence(a)
    for index, row in ours.iterrows():
        found = theirs[
            theirs.index.isin(unmatched)
            & (theirs["tenant"] == row["tenant"])
            & (theirs["agent_id"] == row["agent_id"])
            & (theirs["opened"] <= row["last"] + _CLOSE)
            & (theirs["last"] >= row["opened"] - _CLOSE)
        ]
        if found.empty:
            vanished.append(int(str(index)))
            continue
        unmatched.discard(int(found.index[0]))
        pairs.append(_pair(row.to_dict(), found.iloc[0].to_dict()))
    columns = [*_KEPT[:2], *(f"{name}_{x}" for x in "ab" for name in ("risk", "is_stop_requested"))]
    return Comparison(
        appear=theirs.loc[sorted(unmatched), list(_KEPT)].reset_index(drop=True),
        vanish=ours.loc[vanished, list(_KEPT)].reset_index(drop=True),
        both=pd.DataFrame(pairs, columns=columns),
        agent_days=b.agent_days,
    )


def with_evidence(replayed: Replayed) -> pd.DataFrame:
    """The incidents, with one line for each of the events an incident rests on."""
    evidence = {alert.alert_id: [_line(e) for e in alert.evidence] for alert in replayed.raised}
    return replayed.alerts.assign(evidence=replayed.alerts["alert_id"].map(evidence))


def _line(event: Evidence) -> str:
    when = f"{pd.Timestamp(event.time, unit='s'):%m-%d %H:%M:%S}"
    return f"{when} {event.action} {event.tool} {event.resource or ''}".rstrip()


def _pair(a: Mapping[Hashable, Any], b: Mapping[Hashable, Any]) -> dict[str, Any]:
    pair: dict[str, Any] = {"agent_id": a["agent_id"], "opened": a["opened"]}
    for end, row in (("a", a), ("b", b)):
        pair |= {f"{name}_{end}": row[name] for name in ("risk", "is_stop_requested")}
    return pair
