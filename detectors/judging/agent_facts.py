"""What an agent's owner declares of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

import msgspec


class AgentFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Declared facts; what is not declared is not judged.

    Parameters
    ----------
    tools, credentials
        All that it may use, by their exact names.
    until
        Until when it may act at all.
    retired
        It may act no more.

    Examples
    --------
    >>> facts = parse_facts({"default/mail-7": {"tools": ["read_mail"], "retired": False}})
    >>> facts["default/mail-7"].tools
    frozenset({'read_mail'})
    """

    tools: frozenset[str] | None = None
    credentials: frozenset[str] | None = None
    until: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    retired: bool = False


def parse_facts(agents: Mapping[str, Any] | None) -> dict[str, AgentFacts]:
    """Read declarations as a configuration has them: by tenant/agent, `*` for whatever follows.

    Raises
    ------
    ValueError
        If they are not of this shape; says where.
    """
    try:
        facts = msgspec.convert({} if agents is None else agents, dict[str, AgentFacts])
    except msgspec.ValidationError as error:
        raise ValueError(f"agents must be declarations by tenant/agent; {error}") from None
    for name in facts:
        tenant, slash, agent = name.partition("/")
        if not (tenant and slash and agent) or "*" in name[:-1]:
            raise ValueError(f"agents must be named tenant/agent; got {name!r}")
    return facts
