"""A stop that is held is a finding itself: the agent goes on until a person has seen it."""

from alerts.alert import Alert, Reason
from alerts.finding import encode_finding
from alerts.finding_view import FindingView, read_finding
from alerts.ids import digest
from alerts.ledger import LedgerRecord


def to_finding_view(record: LedgerRecord) -> FindingView | None:
    """Return the finding that tells of a held request; None where the record has none.

    Examples
    --------
    >>> from alerts.decision import ALERT, Decision
    >>> from alerts.stop_request import StopRequest
    >>> request = StopRequest(
    ...     request_id="4f1c", action="suspend", tenant="default", agent_id="mail-1", time=99.0,
    ...     alert_id="a1", reason="200 deletes", requested_by="worker",
    ... )
    >>> guard = Decision(outcome="hold", disposition=ALERT, reason="storm guard: the cap is 3")
    >>> finding = to_finding_view(LedgerRecord(
    ...     kind="held", time=100.0, request=request, decision=guard, request_id="4f1c"
    ... ))
    >>> finding.severity, finding.title
    ('Critical', "AI agent mail-1: its stop is held; roguewatch release 4f1c --reason 'WHY'")
    """
    request = record.request
    if request is None:
        return None
    reason = Reason(
        detector="containment",
        sentence=f"its stop is held; roguewatch release {record.request_id} --reason 'WHY'",
        p=1.0,
        observed=1.0,
        expected_by_agent=0.0,
        expected_by_peers=0.0,
        n=0.0,
        share=1.0,
    )
    alert = Alert(
        alert_id=digest("held", record.request_id),
        activity="create",
        tenant=request.tenant,
        agent_id=request.agent_id,
        time=record.time,
        first_seen=request.time,
        detectors=("containment",),
        risk=100,
        severity="critical",
        direct=True,
        reasons=(reason,),
        config_hash="",
        snapshot_version=0,
        is_stop_requested=True,
    )
    return read_finding(encode_finding(alert, record.decision))
