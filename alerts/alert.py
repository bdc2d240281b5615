"""One deviation that a person should know of, with what it rests on."""

from typing import Literal

import msgspec

from detectors import Points

from .breakdown import Breakdown
from .ids import subject

Activity = Literal["create", "update", "close"]
Severity = Literal["low", "medium", "high", "critical"]
Ending = Literal["quiet", "lapsed", "reinstated"]
"""Why an incident is closed: nothing odd since, an hour after its stop was asked for, a person."""


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One action event that the alert rests on, without its arguments.

    `agent_id` is whose event it was, where several agents are concerned.
    """

    event_id: str
    time: float
    tool: str
    action: str
    resource: str | None = None
    n_items: int = 1
    n_bytes: int = 0
    outcome: str = "unknown"
    credential_id: str | None = None
    source_ip: str | None = None
    session_id: str | None = None
    environment: str | None = None
    agent_version: str | None = None
    parent_agent_id: str | None = None
    agent_id: str | None = None


class Reason(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one detector found; `share` is its part of the evidence, 0 to 1.

    `points` are those of a detector on the direct path, which speaks for itself.
    """

    detector: str
    sentence: str
    p: float
    observed: float
    expected_by_agent: float
    expected_by_peers: float
    n: float
    share: float
    points: Points | None = None


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """An incident of one agent, at one moment of its life: created, updated or closed.

    `ending` says why it was closed, `breakdown` what its risk comes from. `record` is the decision
    record: all that is needed to decide it again, in msgpack.

    Examples
    --------
    >>> alert = Alert(
    ...     alert_id="a1", activity="create", tenant="default", agent_id="mail-1", time=60.0,
    ...     first_seen=58.0, detectors=("burst",), risk=97, severity="critical",
    ...     config_hash="0123456789abcdef", snapshot_version=1,
    ... )
    >>> alert.key, alert.is_stop_requested
    ('default/mail-1', False)
    """

    alert_id: str
    activity: Activity
    tenant: str
    agent_id: str
    cohort: str | None = None
    time: float
    first_seen: float
    detectors: tuple[str, ...]
    risk: int
    severity: Severity
    direct: bool = False
    reasons: tuple[Reason, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    config_hash: str
    snapshot_version: int
    is_stop_requested: bool = False
    ending: Ending | None = None
    breakdown: Breakdown | None = None
    record: bytes = b""

    def __post_init__(self) -> None:
        if not 0 <= self.risk <= 100:
            raise ValueError(f"risk must be between 0 and 100; got {self.risk!r}")

    @property
    def key(self) -> str:
        """The Kafka key, which is also the subject of a command."""
        return subject(self.tenant, self.agent_id)
