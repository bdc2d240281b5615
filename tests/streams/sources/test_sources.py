"""What every source must do; a new one is tested by being exported and giving an example here."""

import copy
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.bad_event import BadEvent
from streams.decoding import decode_event
from streams.events import ActionEvent, encode_event
from streams.sources import SOURCES, Skipped, Source

# A delete of one named object by a named agent, as each source writes it.
EXAMPLES: dict[str, dict[str, Any]] = {
    "native": {
        "event_id": "e1",
        "time": "2026-01-05T10:00:00Z",
        "agent_id": "janitor",
        "session_id": "run-1",
        "tool": "delete_file",
        "action": "delete",
        "resource": "/srv/cache",
    },
    "cloudtrail": {
        "eventVersion": "1.11",
        "userIdentity": {
            "type": "AssumedRole",
            "arn": "arn:aws:sts::111122223333:assumed-role/janitor/run-1",
            "accountId": "111122223333",
            "accessKeyId": "ASIAEXAMPLE",
            "sessionContext": {
                "sessionIssuer": {"arn": "arn:aws:iam::111122223333:role/janitor"},
            },
        },
        "eventTime": "2026-01-05T10:00:00Z",
        "eventSource": "ec2.amazonaws.com",
        "eventName": "DeleteVolume",
        "awsRegion": "eu-west-1",
        "sourceIPAddress": "192.0.2.7",
        "requestParameters": {"volumeId": "vol-1"},
        "eventID": "e1",
        "readOnly": False,
    },
    "agent-traces": {
        "ts": "2026-01-05T10:00:00Z",
        "dataset": "lab",
        "agent_id": "lab/model/janitor",
        "session_id": "run-1",
        "seq": 0,
        "tool": "delete_file",
        "action": "delete",
        "resource": "/srv/cache",
        "args": {"path": "/srv/cache"},
        "outcome": "ok",
        "n_items": 1,
        "label": "benign",
    },
    "otel": {
        "resourceSpans": [
            {
                "resource": {
                    "attributes": [
                        {"key": "service.name", "value": {"stringValue": "janitor"}},
                    ]
                },
                "scopeSpans": [
                    {
                        "scope": {"name": "lab"},
                        "spans": [
                            {
                                "traceId": "5b8efff798038103d269b633813fc60c",
                                "spanId": "eee19b7ec3c1b174",
                                "name": "execute_tool delete_file",
                                "kind": 1,
                                "startTimeUnixNano": "1767607200000000000",
                                "endTimeUnixNano": "1767607200100000000",
                                "attributes": [
                                    {
                                        "key": "gen_ai.operation.name",
                                        "value": {"stringValue": "execute_tool"},
                                    },
                                    {
                                        "key": "gen_ai.tool.name",
                                        "value": {"stringValue": "delete_file"},
                                    },
                                    {
                                        "key": "gen_ai.conversation.id",
                                        "value": {"stringValue": "run-1"},
                                    },
                                    {
                                        "key": "gen_ai.tool.call.arguments",
                                        "value": {"stringValue": '{"path": "/srv/cache"}'},
                                    },
                                ],
                                "status": {},
                            }
                        ],
                    }
                ],
            }
        ]
    },
}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
each_source = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)


def example_of(source: Source) -> dict[str, Any]:
    assert source.name in EXAMPLES, f"{source.name} must give an example record here"
    return copy.deepcopy(EXAMPLES[source.name])


def event_of(source: Source, record: dict[str, Any]) -> ActionEvent:
    event = source.map_one(record)
    assert isinstance(event, ActionEvent)
    return event


def test_names_are_distinct() -> None:
    assert len({source.name for source in SOURCES}) == len(SOURCES)


@each_source
def test_its_own_record_is_recognised_and_no_other(source: Source) -> None:
    """Or `--source auto` would take one for the other."""
    recognised = [name for name, record in EXAMPLES.items() if source.recognises(record)]
    assert recognised == [source.name]


@each_source
def test_verb_and_target_arrive(source: Source) -> None:
    event = event_of(source, example_of(source))
    assert event.action == "delete"
    assert event.resource in ("/srv/cache", "vol-1")
    assert "janitor" in event.agent_id
    assert event.session_id == "run-1"
    assert event.timestamp == 1_767_607_200.0


@each_source
def test_json_and_parsed_give_one_event(source: Source) -> None:
    record = example_of(source)
    assert source.map_one(json.dumps(record).encode()) == source.map_one(record)


@each_source
def test_mapping_changes_neither_the_record_nor_its_own_answer(source: Source) -> None:
    record = example_of(source)
    first = source.map_one(record)
    assert record == example_of(source)
    assert source.map_one(record) == first


@each_source
def test_an_event_keeps_to_the_contract_of_the_topic(source: Source) -> None:
    event = event_of(source, example_of(source))
    assert decode_event(encode_event(event)) == event


@each_source
@given(changes=st.data())
def test_a_record_with_any_field_is_mapped_skipped_or_bad(
    source: Source, changes: st.DataObject
) -> None:
    record = example_of(source)
    for key in changes.draw(st.lists(st.sampled_from([*record, "attack", "label"]), max_size=3)):
        record[key] = changes.draw(json_values)
    with suppress(BadEvent):
        event = source.map_one(record)
        if not isinstance(event, Skipped):
            assert decode_event(encode_event(event)) == event


@each_source
@given(value=st.binary() | json_values.map(lambda x: json.dumps({"a": x}).encode()))
def test_foreign_bytes_are_bad(source: Source, value: bytes) -> None:
    with pytest.raises(BadEvent):
        source.map_one(value)


@each_source
@pytest.mark.parametrize("text", ["", "x" * 100_000, "\x1b[2J\n\u202e", "\x00"])
def test_any_string_is_mapped_or_bad(source: Source, text: str) -> None:
    for key, value in example_of(source).items():
        if not isinstance(value, str):
            continue
        with suppress(BadEvent):
            event = source.map_one({**example_of(source), key: text})
            assert isinstance(event, Skipped) or decode_event(encode_event(event)) == event
