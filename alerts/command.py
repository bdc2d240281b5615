"""The killswitch topic's message: a Security Event Token that only the issuer can make."""

from collections.abc import Collection
from typing import Any, Literal

import msgspec

from .ids import subject
from .keys import BadSignature, KeyRing
from .signed import canonical_segments

CommandAction = Literal["suspend", "revoke", "reinstate"]
Mode = Literal["shadow", "suspend", "revoke"]

TYP = "secevent+jwt"
ISSUER = "urn:roguewatch:issuer"
AUDIENCE = "urn:roguewatch:enforcers"
CAEP = "https://schemas.openid.net/secevent/caep/event-type/"
EVENT_TYPES: dict[CommandAction, str] = {
    "suspend": CAEP + "session-revoked",
    "revoke": CAEP + "credential-change",
    "reinstate": CAEP + "session-established",
}


class Refused(Exception):
    """An enforcer must not apply this; `command` is there if the signature was good."""

    def __init__(self, reason: str, command: "Command | None" = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.command = command


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """An order to stop an agent or to let it work again; `order` decides which of two is newer.

    The fields are those of the token (`PROTOCOL.md`). `event_time` is the event's time; `issued_at`
    and `not_after` are wall clock. `also_revoked` are the credentials that earlier commands about
    the agent revoked: the newest command says all that holds.

    Examples
    --------
    >>> ring = KeyRing.generate()
    >>> command = Command(
    ...     cmd_id="c1", action="suspend", tenant="default", agent_id="mail-1", epoch=4, sequence=1,
    ...     issued_at=100.0, not_after=3_700.0, mode="suspend", alert_id="a1",
    ...     reason="200 deletes a minute", event_time=99.5,
    ... )
    >>> token = encode_command(command, ring)
    >>> decode_command(token, ring) == command
    True
    """

    cmd_id: str
    action: CommandAction
    tenant: str
    agent_id: str
    credential_id: str | None = None
    also_revoked: tuple[str, ...] = ()
    epoch: int
    sequence: int
    issued_at: float
    not_after: float | None = None
    audience: str = AUDIENCE
    mode: Mode
    alert_id: str
    reason: str
    event_time: float
    initiating_entity: Literal["policy", "admin"] = "policy"

    @property
    def key(self) -> str:
        """The subject, which is also the Kafka key."""
        return subject(self.tenant, self.agent_id)

    @property
    def order(self) -> tuple[int, int]:
        """Of two commands about one subject, the one with the greater order counts."""
        return self.epoch, self.sequence

    @property
    def revoked(self) -> tuple[str, ...]:
        """Credentials that this command revokes, the newest first; others it only mentions."""
        if self.action != "revoke" or self.credential_id is None:
            return ()
        return self.credential_id, *self.also_revoked

    @property
    def is_live(self) -> bool:
        """False in shadow mode: made, signed and recorded, and refused by every enforcer."""
        return self.mode != "shadow"


class _Opaque(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: Literal["opaque"]
    id: str


class _Subject(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    format: Literal["complex"]
    tenant: _Opaque
    application: _Opaque
    credential: _Opaque | None = None


class _Private(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    v: Literal[1]
    action: CommandAction
    epoch: int
    sequence: int
    not_after: float | None
    mode: Mode
    also_revoked: tuple[str, ...] = ()


class Claims(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """RFC 8417: `sub` and `exp` must not be there, and as unknown fields they are refused."""

    iss: str
    iat: float
    jti: str
    aud: str
    txn: str
    sub_id: _Subject
    events: dict[str, dict[str, Any]]
    roguewatch: _Private


def encode_command(command: Command, keys: KeyRing, role: str = "issuer") -> str:
    """Sign the command; the same command and key always give the same bytes."""
    return keys.sign(msgspec.json.encode(_claims(command)), role, TYP)


def decode_command(
    token: str | bytes,
    keys: KeyRing,
    *,
    roles: Collection[str] = ("issuer",),
    audiences: Collection[str] = (AUDIENCE,),
    tenants: Collection[str] | None = None,
    modes: Collection[Mode] = ("shadow", "suspend", "revoke"),
) -> Command:
    """Verify by what the caller allows, never by what the token says of itself; else `Refused`.

    `tenants=None` serves all tenants. Shadow commands are returned by default, because an enforcer
    answers them; `SubjectState` is what never enforces them.
    """
    try:
        payload = keys.verify(token, roles, TYP)
    except BadSignature as error:
        raise Refused(f"signature: {error}") from None
    command = read_payload(payload)
    if command.audience not in audiences:
        raise Refused(f"audience: {command.audience!r} is somebody else", command)
    if tenants is not None and command.tenant not in tenants:
        raise Refused(f"tenant: {command.tenant!r} is not served here", command)
    if command.mode not in modes:
        raise Refused(f"mode: {command.mode!r} is not allowed here", command)
    return command


def read_unverified(token: str | bytes) -> Command:
    """Read a token that the signed ledger record around it vouches for."""
    raw = token.encode() if isinstance(token, str) else token
    try:
        return read_payload(canonical_segments(raw)[1])
    except BadSignature as error:
        raise Refused(f"malformed: {error}") from None


def read_payload(payload: bytes) -> Command:
    """Read the claims of a token."""
    try:
        claims = msgspec.json.decode(payload, type=Claims)
    except msgspec.DecodeError as error:
        raise Refused(f"malformed: {error}") from None
    ours, sub_id = claims.roguewatch, claims.sub_id
    if claims.iss != ISSUER or list(claims.events) != [EVENT_TYPES[ours.action]]:
        raise Refused("malformed: issuer or event type is not ours")
    event = claims.events[EVENT_TYPES[ours.action]]
    try:
        return msgspec.convert(
            {
                "cmd_id": claims.jti,
                "action": ours.action,
                "tenant": sub_id.tenant.id,
                "agent_id": sub_id.application.id,
                "credential_id": sub_id.credential.id if sub_id.credential else None,
                "also_revoked": ours.also_revoked,
                "epoch": ours.epoch,
                "sequence": ours.sequence,
                "issued_at": claims.iat,
                "not_after": ours.not_after,
                "audience": claims.aud,
                "mode": ours.mode,
                "alert_id": claims.txn,
                "reason": event["reason_admin"]["en"],
                "event_time": event["event_timestamp"],
                "initiating_entity": event["initiating_entity"],
            },
            Command,
        )
    except (msgspec.ValidationError, KeyError, TypeError) as error:
        raise Refused(f"malformed: {error}") from None


def _claims(command: Command) -> Claims:
    event: dict[str, Any] = {
        "event_timestamp": command.event_time,
        "initiating_entity": command.initiating_entity,
        "reason_admin": {"en": command.reason},
    }
    if command.action == "revoke":
        event |= {"credential_type": "app", "change_type": "revoke"}
    credential = command.credential_id
    return Claims(
        iss=ISSUER,
        iat=command.issued_at,
        jti=command.cmd_id,
        aud=command.audience,
        txn=command.alert_id,
        sub_id=_Subject(
            format="complex",
            tenant=_Opaque("opaque", command.tenant),
            application=_Opaque("opaque", command.agent_id),
            credential=None if credential is None else _Opaque("opaque", credential),
        ),
        events={EVENT_TYPES[command.action]: event},
        roguewatch=_Private(
            v=1,
            action=command.action,
            epoch=command.epoch,
            sequence=command.sequence,
            not_after=command.not_after,
            mode=command.mode,
            also_revoked=command.also_revoked,
        ),
    )
