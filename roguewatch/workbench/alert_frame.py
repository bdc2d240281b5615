"""Incidents as a frame, one row each, as each stood last."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from alerts.alert import Alert

_COLUMNS = (
    *("alert_id", "tenant", "agent_id", "cohort", "opened", "last", "is_open", "severity", "risk"),
    *("is_stop_requested", "direct", "detectors", "first_event", "sentences"),
)


def alert_frame(alerts: Iterable[Alert]) -> pd.DataFrame:
    """One row an incident: what its updates came to, and what its last reasons were.

    Parameters
    ----------
    alerts
        Every activity of every alert, in order.

    Examples
    --------
    >>> alert_frame([]).columns[:3].tolist()
    ['alert_id', 'tenant', 'agent_id']
    """
    rows: dict[str, dict[str, Any]] = {}
    for alert in alerts:
        row = rows.setdefault(alert.alert_id, {})
        row |= _row(alert)
        row.setdefault("first_event", alert.evidence[0].event_id if alert.evidence else None)
        if alert.reasons:
            row["sentences"] = "; ".join(reason.sentence for reason in alert.reasons)
    return pd.DataFrame(list(rows.values()), columns=list(_COLUMNS))


def _row(alert: Alert) -> dict[str, Any]:
    names = ("alert_id", "tenant", "agent_id", "cohort", "severity", "risk", "is_stop_requested")
    return {name: getattr(alert, name) for name in names} | {
        "direct": alert.direct,
        "opened": pd.Timestamp(alert.first_seen, unit="s", tz="UTC"),
        "last": pd.Timestamp(alert.time, unit="s", tz="UTC"),
        "is_open": alert.activity != "close",
        "detectors": ", ".join(alert.detectors),
    }
