"""Whatever the bytes: an event or a `BadEvent`; whatever the event: it comes back as it was."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from baselines.features import ACTIONS
from streams.bad_event import BadEvent
from streams.decoding import decode_event
from streams.events import MAX_COUNT, ActionEvent, encode_event
from streams.intent import Intent, hash_target

FIELDS = ActionEvent.__struct_fields__

chars = st.characters(exclude_categories=["Cs"])
ids = st.text(chars, min_size=1, max_size=40)
texts = st.text(chars, max_size=40)
counts = st.integers(0, MAX_COUNT)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
intents = st.builds(
    Intent,
    actions=st.none() | st.lists(st.sampled_from(ACTIONS), max_size=9).map(tuple),
    tools=st.none() | st.lists(ids, max_size=3).map(tuple),
    targets=st.none() | st.lists(texts.map(lambda x: hash_target("s", x)), max_size=3).map(tuple),
    salt=texts,
)
events = st.builds(
    ActionEvent,
    event_id=ids,
    # Hypothesis wants its bounds without a zone.
    time=st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)),  # noqa: DTZ001
    tenant=ids.filter(lambda x: "/" not in x),
    agent_id=ids,
    cohort=st.none() | ids,
    agent_version=st.none() | texts,
    model=st.none() | texts,
    session_id=st.none() | ids,
    parent_agent_id=st.none() | ids,
    on_behalf_of=st.none() | texts,
    credential_id=st.none() | ids,
    source_ip=st.none() | texts,
    tool=ids,
    action=st.sampled_from(ACTIONS),
    resource=st.none() | texts,
    n_items=counts,
    n_bytes=counts,
    outcome=st.sampled_from(["success", "failure", "denied", "unknown"]),
    phase=st.sampled_from(["intent", "completed"]),
    environment=st.none() | texts,
    approval_id=st.none() | ids,
    attributes=st.none()
    | st.dictionaries(
        ids,
        texts
        | st.integers(-MAX_COUNT, MAX_COUNT)
        | st.booleans()
        | st.floats(allow_nan=False, allow_infinity=False),
        max_size=4,
    ),
    intent=st.none() | intents,
)


@given(events)
def test_an_event_comes_back_as_it_was(event: ActionEvent) -> None:
    assert decode_event(encode_event(event)) == event


@given(events)
def test_how_json_is_written_makes_no_difference(event: ActionEvent) -> None:
    """Spaces, escapes and the order of keys are the producer's business."""
    parsed: dict[str, Any] = json.loads(encode_event(event))
    other = json.dumps(dict(reversed(parsed.items())), indent=1, ensure_ascii=True)
    assert decode_event(other.encode()) == event


@given(st.binary() | st.binary().map(lambda x: b"{" + x))
@example(b"{" * 65_536)
@example(b'{"a":' * 20 + b"[" * 50)
def test_bytes_are_an_event_or_a_bad_event(value: bytes) -> None:
    with suppress(BadEvent):
        decode_event(value)


@given(events, st.dictionaries(st.sampled_from(FIELDS), values, max_size=3))
def test_a_field_of_any_type_is_accepted_or_a_bad_event(
    event: ActionEvent, changes: dict[str, Any]
) -> None:
    value = json.dumps({**json.loads(encode_event(event)), **changes}).encode()
    with suppress(BadEvent):
        decoded = decode_event(value)
        assert decode_event(encode_event(decoded)) == decoded


@given(events, st.integers(0, 10_000), st.integers(0, 255))
def test_a_broken_byte_is_an_event_or_a_bad_event(
    event: ActionEvent, place: int, byte: int
) -> None:
    value = bytearray(encode_event(event))
    value[place % len(value)] = byte
    with suppress(BadEvent):
        decode_event(bytes(value))


@given(st.text())
def test_a_reason_is_one_short_printable_line(text: str) -> None:
    """It goes into headers, logs and terminals, and the record chose half of it."""
    reason = BadEvent("schema", text).reason
    assert reason.isprintable()
    assert len(reason) <= 300
