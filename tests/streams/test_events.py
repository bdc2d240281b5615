"""An event that decodes is whole; anything else is refused with a reason."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from streams.bad_event import BadEvent
from streams.decoding import decode_event
from streams.events import ActionEvent, encode_event
from streams.intent import Intent, hash_target

SMALLEST = {
    "event_id": "e1",
    "time": "2026-01-05T10:00:00Z",
    "agent_id": "mail/7",
    "tool": "delete_email",
}


def value(**fields: Any) -> bytes:
    return json.dumps({**SMALLEST, **fields}).encode()


def test_four_fields_are_enough() -> None:
    assert decode_event(value()) == ActionEvent(
        event_id="e1",
        time=datetime(2026, 1, 5, 10, tzinfo=UTC),
        agent_id="mail/7",
        tool="delete_email",
    )


def test_null_is_as_if_it_were_not_there() -> None:
    """Many serialisers write all fields, known or not."""
    optional = set(ActionEvent.__struct_fields__) - SMALLEST.keys()
    assert decode_event(value(**dict.fromkeys(optional))) == decode_event(value())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (value(action=None, tool=None), "schema: Object missing required field `tool`"),
        (value(action=None, n_items="3"), "schema: Expected `int`, got `str` - at `$.n_items`"),
        (value(action=None)[:-1] + b", }", "syntax: "),
        (
            b'{"agent_id": "a", "agent_id": "b", "action": null, "event_id": "e", "tool": "t", '
            b'"time": "2026-01-05T10:00:00Z"}',
            "limits: agent_id must stand once in an event; got it 2 times",
        ),
    ],
)
def test_what_else_is_wrong_is_said_beside_a_null(text: bytes, said: str) -> None:
    with pytest.raises(BadEvent) as refused:
        decode_event(text)
    assert str(refused.value).startswith(said)


def test_what_is_not_said_is_not_guessed() -> None:
    event = decode_event(value())
    assert (event.action, event.outcome, event.phase) == ("other", "unknown", "completed")
    assert (event.tenant, event.n_items, event.n_bytes) == ("default", 1, 0)
    assert event.resource is None
    assert event.session_id is None
    assert event.credential_id is None
    assert event.intent is None


def test_the_key_is_tenant_and_agent() -> None:
    """An agent's id may hold slashes, so the tenant may not: the key stays unambiguous."""
    assert decode_event(value(tenant="acme", agent_id="a/b/c")).key == "acme/a/b/c"
    with pytest.raises(BadEvent, match="tenant must not hold a slash; got 'acme/a'"):
        decode_event(value(tenant="acme/a"))


@pytest.mark.parametrize("time", ["2026-01-05T12:00:00+02:00", "2026-01-05T10:00:00.000Z"])
def test_time_is_a_moment_whatever_its_zone(time: str) -> None:
    assert decode_event(value(time=time)).timestamp == 1_767_607_200.0


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"event_id": ""}, "schema: Expected `str` of length >= 1 - at `$.event_id`"),
        ({"agent_id": ""}, "schema: Expected `str` of length >= 1 - at `$.agent_id`"),
        ({"tool": ""}, "schema: Expected `str` of length >= 1 - at `$.tool`"),
        ({"tenant": ""}, "schema: Expected `str` of length >= 1 - at `$.tenant`"),
        ({"session_id": ""}, "schema: Expected `str` of length >= 1 - at `$.session_id`"),
        ({"agent_id": "a" * 513}, "schema: Expected `str` of length <= 512 - at `$.agent_id`"),
        ({"tool": "t" * 257}, "schema: Expected `str` of length <= 256 - at `$.tool`"),
        ({"agent_id": 7}, "schema: Expected `str`, got `int` - at `$.agent_id`"),
        ({"n_items": -1}, "schema: Expected `int` >= 0 - at `$.n_items`"),
        ({"n_items": 1.5}, "schema: Expected `int`, got `float` - at `$.n_items`"),
        ({"n_bytes": 2**53 + 1}, "schema: Expected `int` <= 9007199254740992 - at `$.n_bytes`"),
        (
            {"time": "2026-01-05T10:00:00"},
            "schema: Expected `datetime` with a timezone component - at `$.time`",
        ),
        (
            {"phase": "later"},
            "schema: Invalid enum value 'later' - at `$.phase`; expected one of intent, completed",
        ),
        (
            {"attributes": {"x": None}},
            "schema: Expected `bool | int | float | str`, got `null` - at `$.attributes[...]`",
        ),
    ],
)
def test_a_refusal_says_what_where_and_what_was_expected(
    fields: dict[str, Any], reason: str
) -> None:
    with pytest.raises(BadEvent) as refused:
        decode_event(value(**fields))
    assert str(refused.value) == reason


@pytest.mark.parametrize("name", ["event_id", "time", "agent_id", "tool"])
def test_a_required_field_that_is_missing_is_named(name: str) -> None:
    fields = {key: field for key, field in SMALLEST.items() if key != name}
    with pytest.raises(BadEvent, match=f"missing required field `{name}`"):
        decode_event(json.dumps(fields).encode())


@pytest.mark.parametrize(
    "text",
    [
        b'{"event_id": NaN}',
        b'{"event_id": Infinity}',
        b'{"x": -Infinity}',
        value() + b" {}",
        b'{"event_id": "e1"',
        b'{"event_id": "\\ud800 alone, and more"}',
        b'{"unknown": "\\udc00 alone, and more"}',
        b'{"event_id": 01}',
        value() + b"}",
    ],
)
def test_what_is_not_json_is_a_syntax_error(text: bytes) -> None:
    """Neither NaN nor half a surrogate pair: other readers of the topic would choke on them."""
    with pytest.raises(BadEvent) as refused:
        decode_event(text)
    assert refused.value.stage == "syntax"


def test_a_number_beyond_double_is_refused() -> None:
    with pytest.raises(BadEvent, match="out of range"):
        decode_event(value(attributes={"x": 0}).replace(b'"x": 0', b'"x": 1e999'))


def test_unknown_fields_are_left_for_newer_readers() -> None:
    assert decode_event(value(colour="red")) == decode_event(value())


def test_every_field_survives_the_way_to_kafka_and_back() -> None:
    event = ActionEvent(
        event_id="e1",
        time=datetime(2026, 1, 5, 10, 0, 0, 250_000, tzinfo=UTC),
        tenant="acme",
        agent_id="mail/7",
        cohort="mail",
        agent_version="v3",
        model="m",
        session_id="s",
        parent_agent_id="planner",
        on_behalf_of="user:1",
        credential_id="key-1",
        source_ip="2001:db8::1",
        tool="delete_email",
        action="delete",
        resource="inbox/é/\U0001f4e7",
        n_items=200,
        n_bytes=1_024,
        outcome="denied",
        phase="intent",
        environment="production",
        approval_id="a-1",
        attributes={"text": "t", "int": 1, "float": 0.5, "bool": True},
        intent=Intent(
            actions=("read", "send"),
            tools=("search",),
            targets=(hash_target("salt", "inbox"),),
            salt="salt",
        ),
    )
    assert decode_event(encode_event(event)) == event


def test_what_is_at_its_default_is_not_sent() -> None:
    assert json.loads(encode_event(decode_event(value()))) == SMALLEST
