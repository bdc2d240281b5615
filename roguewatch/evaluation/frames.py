"""Scores as data frames: the same core as the worker, for notebooks."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from alerts.alert import Alert
from detectors.config import Config
from streams.events import ActionEvent
from streams.replay import Replay


def replay_frames(
    events: Iterable[ActionEvent], config: Config, hash_key: bytes = b"for notebooks only"
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Replay a history; return one row per event and one row per alert.

    Parameters
    ----------
    events
        In time order.
    config
        Stages, parameters and dials to try.
    hash_key
        Secret for hashing what agents choose; any will do for a history of one's own.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from roguewatch.simulation import Fleet
    >>> fleet = Fleet(seed=1, n_agents=5, start=datetime(2026, 1, 5, tzinfo=UTC), n_days=1)
    >>> scores, alerts = replay_frames(fleet.events(), Config())
    >>> list(scores.columns[:6])
    ['event_id', 'agent_id', 'cohort', 'time', 'action', 'risk']
    >>> scores["burst"].dropna().between(0.0, 1.0).all().item(), len(alerts.columns)
    (True, 8)
    """
    replay = Replay(config, hash_key)
    rows: list[dict[str, Any]] = []
    raised: list[dict[str, Any]] = []
    for event in events:
        assessment = replay.process_one(event)
        rows.append(
            {
                "event_id": event.event_id,
                "agent_id": event.agent_id,
                "cohort": event.cohort,
                "time": event.time,
                "action": event.action,
                "risk": assessment.risk,
                "is_alert_created": any(a.activity == "create" for a in assessment.alerts),
                "is_stop_requested": bool(assessment.stop_requests),
            }
            | {name: s.p if s is not None else None for name, s in assessment.scores.items()}
        )
        raised += [_row(alert) for alert in assessment.alerts]
    return pd.DataFrame(rows), pd.DataFrame(raised, columns=list(_COLUMNS))


_COLUMNS = (
    "alert_id",
    "activity",
    "agent_id",
    "time",
    "severity",
    "risk",
    "detectors",
    "reasons",
)


def _row(alert: Alert) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(alert, name) for name in _COLUMNS}
    row["time"] = pd.Timestamp(alert.time, unit="s", tz="UTC")
    row["detectors"] = ", ".join(alert.detectors)
    row["reasons"] = "; ".join(reason.sentence for reason in alert.reasons)
    return row
