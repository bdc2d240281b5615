"""Whatever an agent says of a call, the monitor accepts the event."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roguewatch.sdk._event import encode_call
from streams.decoding import decode_event
from streams.events import ActionEvent

TEXT = st.text(st.characters(), max_size=400)
ODD = st.one_of(TEXT, st.none(), st.integers(), st.floats(), st.binary(max_size=40))


def said(**fields: Any) -> ActionEvent:
    return decode_event(encode_call({"event_id": "e1", "agent_id": "a", "tool": "t"} | fields))


@given(
    st.fixed_dictionaries(
        {
            "tool": ODD,
            "resource": ODD,
            "environment": ODD,
            "credential_id": ODD,
            "n_items": ODD,
            "n_bytes": ODD,
            "outcome": ODD,
            "attributes": ODD | st.dictionaries(ODD, ODD, max_size=5),
        }
    )
)
def test_nothing_that_is_said_of_a_call_makes_its_event_unacceptable(
    fields: dict[str, Any],
) -> None:
    """An event in the dead-letter topic is not scored: a rogue agent could hide there."""
    said(**fields)


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("resource", "x" * 5_000, "x" * 2_048),
        ("tool", "t" * 300, "t" * 256),
        ("tool", "", "unnamed"),
        ("resource", Path("/etc/passwd"), "/etc/passwd"),
        ("resource", "half a pair \ud83d", "half a pair ?"),
        ("n_items", -5, 0),
        ("n_items", 2.7, 2),
        ("n_items", float("nan"), 1),
        ("n_bytes", 10**30, 2**53),
        ("outcome", "done", "unknown"),
        ("outcome", ["failure"], "unknown"),
        ("attributes", 5, {}),
        ("attributes", ["external"], {}),
    ],
)
def test_what_does_not_fit_is_made_to_fit(name: str, value: object, kept: object) -> None:
    assert getattr(said(**{name: value}), name) == kept


def test_attributes_are_left_out_when_the_event_would_be_too_large() -> None:
    event = said(attributes={f"a{i}": "é" * 1_024 for i in range(64)})
    assert event.attributes is None


def test_an_attribute_that_is_no_number_is_left_out() -> None:
    assert said(attributes={"bad": float("inf"), "good": 1.5}).attributes == {"good": 1.5}
