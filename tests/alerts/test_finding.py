"""A finding is what OCSF 1.8.0 says it is, and inert."""

import base64
import json
from typing import Any

import pytest

from alerts.alert import Activity, Evidence, Reason, Severity
from alerts.decision import ACCESS_REVOKED, Decision
from alerts.finding import encode_finding, to_finding

from .make import make_alert

REQUIRED = {
    "activity_id",
    "category_uid",
    "class_uid",
    "type_uid",
    "time",
    "severity_id",
    "metadata",
    "finding_info",
}


def strings(value: Any) -> list[str]:
    """All strings in a JSON value, keys included."""
    if isinstance(value, dict):
        return [s for pair in value.items() for part in pair for s in strings(part)]
    if isinstance(value, list):
        return [s for part in value for s in strings(part)]
    return [value] if isinstance(value, str) else []


def test_a_finding_has_what_its_class_requires() -> None:
    finding = to_finding(make_alert())
    assert set(finding) >= REQUIRED
    assert (finding["class_uid"], finding["category_uid"]) == (2004, 2)
    assert finding["metadata"]["version"] == "1.8.0"
    assert finding["metadata"]["product"]["name"] == "roguewatch"
    assert finding["finding_info"]["analytic"]["type_id"] == 2
    assert finding["resources"][0]["type"] == "ai_agent"
    assert finding["unmapped"]["ai_agent"] == {"uid": "mail-1"}


@pytest.mark.parametrize(
    ("activity", "activity_id", "status_id", "is_alert"),
    [("create", 1, 1, True), ("update", 2, 2, True), ("close", 3, 4, False)],
)
def test_an_incident_has_one_uid_through_its_life(
    activity: Activity, activity_id: int, status_id: int, is_alert: bool
) -> None:
    finding = to_finding(make_alert(activity=activity))
    assert finding["finding_info"]["uid"] == "a1"
    assert (finding["activity_id"], finding["type_uid"]) == (activity_id, 200_400 + activity_id)
    assert (finding["status_id"], finding["is_alert"]) == (status_id, is_alert)


@pytest.mark.parametrize(
    ("severity", "severity_id"), [("low", 2), ("medium", 3), ("high", 4), ("critical", 5)]
)
def test_severity_is_a_number_too(severity: Severity, severity_id: int) -> None:
    finding = to_finding(make_alert(severity=severity))
    assert (finding["severity_id"], finding["risk_level_id"]) == (severity_id, severity_id - 1)


def test_all_times_are_milliseconds() -> None:
    finding = to_finding(make_alert())
    times = (finding["time"], finding["finding_info"]["first_seen_time"])
    assert times == (1_764_000_060_250, 1_764_000_058_000)


def test_the_remediation_says_how_to_undo() -> None:
    remediation = to_finding(make_alert())["remediation"]["desc"]
    assert "roguewatch reinstate" in remediation
    assert remediation.startswith(to_finding(make_alert())["finding_info"]["desc"])


def test_attacks_and_owasp_stand_apart() -> None:
    finding = to_finding(make_alert())
    attacks = [attack["technique"]["uid"] for attack in finding["finding_info"]["attacks"]]
    assert {"AML.T0101", "T1485"} <= set(attacks)
    assert {tag["uid"] for tag in finding["unmapped"]["owasp_agentic"]} == {"ASI02", "ASI08"}


def test_a_decision_sets_the_disposition_and_names_its_policy() -> None:
    decision = Decision(
        outcome="permit", mode="suspend", disposition=ACCESS_REVOKED, policy_ids=("p",), reason="r"
    )
    finding = to_finding(make_alert(), decision)
    assert (finding["disposition_id"], finding["action_id"]) == (24, 2)
    assert finding["unmapped"]["decision"]["policy_ids"] == ["p"]
    assert to_finding(make_alert())["disposition"] == "Alert"


def test_it_can_be_decided_again_from_what_it_carries() -> None:
    unmapped = to_finding(make_alert(record=b"\x00packed"))["unmapped"]
    assert base64.b64decode(unmapped["decision_record"]) == b"\x00packed"
    assert (unmapped["config_hash"], unmapped["snapshot_version"]) == ("0123456789abcdef", 490_000)


def test_the_same_alert_gives_the_same_bytes() -> None:
    assert encode_finding(make_alert()) == encode_finding(make_alert())


def test_no_string_of_an_agent_arrives_raw() -> None:
    hostile = "\u202e\x1b[31m\r\n<script>" + "A" * 10_000
    event = Evidence(
        event_id=hostile,
        time=1.0,
        tool=hostile,
        action=hostile,
        resource=hostile,
        outcome=hostile,
        credential_id=hostile,
        source_ip=hostile,
        session_id=hostile,
        environment=hostile,
    )
    reason = Reason(
        detector="burst",
        sentence=hostile,
        p=0.0,
        observed=float("inf"),
        expected_by_agent=float("nan"),
        expected_by_peers=0.0,
        n=0.0,
        share=1.0,
    )
    alert = make_alert(
        tenant=hostile, agent_id=hostile, cohort=hostile, evidence=(event,), reasons=(reason,)
    )
    found = strings(json.loads(encode_finding(alert)))
    assert all(text.isprintable() for text in found)
    assert max(map(len, found)) < 4_000
