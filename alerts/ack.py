"""What enforcers report: that they applied a command, and that they are alive."""

from typing import Literal

import msgspec

from .ids import subject
from .keys import BadSignature, KeyRing

TYP = "roguewatch-report+jwt"
Result = Literal["applied", "already", "refused", "failed"]


class Ack(msgspec.Struct, frozen=True, kw_only=True, tag="ack", tag_field="kind"):
    """One enforcer instance's answer to one command, signed with the enforcer's key."""

    cmd_id: str
    epoch: int
    sequence: int
    tenant: str
    agent_id: str
    enforcer: str
    instance: str
    result: Result
    detail: str = ""
    time: float

    @property
    def key(self) -> str:
        """The Kafka key: the subject."""
        return subject(self.tenant, self.agent_id)

    @property
    def is_confirmation(self) -> bool:
        """True if the agent is stopped there, or free again, as the command said."""
        return self.result in ("applied", "already")


class Heartbeat(msgspec.Struct, frozen=True, kw_only=True, tag="heartbeat", tag_field="kind"):
    """An enforcer instance is alive, serves these subjects and has read the ledger this far.

    `subjects` is `("*",)` for an enforcer that serves every agent; a subject ending in `/*` means a
    whole tenant.
    """

    enforcer: str
    instance: str
    subjects: tuple[str, ...] = ("*",)
    ledger_position: int
    time: float

    @property
    def key(self) -> str:
        """The Kafka key."""
        return f"{self.enforcer}/{self.instance}"

    def serves(self, subject: str) -> bool:
        """Tell whether this instance must confirm commands about the subject."""
        tenant = subject.partition("/")[0]
        return not {"*", subject, f"{tenant}/*"}.isdisjoint(self.subjects)


Report = Ack | Heartbeat


def encode_report(report: Report, keys: KeyRing, role: str = "enforcer") -> str:
    """Sign an ack or a heartbeat."""
    return keys.sign(msgspec.json.encode(report), role, TYP)


def decode_report(token: str | bytes, keys: KeyRing) -> Report:
    """Verify and return an ack or a heartbeat; raises `BadSignature`.

    A key with a name of its own ("enforcer.vault") speaks for that enforcer alone.

    Examples
    --------
    >>> ring = KeyRing.generate()
    >>> beat = Heartbeat(enforcer="sdk", instance="mail-1", ledger_position=7, time=60.0)
    >>> decode_report(encode_report(beat, ring), ring) == beat
    True
    """
    signed = keys.open(token, {"enforcer"}, TYP)
    try:
        report: Report = msgspec.json.decode(signed.payload, type=Report)
    except msgspec.DecodeError as error:
        raise BadSignature(f"report must be an ack or a heartbeat; {error}") from None
    name = signed.kid.partition(".")[2]
    if name and name != report.enforcer:
        raise BadSignature(f"key {signed.kid!r} must not speak for {report.enforcer!r}")
    return report
