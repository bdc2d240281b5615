"""The action event: one thing an AI agent did, and the only thing detectors ever read."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from baselines.features import Action

from .intent import Intent

Outcome = Literal["success", "failure", "denied", "unknown"]
Phase = Literal["intent", "completed"]

MAX_COUNT = 2**53

# Lengths in characters. An id that is given must not be empty: all agents without a name would
# share one profile.
Id = Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
AgentId = Annotated[str, msgspec.Meta(min_length=1, max_length=512)]
Tenant = Annotated[
    str,
    msgspec.Meta(min_length=1, max_length=128, extra_json_schema={"pattern": "^[^/]+$"}),
]
Text = Annotated[str, msgspec.Meta(max_length=256)]
Resource = Annotated[str, msgspec.Meta(max_length=2048)]
Count = Annotated[int, msgspec.Meta(ge=0, le=MAX_COUNT)]
AttributeKey = Annotated[str, msgspec.Meta(min_length=1, max_length=128)]
AttributeText = Annotated[str, msgspec.Meta(max_length=1024)]
AttributeInt = Annotated[int, msgspec.Meta(ge=-MAX_COUNT, le=MAX_COUNT)]
Attributes = Annotated[
    dict[AttributeKey, AttributeText | AttributeInt | float | bool], msgspec.Meta(max_length=64)
]


class ActionEvent(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """One tool call of an AI agent; argument values are neither needed nor kept.

    Only `event_id`, `time`, `agent_id` and `tool` are required: every detector works, or
    abstains, without the rest. Two fields decide more than any statistic: the verb (`action`)
    and the target (`resource`).

    Lengths are checked when decoding, not when constructing: ids 256 characters (`agent_id` 512,
    `tenant` 128), `resource` 2,048, 64 attributes of 1,024 characters each.

    Parameters
    ----------
    event_id
        Names the call: the same in both phases, new for each call.
    time
        When it happened; RFC 3339 with a zone in JSON.
    tenant
        Whose agent it is; without a slash, for it is the first half of the key.
    agent_id
        The stable identity of the deployed agent, not of one run.
    cohort
        Agents that are expected to behave alike.
    agent_version
        Fingerprint of model, prompt and tool set.
    action
        Verb class of the call; of ``other`` ones the tool's name is asked.
    resource
        Main object of the call: path, address, URL, id, channel.
    n_items
        How many objects the call touches.
    phase
        ``intent`` before the call is made, ``completed`` after it.
    intent
        On the first event of a session: what the session was asked to do.

    Examples
    --------
    >>> from streams.decoding import decode_event
    >>> event = decode_event(
    ...     b'{"event_id": "e1", "time": "2026-01-05T10:00:00Z", "agent_id": "mail/7",'
    ...     b' "tool": "delete_email", "action": "delete"}'
    ... )
    >>> event.key, event.action, event.n_items, event.timestamp
    ('default/mail/7', 'delete', 1, 1767607200.0)
    >>> decode_event(encode_event(event)) == event
    True
    """

    event_id: Id
    time: Annotated[datetime, msgspec.Meta(tz=True)]
    tenant: Tenant = "default"
    agent_id: AgentId
    cohort: Id | None = None
    agent_version: Text | None = None
    model: Text | None = None
    session_id: Id | None = None
    parent_agent_id: AgentId | None = None
    on_behalf_of: Text | None = None
    credential_id: Id | None = None
    source_ip: Text | None = None
    tool: Id
    action: Action = "other"
    resource: Resource | None = None
    n_items: Count = 1
    n_bytes: Count = 0
    outcome: Outcome = "unknown"
    phase: Phase = "completed"
    environment: Text | None = None
    approval_id: Id | None = None
    attributes: Attributes | None = None
    intent: Intent | None = None

    @property
    def key(self) -> str:
        """The record key: everything about one agent is in one partition, in order."""
        return f"{self.tenant}/{self.agent_id}"

    @property
    def timestamp(self) -> float:
        """Its time in seconds since 1970, UTC."""
        return self.time.timestamp()


Fields = tuple[
    str,
    datetime,
    str,
    str,
    str | None,
    str | None,
    str | None,
    str | None,
    str | None,
    str | None,
    str | None,
    str | None,
    str,
    Action,
    str | None,
    int,
    int,
    Outcome,
    Phase,
    str | None,
    str | None,
    dict[str, str | int | float | bool] | None,
    Intent | None,
]
"""The fields of an event, in their order: to read them at once costs a third of one by one."""

_encode = msgspec.json.Encoder().encode


def encode_event(event: ActionEvent) -> bytes:
    """Write the event as JSON, fields at their default left out.

    What it holds is taken as it is: whoever fills an event from foreign input keeps to the
    lengths above, or the record ends among the dead letters.
    """
    return _encode(event)
