"""A finding as it comes back from its topic: what suppression and sinks need of it."""

from typing import Any

import msgspec

from .ids import subject


class BadFinding(Exception):
    """The record is no finding of ours."""


class _Info(msgspec.Struct):
    uid: str
    title: str
    types: list[str]


class _Metadata(msgspec.Struct):
    tenant_uid: str


class _Resource(msgspec.Struct):
    uid: str


class _Unmapped(msgspec.Struct):
    is_stop_requested: bool


class _Finding(msgspec.Struct):
    class_uid: int
    activity_id: int
    time: int
    severity_id: int
    severity: str
    risk_score: int
    message: str
    metadata: _Metadata
    finding_info: _Info
    resources: list[_Resource]
    unmapped: _Unmapped


class FindingView(msgspec.Struct, frozen=True, kw_only=True):
    """What one finding says, with its body as it was written.

    Examples
    --------
    >>> from .alert import Alert
    >>> from .finding import encode_finding
    >>> alert = Alert(
    ...     alert_id="a1", activity="create", tenant="default", agent_id="mail-1", time=60.0,
    ...     first_seen=58.0, detectors=("burst",), risk=97, severity="critical",
    ...     config_hash="0123456789abcdef", snapshot_version=1,
    ... )
    >>> view = read_finding(encode_finding(alert))
    >>> view.key, view.activity_id, view.severity_id, view.time
    ('default/mail-1', 1, 5, 60.0)
    """

    uid: str
    activity_id: int
    time: float
    severity_id: int
    severity: str
    risk: int
    tenant: str
    agent: str
    detectors: tuple[str, ...]
    title: str
    message: str
    is_stop_requested: bool
    body: bytes

    @property
    def key(self) -> str:
        """The agent it is about."""
        return subject(self.tenant, self.agent)

    @property
    def delivery_id(self) -> str:
        """The same for every delivery of this record, so that a receiver can drop a repeat."""
        return f"{self.uid}.{self.activity_id}.{round(self.time * 1_000)}"

    def to_dict(self) -> dict[str, Any]:
        """Return the whole finding."""
        finding: dict[str, Any] = msgspec.json.decode(self.body)
        return finding


def read_finding(body: bytes) -> FindingView:
    """Read a record of agent-alerts; raises `BadFinding`."""
    try:
        finding = msgspec.json.decode(body, type=_Finding)
    except msgspec.DecodeError as error:
        raise BadFinding(str(error)) from None
    if finding.class_uid != 2004 or not finding.resources:
        raise BadFinding(f"class_uid must be 2004, with a resource; got {finding.class_uid}")
    return FindingView(
        uid=finding.finding_info.uid,
        activity_id=finding.activity_id,
        time=finding.time / 1_000,
        severity_id=finding.severity_id,
        severity=finding.severity,
        risk=finding.risk_score,
        tenant=finding.metadata.tenant_uid,
        agent=finding.resources[0].uid,
        detectors=tuple(sorted(finding.finding_info.types)),
        title=finding.finding_info.title,
        message=finding.message,
        is_stop_requested=finding.unmapped.is_stop_requested,
        body=body,
    )
