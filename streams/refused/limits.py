"""What is refused of an event whatever it says: too large, too deep, not UTF-8, said twice."""

import json
import re
from collections import Counter
from typing import Any

from ..bad_event import BadEvent

MAX_BYTES = 65_536
MAX_DEPTH = 32

IDENTITY_KEYS = (
    "event_id",
    "time",
    "tenant",
    "agent_id",
    "session_id",
    "credential_id",
    "tool",
    "action",
    "resource",
    "phase",
)

_QUOTED_KEYS = tuple(f'"{key}"'.encode() for key in IDENTITY_KEYS)
# A string counts as one token, so that brackets inside it do not.
_TOKENS = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)
# Only these escapes can spell a letter or an underscore, hence hide a key.
_ESCAPED_LETTER = re.compile(rb"\\u00[567]")


def check_limits(value: bytes, max_bytes: int = MAX_BYTES) -> None:
    """Refuse what is too large, too deep, not UTF-8 or not an object; nothing is parsed.

    Examples
    --------
    >>> check_limits(b'{"tool": "rm"}')
    >>> check_limits(b'{"a": ' * 40)
    Traceback (most recent call last):
        ...
    streams.bad_event.BadEvent: limits: an event must be nested at most 32 deep; got 33 at byte 192
    """
    if len(value) > max_bytes:
        raise BadEvent("limits", f"an event must be at most {max_bytes} bytes; got {len(value)}")
    if not value.startswith(b"{"):
        raise BadEvent("limits", f"an event must start with '{{'; got {value[:20]!r}")
    if value.count(b"{") + value.count(b"[") > MAX_DEPTH:
        _check_depth(value)
    if not value.isascii():
        try:
            value.decode("utf-8")
        except UnicodeDecodeError as error:
            raise BadEvent(
                "limits", f"an event must be UTF-8; got {error.reason} at byte {error.start}"
            ) from None


def check_identity(value: bytes) -> None:
    r"""Refuse an event that says twice who did what: readers would not agree on which counts.

    To be called with a value that parses. Counting finds nearly every event innocent; only where
    a key stands twice, or may be hidden behind escapes, are the keys read one by one.

    Examples
    --------
    >>> check_identity(b'{"tool": "read_file", "attributes": {"tool": "inner"}}')
    >>> check_identity(b'{"tool": "read_file", "t\\u006fol": "rm"}')
    Traceback (most recent call last):
        ...
    streams.bad_event.BadEvent: limits: tool must stand once in an event; got it 2 times
    """
    count = value.count
    for key in _QUOTED_KEYS:
        if count(key) > 1:
            break
    else:
        if b"\\u00" not in value or _ESCAPED_LETTER.search(value) is None:
            return
    n_times = Counter(_top_level_keys(value))
    for name in IDENTITY_KEYS:
        if n_times[name] > 1:
            raise BadEvent(
                "limits", f"{name} must stand once in an event; got it {n_times[name]} times"
            )


def _check_depth(value: bytes) -> None:
    depth = 0
    for token in _TOKENS.finditer(value):
        first = value[token.start()]
        if first in b"[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise BadEvent(
                    "limits",
                    f"an event must be nested at most {MAX_DEPTH} deep; "
                    f"got {depth} at byte {token.start()}",
                )
        elif first in b"]}":
            depth -= 1


def _top_level_keys(value: bytes) -> list[str]:
    # The outermost object is finished last.
    keys: list[str] = []

    def finish(pairs: list[tuple[str, Any]]) -> None:
        keys[:] = [key for key, _ in pairs]

    try:
        json.loads(value.decode("utf-8"), object_pairs_hook=finish, parse_int=len)
    except ValueError as error:
        raise BadEvent("syntax", f"an event must be JSON; got {error}") from None
    return keys
