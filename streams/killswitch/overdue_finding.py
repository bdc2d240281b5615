"""A stop that nobody confirms is a finding itself, and goes where findings go."""

from alerts.alert import Alert, Reason
from alerts.finding import encode_finding
from alerts.finding_view import FindingView, read_finding
from alerts.ids import digest
from streams.killswitch.outbox import Overdue


def to_finding_view(overdue: Overdue, now: float) -> FindingView:
    """Return the finding that tells of a command still open.

    Examples
    --------
    >>> from alerts.command import Command
    >>> from alerts.ledger import Entry, LedgerRecord
    >>> command = Command(
    ...     cmd_id="c1", action="suspend", tenant="default", agent_id="mail-1", epoch=4, sequence=1,
    ...     issued_at=100.0, mode="suspend", alert_id="a1", reason="", event_time=99.5,
    ... )
    >>> entry = Entry(5, command, LedgerRecord(kind="command", command="token", time=100.0))
    >>> finding = to_finding_view(Overdue(entry, "page", 60.0), now=160.0)
    >>> finding.severity, finding.title
    ('Critical', 'AI agent mail-1: the suspend is not confirmed after 60 s')
    """
    command = overdue.entry.command
    sentence = f"the {command.action} is not confirmed after {overdue.age_s:.0f} s"
    reason = Reason(
        detector="containment",
        sentence=sentence,
        p=1.0,
        observed=overdue.age_s,
        expected_by_agent=0.0,
        expected_by_peers=0.0,
        n=0.0,
        share=1.0,
    )
    alert = Alert(
        alert_id=digest("overdue", command.cmd_id, overdue.urgency),
        activity="create",
        tenant=command.tenant,
        agent_id=command.agent_id,
        time=now,
        first_seen=command.issued_at,
        detectors=("containment",),
        risk=100,
        severity="critical" if overdue.urgency == "page" else "high",
        direct=True,
        reasons=(reason,),
        config_hash="",
        snapshot_version=0,
        is_stop_requested=True,
    )
    return read_finding(encode_finding(alert))
