"""An agent acts with something for the first time: what `agent-firsts` holds."""

from typing import Literal

import msgspec

from .alert import Evidence
from .ids import digest, subject

FirstKind = Literal["credential", "address", "version", "model", "parent", "declaration"]


class BadFirstUse(Exception):
    """The record is no first use."""


class FirstUse(msgspec.Struct, frozen=True, kw_only=True):
    """The first use of a credential, address, version or model by an agent, or its first parent.

    A `declaration` is another one than its tool made before: first met by this agent, that day.

    Parameters
    ----------
    kind
        Of what.
    symbol
        Keyed hash of what is used, apart for each tenant.
    n_known
        How many others of the kind the agent had used before: 0 for its first.
    age_s
        How long the agent had been watched.
    parent
        For a parent: whose order it followed.
    evidence
        The event.

    Examples
    --------
    >>> evidence = Evidence(event_id="e1", time=60.0, tool="read_mail", action="read")
    >>> first = FirstUse(kind="credential", symbol="00ff", tenant="default", agent_id="a",
    ...     time=60.0, n_known=1, age_s=9e5, evidence=evidence)
    >>> first.record_key.split(b"/")[0], decode_first(encode_first(first)) == first
    (b'00ff', True)
    """

    kind: FirstKind
    symbol: str
    tenant: str
    agent_id: str
    cohort: str | None = None
    time: float
    n_known: int
    age_s: float
    parent: str | None = None
    evidence: Evidence

    @property
    def agent(self) -> str:
        """Who: tenant/agent_id."""
        return subject(self.tenant, self.agent_id)

    @property
    def first_id(self) -> str:
        """The same however often it is told of."""
        return digest("first", self.kind, self.symbol, self.tenant, self.agent_id)

    @property
    def record_key(self) -> bytes:
        """One record is kept for each agent and symbol, and those of a symbol go together."""
        return f"{self.symbol}/{self.first_id}".encode()


def encode_first(first: FirstUse) -> bytes:
    """The value of a record of `agent-firsts`."""
    return msgspec.json.encode(first)


def decode_first(body: bytes) -> FirstUse:
    """Read a record of `agent-firsts`; raises `BadFirstUse`."""
    try:
        return msgspec.json.decode(body, type=FirstUse)
    except msgspec.DecodeError as error:
        raise BadFirstUse(str(error)) from None
