"""An alert as other products read it: an OCSF 1.8.0 Detection Finding."""

import base64
from typing import Any

import msgspec

from .alert import Alert, Evidence
from .breakdown import Breakdown
from .decision import ALERT, Decision
from .sanitise import sanitise, sanitise_or_none
from .taxonomy import NAMES, tags, to_attack
from .wording import how_to_undo, message, runbook, title, what_was_done

OCSF_VERSION = "1.8.0"
CLASS_UID = 2004
ACTIVITIES = {"create": (1, "Create"), "update": (2, "Update"), "close": (3, "Close")}
STATUSES = {"create": (1, "New"), "update": (2, "In Progress"), "close": (4, "Resolved")}
SEVERITIES = {
    "low": (2, "Low"),
    "medium": (3, "Medium"),
    "high": (4, "High"),
    "critical": (5, "Critical"),
}
DISPOSITIONS = {1: "Allowed", 15: "Detected", 19: "Alert", 24: "Access Revoked"}
_RESOURCE_UID, _IP_ADDRESS = 10, 2


def to_finding(alert: Alert, decision: Decision | None = None) -> dict[str, Any]:
    """Return the finding; with the issuer's decision once there is one.

    All strings from agents are sanitised here, once. An agent is not an OCSF `agent`, which is a
    sensor: it stands in `resources` and in the actor of each evidence, and as 1.9's `ai_agent`
    under `unmapped` until that is released.
    """
    activity_id, activity = ACTIVITIES[alert.activity]
    status_id, status = STATUSES[alert.activity]
    severity_id, severity = SEVERITIES[alert.severity]
    disposition_id = decision.disposition if decision else ALERT
    is_denied = disposition_id == 24
    agent = sanitise(alert.agent_id)
    names = tags(alert.detectors, {event.action for event in alert.evidence})
    return {
        "category_uid": 2,
        "category_name": "Findings",
        "class_uid": CLASS_UID,
        "class_name": "Detection Finding",
        "activity_id": activity_id,
        "activity_name": activity,
        "type_uid": CLASS_UID * 100 + activity_id,
        "time": _ms(alert.time),
        "severity_id": severity_id,
        "severity": severity,
        "status_id": status_id,
        "status": status,
        "is_alert": alert.activity != "close",
        "message": message(alert, decision),
        "metadata": {
            "version": OCSF_VERSION,
            "profiles": ["security_control"],
            "product": {"name": "roguewatch", "vendor_name": "roguewatch"},
            "tenant_uid": sanitise(alert.tenant),
        },
        "finding_info": {
            "uid": alert.alert_id,
            "title": title(alert),
            "desc": runbook(alert),
            "types": list(alert.detectors),
            "first_seen_time": _ms(alert.first_seen),
            "last_seen_time": _ms(alert.time),
            "analytic": {
                "type_id": 2,
                "type": "Behavioral",
                "name": ",".join(alert.detectors),
                "uid": alert.config_hash,
            },
            "attacks": [to_attack(tag) for tag in names if not tag.startswith("ASI")],
            "related_events": [{"uid": sanitise(event.event_id)} for event in alert.evidence],
        },
        "action_id": 2 if is_denied else 1,
        "action": "Denied" if is_denied else "Allowed",
        "disposition_id": disposition_id,
        "disposition": DISPOSITIONS[disposition_id],
        "risk_score": alert.risk,
        "risk_level_id": severity_id - 1,
        "risk_level": severity,
        "resources": [_resource(alert, agent)],
        "evidences": [_evidence(event, agent) for event in alert.evidence],
        "observables": _observables(alert, agent),
        "remediation": {
            "desc": " ".join(
                [runbook(alert), what_was_done(alert, decision), how_to_undo(alert, decision)]
            )
        },
        "unmapped": _unmapped(alert, decision, agent, names),
    }


def encode_finding(alert: Alert, decision: Decision | None = None) -> bytes:
    """Return the finding as JSON; the same alert always gives the same bytes."""
    return msgspec.json.encode(to_finding(alert, decision))


def _ms(time: float) -> int:
    return round(time * 1_000)


def _resource(alert: Alert, agent: str) -> dict[str, Any]:
    resource: dict[str, Any] = {"uid": agent, "name": agent, "type": "ai_agent"}
    if alert.cohort is not None:
        resource["group"] = {"name": sanitise(alert.cohort)}
    return resource


def _evidence(event: Evidence, agent: str) -> dict[str, Any]:
    whose = agent if event.agent_id is None else sanitise(event.agent_id)
    actor: dict[str, Any] = {"app_uid": whose}
    if event.session_id is not None:
        actor["session"] = {"uid": sanitise(event.session_id)}
    evidence: dict[str, Any] = {
        "uid": sanitise(event.event_id),
        "actor": actor,
        "api": {"operation": sanitise(event.tool)},
        "data": {
            "time": _ms(event.time),
            "action": sanitise(event.action),
            "resource": sanitise_or_none(event.resource),
            "n_items": event.n_items,
            "n_bytes": event.n_bytes,
            "outcome": sanitise(event.outcome),
            "credential_id": sanitise_or_none(event.credential_id),
            "environment": sanitise_or_none(event.environment),
            "agent_version": sanitise_or_none(event.agent_version),
            "parent_agent_id": sanitise_or_none(event.parent_agent_id),
        },
    }
    if event.source_ip is not None:
        evidence["src_endpoint"] = {"ip": sanitise(event.source_ip)}
    return evidence


def _breakdown(breakdown: Breakdown | None) -> dict[str, Any] | None:
    if breakdown is None:
        return None
    cleaned = {
        name: tuple(
            msgspec.structs.replace(
                part, event_id=sanitise(part.event_id), tool=sanitise(part.tool)
            )
            for part in getattr(breakdown, name)
        )
        for name in ("parts", "direct")
    }
    clean = msgspec.structs.replace(breakdown, **cleaned)
    return {
        "log_evidence": clean.log_evidence,
        "risk": clean.risk,
        **msgspec.to_builtins(clean),
    }


def _observables(alert: Alert, agent: str) -> list[dict[str, Any]]:
    addresses = sorted({event.source_ip for event in alert.evidence if event.source_ip})
    found = [("resources[].uid", _RESOURCE_UID, "Resource UID", agent)]
    found += [
        ("evidences[].src_endpoint.ip", _IP_ADDRESS, "IP Address", sanitise(address))
        for address in addresses
    ]
    return [
        {"name": name, "type_id": type_id, "type": kind, "value": value}
        for name, type_id, kind, value in found
    ]


def _unmapped(
    alert: Alert, decision: Decision | None, agent: str, names: tuple[str, ...]
) -> dict[str, Any]:
    owasp = [tag for tag in names if tag.startswith("ASI")]
    unmapped: dict[str, Any] = {
        "ai_agent": {"uid": agent},
        "owasp_agentic": [{"uid": tag, "name": NAMES[tag]} for tag in owasp],
        "config_hash": alert.config_hash,
        "snapshot_version": alert.snapshot_version,
        "is_direct": alert.direct,
        "is_stop_requested": alert.is_stop_requested,
        "reasons": [
            msgspec.to_builtins(msgspec.structs.replace(reason, sentence=sanitise(reason.sentence)))
            for reason in alert.reasons
        ],
        "breakdown": _breakdown(alert.breakdown),
        "decision_record": base64.b64encode(alert.record).decode(),
    }
    if alert.ending is not None:
        unmapped["ending"] = alert.ending
    if decision is not None:
        unmapped["decision"] = {
            "outcome": decision.outcome,
            "mode": decision.mode,
            "policy_ids": list(decision.policy_ids),
            "reason": sanitise(decision.reason),
        }
    return unmapped
