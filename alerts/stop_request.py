"""Somebody asks the issuer to stop an agent, or to let it work again."""

from typing import Literal

import msgspec

from .ids import cmd_id, subject
from .keys import KeyRing

RequestAction = Literal["suspend", "revoke", "reinstate"]
TYP = "roguewatch-request+jwt"
# Who a key may say that it is: people may do what automation may not.
_REQUESTERS = {"worker": "worker", "control": "dead-man", "operator": "operator:"}


class BadRequest(Exception):
    """The signature is good, and the request is still not one."""


class StopRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A request; only the issuer can answer it with a command.

    `promoted` are those of `detectors` that may count towards a stop. `n_active_agents` is read
    from the snapshot named by `snapshot_version`, so that the storm guard needs no other source.

    Examples
    --------
    >>> request = StopRequest.make(
    ...     "suspend", "default", "mail-1", alert_id="a1", time=60.0, detectors=("burst",),
    ...     promoted=("burst",), direct=False, risk=100, reason="200 deletes a minute",
    ...     config_hash="0123456789abcdef", snapshot_version=1, n_active_agents=200,
    ...     requested_by="worker",
    ... )
    >>> request.key, request.is_manual
    ('default/mail-1', False)
    """

    request_id: str
    action: RequestAction
    tenant: str
    agent_id: str
    credential_id: str | None = None
    cohort: str | None = None
    environment: str | None = None
    alert_id: str
    time: float
    detectors: tuple[str, ...] = ()
    promoted: tuple[str, ...] = ()
    direct: bool = False
    risk: int = 0
    reason: str = ""
    config_hash: str = ""
    snapshot_version: int = 0
    n_active_agents: int = 0
    requested_by: str

    def __post_init__(self) -> None:
        if not self.agent_id:
            raise ValueError(f"agent_id must not be empty; got {self.agent_id!r}")
        if not self.tenant or "/" in self.tenant:
            raise ValueError(f"tenant must be a name without a slash; got {self.tenant!r}")
        if not 0 <= self.risk <= 100:
            raise ValueError(f"risk must be between 0 and 100; got {self.risk!r}")

    @classmethod
    def make(
        cls, action: RequestAction, tenant: str, agent_id: str, *, alert_id: str, **rest: object
    ) -> "StopRequest":
        """Make a request with the id that follows from alert, subject and action."""
        request_id = cmd_id(alert_id, subject(tenant, agent_id), action)
        fields = {"request_id": request_id, "action": action, "tenant": tenant} | rest
        return msgspec.convert(fields | {"agent_id": agent_id, "alert_id": alert_id}, cls)

    @property
    def key(self) -> str:
        """The subject: whom the command will be about."""
        return subject(self.tenant, self.agent_id)

    @property
    def is_manual(self) -> bool:
        """True if a person asked."""
        return self.requested_by.startswith("operator:")


def encode_request(request: StopRequest, keys: KeyRing, role: str) -> str:
    """Sign a request as `worker`, `control` or `operator`."""
    return keys.sign(msgspec.json.encode(request), role, TYP)


def decode_request(token: str | bytes, keys: KeyRing) -> StopRequest:
    """Verify and return a request; raises `BadSignature` or `BadRequest`.

    Who asked follows from the key: a worker that claims to be a person is refused.
    """
    signed = keys.open(token, _REQUESTERS.keys(), TYP)
    try:
        request = msgspec.json.decode(signed.payload, type=StopRequest)
    except msgspec.DecodeError as error:
        raise BadRequest(str(error)) from None
    claim = "operator:" if request.is_manual else request.requested_by
    if claim != _REQUESTERS[signed.role]:
        raise BadRequest(
            f"requested_by must agree with the signer's role {signed.role!r}; "
            f"got {request.requested_by!r}"
        )
    if request.request_id != cmd_id(request.alert_id, request.key, request.action):
        raise BadRequest("request_id must follow from alert, subject and action; it does not")
    return request
