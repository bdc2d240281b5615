"""What enforcers report: that they applied a command, and that they are alive."""

from collections.abc import Collection
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


def encode_report(report: Report, keys: KeyRing, role: str | None = None) -> str:
    """Sign an ack or a heartbeat, with the key that is most its own of those at hand."""
    signer = role or signer_of(report, keys.roles)
    if signer is None:
        raise KeyError(f"keys must hold one of {_signers(report)}; got {list(keys.roles)}")
    return keys.sign(msgspec.json.encode(report), signer, TYP)


def signer_of(report: Report, names: Collection[str]) -> str | None:
    """Return which of these keys may sign the report; None if it is none of them.

    Examples
    --------
    >>> beat = Heartbeat(enforcer="vault", instance="eu-1", ledger_position=7, time=60.0)
    >>> signer_of(beat, ["enforcer", "enforcer.vault", "enforcer.vault/eu-2"])
    'enforcer.vault'
    """
    return next((name for name in _signers(report) if name in names), None)


def _signers(report: Report) -> tuple[str, ...]:
    """Ids of the keys that could sign it, what is most its own first."""
    subjects = (report.key,) if isinstance(report, Ack) else report.subjects
    name = f"enforcer.{report.enforcer}"
    # An instance that calls itself like an agent must not pass for it: subjects have a slash.
    instances = (report.instance,) if "/" not in report.instance else ()
    scopes = *instances, *(subjects if len(subjects) == 1 else ())
    return (*(f"{name}/{scope}" for scope in scopes), name, "enforcer")


def decode_report(token: str | bytes, keys: KeyRing) -> Report:
    """Verify and return an ack or a heartbeat; raises `BadSignature`.

    A key with a name of its own ("enforcer.vault") speaks for that enforcer alone, and one with a
    scope ("enforcer.vault/eu-1", "enforcer.sdk-gate/default/mail-1") for that instance or that
    agent alone. For whom there is a key of its own, no wider one speaks: the shared key speaks only
    for enforcers of which no key is trusted by name.

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
    if not report.enforcer or "/" in report.enforcer:
        raise BadSignature(f"enforcer must be a name without a slash; got {report.enforcer!r}")
    *own, shared = _signers(report)
    allowed = own if report.enforcer in keys.named_enforcers else [*own, shared]
    if signed.kid != next((kid for kid in allowed if keys.trusts(kid)), None):
        who = f"{report.enforcer}/{report.instance}"
        raise BadSignature(f"key {signed.kid!r} must not speak for {who!r}, {report.key!r}")
    return report
