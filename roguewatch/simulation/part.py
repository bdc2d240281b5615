"""Who plays an incident, and what is to be called."""

import msgspec

from .incidents.call import Call


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """An agent's usual names and the calls of its next session; travels to its process as JSON.

    `incident` is None for an agent that merely works.

    Examples
    --------
    >>> part = Part(incident=None, tenant="default", agent_id="mail-001", calls=())
    >>> msgspec.json.decode(msgspec.json.encode(part), type=Part) == part
    True
    """

    incident: str | None
    tenant: str
    agent_id: str
    cohort: str | None = None
    agent_version: str | None = None
    model: str | None = None
    on_behalf_of: str | None = None
    credential_id: str | None = None
    environment: str | None = None
    source_ip: str | None = None
    calls: tuple[Call, ...]
    is_added: bool = False

    @property
    def key(self) -> str:
        return f"{self.tenant}/{self.agent_id}"

    @property
    def n_rogue_calls(self) -> int:
        return sum(call.is_rogue for call in self.calls)
