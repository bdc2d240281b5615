"""What stands in each topic, and who writes and reads it: what the AsyncAPI document is made of."""

from typing import Any, Final, Literal

import msgspec

from alerts import ack, command, first_use, ledger_record, stop_request
from alerts.finding import CLASS_UID, OCSF_VERSION
from streams import snapshot_pointer
from streams.events import ActionEvent
from streams.killswitch import release
from streams.snapshots import published_config
from streams.topics import (
    ACKS,
    ACTIONS,
    ALERTS,
    CONFIGS,
    FIRSTS,
    KILLSWITCH,
    LEDGER,
    PROFILES,
    SNAPSHOTS,
    SPANS,
    STOP_REQUESTS,
    TOPICS,
    dlq,
)

JSON: Final = "application/json"
JWS: Final = "application/jose"
MSGPACK: Final = "application/msgpack"
BYTES: Final = "application/octet-stream"


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of record.

    Parameters
    ----------
    name
        Its name in the document.
    topic
        Where it stands.
    summary
        One sentence.
    content_type
        How its value is encoded.
    struct
        What its value, or what was signed, decodes to.
    typ
        For a signed one, the `typ` of its JWS header.
    payload
        A JSON Schema where no struct says it.

    Examples
    --------
    >>> [message.typ for message in MESSAGES if message.topic == KILLSWITCH]
    ['secevent+jwt']
    """

    name: str
    topic: str
    summary: str
    content_type: str = JSON
    struct: Any = None
    typ: str | None = None
    payload: dict[str, Any] | None = None


_FINDING: dict[str, Any] = {
    "type": "object",
    "description": f"An OCSF {OCSF_VERSION} Detection Finding.",
    "required": [
        *("class_uid", "activity_id", "time", "severity_id", "risk_score", "message", "metadata"),
        *("finding_info", "resources", "evidences"),
    ],
    "properties": {
        "class_uid": {"const": CLASS_UID},
        "activity_id": {"enum": [1, 2, 3]},
        "risk_score": {"type": "integer", "minimum": 0, "maximum": 100},
        "resources": {"type": "array", "minItems": 1},
    },
}

MESSAGES: Final = (
    Message(
        name="ActionEvent",
        topic=ACTIONS,
        summary="One thing that an agent did, or is about to do.",
        struct=ActionEvent,
    ),
    Message(
        name="SnapshotPointer",
        topic=ACTIONS,
        summary="From here on, compare with this snapshot; from `control`, in every partition.",
        content_type=JWS,
        struct=snapshot_pointer.SnapshotPointer,
        typ=snapshot_pointer.TYP,
    ),
    Message(
        name="Reinstatement",
        topic=ACTIONS,
        summary="A person let this agent work again: from here on it is judged anew.",
        content_type=JWS,
        struct=command.Claims,
        typ=command.TYP,
    ),
    Message(
        name="Profile",
        topic=PROFILES,
        summary="What is known of an agent, or how far a partition has come (key `__part__`).",
        content_type=MSGPACK,
    ),
    Message(
        name="SnapshotChunk",
        topic=SNAPSHOTS,
        summary="A part of a snapshot's content; the pointer names its hash.",
        content_type=BYTES,
    ),
    Message(
        name="PublishedConfig",
        topic=CONFIGS,
        summary="A version of what all workers score by, from an operator.",
        content_type=JWS,
        struct=published_config.PublishedConfig,
        typ=published_config.TYP,
    ),
    Message(
        name="FirstUse",
        topic=FIRSTS,
        summary="An agent used a credential, address, version or model, or followed another agent,"
        " for the first time.",
        struct=first_use.FirstUse,
    ),
    Message(
        name="Finding",
        topic=ALERTS,
        summary="An alert, created, updated or closed.",
        payload=_FINDING,
    ),
    Message(
        name="StopRequest",
        topic=STOP_REQUESTS,
        summary="What a worker or an operator asks for; it never commands.",
        content_type=JWS,
        struct=stop_request.StopRequest,
        typ=stop_request.TYP,
    ),
    Message(
        name="Release",
        topic=STOP_REQUESTS,
        summary="An operator lets a stop through that the storm guard held.",
        content_type=JWS,
        struct=release.Release,
        typ=release.TYP,
    ),
    Message(
        name="Command",
        topic=KILLSWITCH,
        summary="Suspend, revoke or reinstate: a Security Event Token of the issuer.",
        content_type=JWS,
        struct=command.Claims,
        typ=command.TYP,
    ),
    Message(
        name="LedgerRecord",
        topic=LEDGER,
        summary="A decision, written before it is told to anyone.",
        content_type=JWS,
        struct=ledger_record.LedgerRecord,
        typ=ledger_record.TYP,
    ),
    Message(
        name="Ack",
        topic=ACKS,
        summary="An enforcer has applied a command, or could not.",
        content_type=JWS,
        struct=ack.Ack,
        typ=ack.TYP,
    ),
    Message(
        name="Heartbeat",
        topic=ACKS,
        summary="An enforcer lives, and has read the ledger so far.",
        content_type=JWS,
        struct=ack.Heartbeat,
        typ=ack.TYP,
    ),
    Message(
        name="Traces",
        topic=SPANS,
        summary="An ExportTraceServiceRequest of an OpenTelemetry collector, as protobuf or JSON.",
        content_type="application/x-protobuf",
    ),
    *(
        Message(
            name=f"DeadLetterOf{topic.name.removesuffix('.dlq').title().replace('-', '')}",
            topic=topic.name,
            summary="A refused record word for word; why, and where it stood, is in the headers.",
            content_type=BYTES,
        )
        for topic in TOPICS
        if topic.name.endswith(".dlq")
    ),
)

Direction = Literal["send", "receive"]
OPERATIONS: Final[tuple[tuple[str, Direction, tuple[str, ...]], ...]] = (
    ("agent", "send", (ACTIONS, ACKS)),
    ("agent", "receive", (LEDGER, KILLSWITCH)),
    ("spans", "receive", (SPANS, ACTIONS)),
    ("spans", "send", (ACTIONS, dlq(SPANS))),
    ("worker", "receive", (ACTIONS, PROFILES, SNAPSHOTS)),
    ("worker", "send", (FIRSTS, ALERTS, STOP_REQUESTS, PROFILES, dlq(ACTIONS))),
    (
        "control",
        "receive",
        (STOP_REQUESTS, LEDGER, ACKS, ALERTS, FIRSTS, PROFILES, SNAPSHOTS, CONFIGS),
    ),
    ("control", "send", (LEDGER, KILLSWITCH, STOP_REQUESTS, SNAPSHOTS, ACTIONS, ALERTS)),
    ("control", "send", (dlq(STOP_REQUESTS),)),
    ("enforcer", "receive", (LEDGER, KILLSWITCH)),
    ("enforcer", "send", (ACKS,)),
    ("operator", "send", (STOP_REQUESTS, KILLSWITCH, CONFIGS)),
    ("operator", "receive", (LEDGER, ACKS, CONFIGS)),
)
"""Which process, or whoever it stands for, sends and receives what."""
