"""A replay for programs: one JSON object a line, alerts first, the summary last."""

import json
from typing import Any

import msgspec

from alerts.alert import Alert


def alert_line(alert: Alert) -> str:
    r"""Write one activity of an alert; its decision record, which is not JSON, is left out.

    Everything beyond ASCII is escaped, so that a terminal has nothing to obey.

    Examples
    --------
    >>> alert = Alert(
    ...     alert_id="a1", activity="create", tenant="default", agent_id="m\u202e", time=6.0,
    ...     first_seen=6.0, detectors=("burst",), risk=97, severity="critical", config_hash="c",
    ...     snapshot_version=1,
    ... )
    >>> alert_line(alert)[:74]
    '{"kind": "alert", "alert_id": "a1", "activity": "create", "tenant": "defau'
    >>> "\u202e" in alert_line(alert)
    False
    """
    fields = msgspec.to_builtins(alert, builtin_types=(bytes,))
    del fields["record"]
    return json.dumps({"kind": "alert", **fields})


def summary_line(counts: dict[str, Any]) -> str:
    """Write the summary.

    Examples
    --------
    >>> summary_line({"events": 2})
    '{"kind": "summary", "events": 2}'
    """
    return json.dumps({"kind": "summary", **counts})
