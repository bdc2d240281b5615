"""The AsyncAPI document is what the code says, of every topic, and real records keep to it."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import msgspec
import pytest

from alerts.ack import Ack, Heartbeat, encode_report
from alerts.command import encode_command
from alerts.finding import to_finding
from alerts.first_use import encode_first
from alerts.keys import KeyRing
from alerts.ledger import LedgerRecord, encode_record
from alerts.stop_request import encode_request
from streams.asyncapi import ASYNCAPI_PATH, asyncapi, render_asyncapi
from streams.events import encode_event
from streams.killswitch.release import Release, encode_release
from streams.messages import JWS, MESSAGES
from streams.snapshot_pointer import SnapshotPointer, sign_pointer
from streams.snapshots.published_config import PublishedConfig, sign_config
from streams.topics import SPANS, TOPICS
from tests.alerts.fleet.telling import use
from tests.alerts.make import make_alert, make_command, make_request

from .core_run import call

DOCUMENT: dict[str, Any] = json.loads(render_asyncapi())
KEYS = KeyRing.generate()


def signed(token: str | bytes) -> Any:
    """What was signed, as any reader of the JWS sees it."""
    text = token.decode() if isinstance(token, bytes) else token
    payload = text.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


def test_the_file_is_up_to_date() -> None:
    """If not: roguewatch schema --asyncapi --output streams/schemas/asyncapi.json."""
    assert ASYNCAPI_PATH.read_text(encoding="utf-8") == render_asyncapi()


def test_every_topic_is_a_channel_with_its_messages_and_someone_who_sends_and_receives() -> None:
    channels = {channel["address"]: channel for channel in DOCUMENT["channels"].values()}
    assert set(channels) == {topic.name for topic in TOPICS} | {SPANS}
    assert all(channel["messages"] for channel in channels.values())
    done = {(o["action"], o["channel"]["$ref"]) for o in DOCUMENT["operations"].values()}
    for name, channel in DOCUMENT["channels"].items():
        directions = {action for action, ref in done if ref == f"#/channels/{name}"}
        if channel["address"] == SPANS:
            assert directions == {"receive"}
        elif not channel["address"].endswith(".dlq"):
            assert directions == {"send", "receive"}


def test_what_a_topic_is_created_with_stands_there() -> None:
    for topic in TOPICS:
        (found,) = (c for c in DOCUMENT["channels"].values() if c["address"] == topic.name)
        kafka = found["bindings"]["kafka"]
        assert kafka.get("partitions") == topic.n_partitions
        assert kafka["topicConfiguration"]["cleanup.policy"] == [topic.configs["cleanup.policy"]]


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        node = list(node.values())
    if isinstance(node, list):
        for item in node:
            yield from references(item)


def test_every_reference_leads_somewhere() -> None:
    found = set(references(DOCUMENT))
    assert found
    for reference in found:
        node: Any = DOCUMENT
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]


def test_every_schema_is_valid_and_described() -> None:
    for name, schema in DOCUMENT["components"]["schemas"].items():
        jsonschema.Draft7Validator.check_schema(schema)
        assert not name.startswith("_")
    for message in MESSAGES:
        if message.struct is not None:
            assert DOCUMENT["components"]["schemas"][message.struct.__name__]["description"]


def test_signed_messages_say_what_is_signed_and_as_what() -> None:
    for message in MESSAGES:
        written = DOCUMENT["components"]["messages"][message.name]
        assert ("x-jws" in written) is (message.content_type == JWS)
        if message.typ is not None:
            assert written["x-jws"]["typ"] == message.typ


RECORDS: dict[str, Any] = {
    "ActionEvent": msgspec.json.decode(encode_event(call(1, 0.0, "delete", resource="/srv"))),
    "Finding": to_finding(make_alert()),
    "FirstUse": msgspec.json.decode(encode_first(use("credential", "00ff", "a"))),
    "StopRequest": signed(encode_request(make_request(), KEYS, "worker")),
    "Command": signed(encode_command(make_command(), KEYS)),
    "Reinstatement": signed(encode_command(make_command(action="reinstate"), KEYS)),
    "LedgerRecord": signed(encode_record(LedgerRecord(kind="start", time=60.0), KEYS)),
    "Release": signed(
        encode_release(Release(request_id="r", requested_by="o", reason="x", time=1.0), KEYS)
    ),
    "Ack": signed(
        encode_report(
            Ack(
                cmd_id="c",
                epoch=1,
                sequence=1,
                tenant="t",
                agent_id="a",
                enforcer="e",
                instance="i",
                result="applied",
                time=1.0,
            ),
            KEYS,
        )
    ),
    "Heartbeat": signed(
        encode_report(Heartbeat(enforcer="e", instance="i", ledger_position=7, time=1.0), KEYS)
    ),
    "SnapshotPointer": signed(
        sign_pointer(SnapshotPointer(version=1, hash="00", offset=7, n_chunks=1), KEYS)
    ),
    "PublishedConfig": signed(sign_config(PublishedConfig(version=1, config=None), KEYS)),
}


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.name)
def test_a_real_record_keeps_to_its_schema_and_an_empty_one_does_not(message: Any) -> None:
    written = DOCUMENT["components"]["messages"][message.name]
    schema = written["x-jws"]["payload"] if message.typ is not None else written.get("payload")
    if schema is None:
        assert message.name not in RECORDS
        return
    validator = jsonschema.Draft7Validator(
        {"allOf": [schema], "components": DOCUMENT["components"]}
    )
    validator.validate(RECORDS[message.name])
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({})


def test_the_document_is_the_same_each_time() -> None:
    assert asyncapi() == asyncapi()
