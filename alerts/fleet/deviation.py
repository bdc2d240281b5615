"""One agent's alert, as far as it can be compared with another's."""

import msgspec

from ..alert import Alert
from ..finding import CLASS_UID, encode_finding
from ..finding_view import BadFinding


class Deviation(msgspec.Struct, frozen=True, kw_only=True):
    """Who deviated, when, and what that could have in common with others.

    Read from the finding as it is written, also where the alert is at hand: then replay and the
    control plane cannot differ.

    Examples
    --------
    >>> alert = Alert(
    ...     alert_id="a1", activity="create", tenant="default", agent_id="mail-1", time=60.0,
    ...     first_seen=58.0, detectors=("burst",), risk=97, severity="critical", cohort="mail",
    ...     config_hash="0123456789abcdef", snapshot_version=1,
    ... )
    >>> deviation = Deviation.of(alert)
    >>> deviation.agent_id, deviation.cohort, deviation.is_new, deviation.version
    ('mail-1', 'mail', True, None)
    """

    uid: str
    is_new: bool
    tenant: str
    agent_id: str
    cohort: str | None
    time: float
    detectors: tuple[str, ...]
    event_id: str = ""
    tool: str = ""
    action: str = ""
    target: str | None = None
    version: str | None = None
    parent: str | None = None

    @classmethod
    def of(cls, alert: Alert) -> "Deviation":
        """Make it of an alert."""
        return read_deviation(encode_finding(msgspec.structs.replace(alert, record=b"")))


class _Name(msgspec.Struct):
    name: str


class _Resource(msgspec.Struct):
    uid: str
    group: _Name | None = None


class _Api(msgspec.Struct):
    operation: str


class _Data(msgspec.Struct):
    action: str
    resource: str | None = None
    agent_version: str | None = None
    parent_agent_id: str | None = None


class _Evidence(msgspec.Struct):
    uid: str
    api: _Api
    data: _Data


class _Info(msgspec.Struct):
    uid: str
    types: list[str]


class _Metadata(msgspec.Struct):
    tenant_uid: str


class _Finding(msgspec.Struct):
    class_uid: int
    activity_id: int
    time: int
    metadata: _Metadata
    finding_info: _Info
    resources: list[_Resource]
    evidences: list[_Evidence]


_decode = msgspec.json.Decoder(_Finding).decode


def read_deviation(body: bytes) -> Deviation:
    """Read a record of agent-alerts; raises `BadFinding`."""
    try:
        finding = _decode(body)
    except msgspec.DecodeError as error:
        raise BadFinding(str(error)) from None
    if finding.class_uid != CLASS_UID or not finding.resources:
        raise BadFinding(f"class_uid must be {CLASS_UID}, with a resource; got {finding.class_uid}")
    who = finding.resources[0]
    deviation = Deviation(
        uid=finding.finding_info.uid,
        is_new=finding.activity_id == 1,
        tenant=finding.metadata.tenant_uid,
        agent_id=who.uid,
        cohort=who.group.name if who.group is not None else None,
        time=finding.time / 1_000,
        detectors=tuple(sorted(finding.finding_info.types)),
    )
    if not finding.evidences:
        return deviation
    last = finding.evidences[-1]
    return msgspec.structs.replace(
        deviation,
        event_id=last.uid,
        tool=last.api.operation,
        action=last.data.action,
        target=last.data.resource,
        version=last.data.agent_version,
        parent=last.data.parent_agent_id,
    )
