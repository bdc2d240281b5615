"""Small messages for the tests of this package; what matters is said where it is used."""

from typing import Any

import msgspec

from alerts.ack import Ack, Heartbeat, Result
from alerts.alert import Alert, Evidence, Reason
from alerts.command import Command
from alerts.stop_request import StopRequest


def make_request(agent_id: str = "mail-1", **changes: Any) -> StopRequest:
    """Return a request of the worker that the shipped policy permits."""
    fields: dict[str, Any] = {
        "action": "suspend",
        "tenant": "default",
        "agent_id": agent_id,
        "alert_id": "a1",
        "time": 1_000.0,
        "detectors": ("burst", "volume"),
        "promoted": ("burst",),
        "risk": 100,
        "reason": "200 deletes a minute",
        "n_active_agents": 200,
        "requested_by": "worker",
    }
    return StopRequest.make(**(fields | changes))


def make_command(**changes: Any) -> Command:
    fields: dict[str, Any] = {
        "cmd_id": "c1",
        "action": "suspend",
        "tenant": "default",
        "agent_id": "mail-1",
        "epoch": 4,
        "sequence": 1,
        "issued_at": 1_000.5,
        "not_after": 4_600.5,
        "mode": "suspend",
        "alert_id": "a1",
        "reason": "200 deletes a minute",
        "event_time": 1_000.0,
    }
    return Command(**(fields | changes))


def make_ack(command: Command, instance: str = "i1", **changes: Any) -> Ack:
    result: Result = "applied"
    ack = Ack(
        cmd_id=command.cmd_id,
        epoch=command.epoch,
        sequence=command.sequence,
        tenant=command.tenant,
        agent_id=command.agent_id,
        enforcer="gateway",
        instance=instance,
        result=result,
        time=1_001.0,
    )
    return msgspec.structs.replace(ack, **changes)


def make_heartbeat(instance: str = "i1", **changes: Any) -> Heartbeat:
    beat = Heartbeat(enforcer="gateway", instance=instance, ledger_position=7, time=1_000.0)
    return msgspec.structs.replace(beat, **changes)


def make_alert(**changes: Any) -> Alert:
    """Return an alert of a mail agent that deletes an inbox."""
    fields: dict[str, Any] = {
        "alert_id": "a1",
        "activity": "create",
        "tenant": "default",
        "agent_id": "mail-1",
        "cohort": "mail",
        "time": 1_764_000_060.25,
        "first_seen": 1_764_000_058.0,
        "detectors": ("burst", "volume"),
        "risk": 97,
        "severity": "critical",
        "reasons": (
            Reason(
                detector="burst",
                sentence="200.0 calls of this kind in the last minute; usually 0.0, its peers 0.1",
                p=1e-9,
                observed=200.0,
                expected_by_agent=0.0,
                expected_by_peers=0.1,
                n=0.0,
                share=0.9,
            ),
        ),
        "evidence": (
            Evidence(
                event_id="e1",
                time=1_764_000_060.25,
                tool="mail.delete",
                action="delete",
                resource="inbox/17",
                outcome="success",
                credential_id="cred-1",
                source_ip="192.0.2.7",
                session_id="s1",
                environment="production",
            ),
        ),
        "config_hash": "0123456789abcdef",
        "snapshot_version": 490_000,
        "is_stop_requested": True,
        "record": b"packed",
    }
    return Alert(**(fields | changes))
