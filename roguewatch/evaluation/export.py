"""A tried configuration as the TOML file that worker and replay read."""

import json
from typing import Any

import msgspec

from detectors.config import Config


def to_toml(config: Config, comment: str = "") -> str:
    """Return the whole configuration as TOML; `comment` says where it comes from.

    Examples
    --------
    >>> text = to_toml(Config(mode="suspend"), comment="Tried on last month.")
    >>> text.splitlines()[:2]
    ['# Tried on last month.', 'mode = "suspend"']
    >>> Config.parse(text) == Config(mode="suspend")
    True
    """
    fields: dict[str, Any] = msgspec.to_builtins(config)
    lines = [f"# {line}" for line in comment.splitlines()]
    lines += _table(fields, "")
    return "\n".join(lines) + "\n"


def _table(fields: dict[str, Any], name: str) -> list[str]:
    """Write plain values first: in TOML they must stand before any table below."""
    lines = [
        f"{_key(key)} = {_value(value)}"
        for key, value in fields.items()
        if value is not None and not isinstance(value, dict)
    ]
    for key, value in fields.items():
        if isinstance(value, dict) and value:
            path = f"{name}.{_key(key)}" if name else _key(key)
            lines += ["", f"[{path}]", *_table(value, path)]
    return lines


def _key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() and key.isascii() else _value(key)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    # A JSON string, number or truth value is one in TOML too.
    return json.dumps(value, ensure_ascii=False)
