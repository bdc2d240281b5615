"""The AsyncAPI document of all topics, generated from the code and kept beside the schemas."""

import inspect
import json
import re
from pathlib import Path
from typing import Any

import msgspec

from .messages import MESSAGES, OPERATIONS, Message
from .schema import describe
from .topics import SPANS, TOPICS, Topic

ASYNCAPI_PATH = Path(__file__).parent / "schemas" / "asyncapi.json"
VERSION = "3.0.0"
_BINDING = "0.5.0"
_SCHEMAS = "#/components/schemas/{name}"
_WORD = re.compile(r"[^A-Za-z0-9]+")

_DEAD_LETTER: dict[str, Any] = {
    "type": "object",
    "required": ["stage", "reason", "topic", "partition", "offset"],
    "properties": {
        "stage": {"type": "string", "description": "What refused it."},
        "reason": {"type": "string", "description": "Why, in one printable line."},
        "topic": {"type": "string", "description": "Where it stood."},
        "partition": {"type": "string"},
        "offset": {"type": "string"},
        "tombstone": {"type": "string", "description": "It had no value at all."},
        "length": {"type": "string", "description": "Its length, where it had to be cut."},
        "sha256": {"type": "string", "description": "Its hash, where it had to be cut."},
        "key_length": {"type": "string", "description": "Its key's length, where that was cut."},
        "key_sha256": {"type": "string", "description": "Its key's hash, where that was cut."},
    },
}


def asyncapi() -> dict[str, Any]:
    """Make the document.

    Examples
    --------
    >>> document = asyncapi()
    >>> document["asyncapi"], document["channels"]["agentKillswitch"]["address"]
    ('3.0.0', 'agent-killswitch')
    """
    schemas = _schemas()
    spans = Topic(SPANS, "as the collector sets it", 1, {})
    return {
        "asyncapi": VERSION,
        "info": {
            "title": "roguewatch",
            "version": "1",
            "description": "Every topic: what agents did, what was made of it, and how they are"
            " stopped. alerts/PROTOCOL.md says what signed messages mean and who may sign them.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {
            _id(topic.name): _channel(topic, is_ours=topic is not spans)
            for topic in (*TOPICS, spans)
        },
        "operations": _operations(),
        "components": {
            "messages": {message.name: _message(message) for message in MESSAGES},
            "schemas": schemas,
        },
    }


def render_asyncapi() -> str:
    """Write the document as it stands in its file."""
    # Nested Structs that are nobody else's have names with an underscore.
    text = json.dumps(asyncapi(), indent=2, ensure_ascii=False)
    return text.replace('"_', '"').replace("schemas/_", "schemas/") + "\n"


def _schemas() -> dict[str, Any]:
    structs = [message.struct for message in MESSAGES if message.struct is not None]
    _, schemas = msgspec.json.schema_components(structs, ref_template=_SCHEMAS)
    for schema in schemas.values():
        if "description" in schema:
            # A docstring: Python 3.13 keeps it without its indentation, those before with it.
            describe(schema, inspect.cleandoc(schema["description"]))
    return dict(sorted(schemas.items()))


def _channel(topic: Topic, is_ours: bool) -> dict[str, Any]:
    settings: dict[str, Any] = {
        name: [value] if name == "cleanup.policy" else int(value)
        for name, value in topic.configs.items()
    }
    kafka: dict[str, Any] = {"topic": topic.name, "bindingVersion": _BINDING}
    if topic.n_partitions is not None and is_ours:
        kafka["partitions"] = topic.n_partitions
    if settings:
        kafka["topicConfiguration"] = settings
    messages = [message.name for message in MESSAGES if message.topic == topic.name]
    many = "" if topic.n_partitions or not is_ours else " As many partitions as agent-actions has."
    return {
        "address": topic.name,
        "description": f"Key: {topic.key}.{many}",
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
        "bindings": {"kafka": kafka},
    }


def _message(message: Message) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": message.name,
        "summary": message.summary,
        "contentType": message.content_type,
    }
    struct = None if message.struct is None else {"$ref": _ref(message.struct)}
    if message.typ is not None:
        made["payload"] = {"type": "string", "description": "A compact JWS, signed with Ed25519."}
        made["x-jws"] = {"typ": message.typ, "payload": struct}
    elif struct is not None or message.payload is not None:
        made["payload"] = struct or message.payload
    if message.topic.endswith(".dlq"):
        made["headers"] = _DEAD_LETTER
    return made


def _operations() -> dict[str, Any]:
    made: dict[str, Any] = {}
    for who, direction, topics in OPERATIONS:
        for topic in topics:
            name = _id(topic)
            made[f"{who}{direction.title()}s{name[0].upper()}{name[1:]}"] = {
                "action": direction,
                "channel": {"$ref": f"#/channels/{name}"},
                "title": f"{who} {direction}s {topic}",
            }
    return made


def _ref(struct: Any) -> str:
    return _SCHEMAS.format(name=struct.__name__)


def _id(topic: str) -> str:
    first, *rest = _WORD.split(topic)
    return first + "".join(word.title() for word in rest)
