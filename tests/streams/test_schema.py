"""The schema file is what the code decodes."""

import json

import jsonschema
import pytest

from streams.events import ActionEvent
from streams.schema import SCHEMA_PATH, action_event_schema, render_schema


def test_the_file_is_up_to_date() -> None:
    """If not: roguewatch schema --output streams/schemas/action-event.schema.json."""
    assert SCHEMA_PATH.read_text(encoding="utf-8") == render_schema()


def test_it_is_a_valid_schema_of_every_field() -> None:
    schema = json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert tuple(schema["properties"]) == ActionEvent.__struct_fields__
    assert schema["required"] == ["event_id", "time", "agent_id", "tool"]


def test_it_accepts_and_refuses_what_decoding_does() -> None:
    validator = jsonschema.Draft202012Validator(action_event_schema())
    event = {"event_id": "e", "time": "2026-01-05T10:00:00Z", "agent_id": "a", "tool": "t"}
    validator.validate(event)
    for wrong in ({"tool": ""}, {"tenant": "a/b"}, {"action": "rm"}, {"n_items": -1}):
        with pytest.raises(jsonschema.ValidationError):
            validator.validate({**event, **wrong})
