"""A declared intent in the attributes of a span, where no convention has a name for one."""

import re
from collections.abc import Mapping
from typing import Any, Final, get_args

from baselines.features import Action

PREFIX: Final = "roguewatch.intent."

_ACTIONS = frozenset(get_args(Action))
_HASH = re.compile(r"[0-9a-f]{64}")
_MOST = 256


def intent_of(attributes: Mapping[str, Any]) -> dict[str, Any] | None:
    """What a session was asked to do, as `streams.intent.Intent` has it; None where nothing says.

    `roguewatch.intent.actions`, `.tools` and `.targets` are lists of strings, `.salt` is one. What
    makes no sense in a list is left out of it: a span is no place to be strict.

    Examples
    --------
    >>> intent_of({"roguewatch.intent.actions": ["read", "fly"], "session.id": "s"})
    {'actions': ['read']}
    """
    told: dict[str, Any] = {}
    for name, is_sound in (
        ("actions", _ACTIONS.__contains__),
        ("tools", lambda tool: 0 < len(tool) <= _MOST),
        ("targets", _HASH.fullmatch),
    ):
        given = attributes.get(PREFIX + name)
        if isinstance(given, list | tuple):
            sound = [item for item in given if isinstance(item, str) and is_sound(item)]
            told[name] = list(dict.fromkeys(sound))[:_MOST]
    salt = attributes.get(f"{PREFIX}salt")
    if told and isinstance(salt, str) and len(salt) <= 64:
        told["salt"] = salt
    return told or None
