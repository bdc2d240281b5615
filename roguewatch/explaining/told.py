"""One activity of an alert as it was told: by a replay's JSON lines, or as a finding."""

import base64
import binascii
from collections.abc import Iterable
from typing import Any

import msgspec

from alerts.alert import Activity, Ending
from alerts.breakdown import Breakdown

_ACTIVITIES: dict[int, Activity] = {1: "create", 2: "update", 3: "close"}


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What explaining needs of one activity.

    Parameters
    ----------
    sentences
        By detector, what it says.
    breakdown
        The parts of the risk; the end of an incident has none.
    ending
        Why the incident was closed, where it was.
    record
        The decision record; empty where there is none.
    """

    alert_id: str
    activity: Activity
    tenant: str
    agent_id: str
    time: float
    risk: int
    sentences: dict[str, str]
    breakdown: Breakdown | None
    ending: Ending | None = None
    config_hash: str
    snapshot_version: int
    record: bytes = b""


def read_told(lines: Iterable[bytes], alert_id: str) -> list[Told]:
    """Every activity of the alerts whose id begins so, in order; other lines are passed over.

    Examples
    --------
    >>> read_told([b'{"kind": "summary"}', b"junk"], "a1")
    []
    """
    told: dict[tuple[str, str, float], Told] = {}
    for line in lines:
        try:
            found = msgspec.json.decode(line)
            one = _of_finding(found) if "finding_info" in found else _of_replay(found)
        except (msgspec.DecodeError, KeyError, TypeError, IndexError, binascii.Error):
            continue
        if one.alert_id.startswith(alert_id):
            # A worker that starts again may write what it had written.
            told.setdefault((one.alert_id, one.activity, one.time), one)
    return list(told.values())


def _of_replay(line: dict[str, Any]) -> Told:
    sentences = {reason["detector"]: reason["sentence"] for reason in line["reasons"]}
    return msgspec.convert(line | {"sentences": sentences, "record": b""}, Told)


def _of_finding(finding: dict[str, Any]) -> Told:
    more = finding["unmapped"]
    return msgspec.convert(
        {
            "alert_id": finding["finding_info"]["uid"],
            "activity": _ACTIVITIES[finding["activity_id"]],
            "tenant": finding["metadata"]["tenant_uid"],
            "agent_id": finding["resources"][0]["uid"],
            "time": finding["time"] / 1_000,
            "risk": finding["risk_score"],
            "sentences": {reason["detector"]: reason["sentence"] for reason in more["reasons"]},
            "breakdown": more["breakdown"],
            "ending": more.get("ending"),
            "config_hash": more["config_hash"],
            "snapshot_version": more["snapshot_version"],
            "record": base64.b64decode(more["decision_record"]),
        },
        Told,
    )
