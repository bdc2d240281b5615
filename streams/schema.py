"""The JSON Schema of the action event, generated from the Structs and kept beside them."""

import inspect
import json
import re
from pathlib import Path
from typing import Any

import msgspec

from .events import ActionEvent
from .intent import Intent

SCHEMA_PATH = Path(__file__).parent / "schemas" / "action-event.schema.json"

_PARAMETER = re.compile(r"^([\w, ]+)\n((?: {4}.*\n?)+)", re.MULTILINE)


def action_event_schema() -> dict[str, Any]:
    """Make the JSON Schema (2020-12) of an event, as a record of ``agent-actions`` holds it.

    Examples
    --------
    >>> action_event_schema()["properties"]["n_items"]["description"]
    'How many objects the call touches.'
    """
    schema = msgspec.json.schema(ActionEvent)
    definitions = schema.pop("$defs")
    for struct in (ActionEvent, Intent):
        describe(definitions[struct.__name__], inspect.getdoc(struct) or "")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **definitions.pop("ActionEvent"),
        "$defs": definitions,
    }


def render_schema() -> str:
    """Write the schema as it stands in its file."""
    return json.dumps(action_event_schema(), indent=2, ensure_ascii=False) + "\n"


def describe(schema: dict[str, Any], docstring: str) -> None:
    """Take a Struct's sentences into its schema, without the sections for readers of the code."""
    opening, _, parameters = docstring.partition("Parameters\n----------\n")
    schema["description"] = " ".join(opening.split())
    for names, text in _PARAMETER.findall(parameters.partition("\n\nExamples\n")[0]):
        for name in names.split(", "):
            if name in schema.get("properties", ()):
                schema["properties"][name]["description"] = " ".join(text.split())
