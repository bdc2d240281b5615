"""A session's declaration names targets without saying them."""

import pytest

from streams.bad_event import BadEvent
from streams.decoding import decode_event
from streams.intent import hash_target


def test_a_hash_is_of_salt_and_target_apart() -> None:
    """Or "ab" + "c" and "a" + "bc" would be one target."""
    assert hash_target("ab", "c") != hash_target("a", "bc")


def test_any_string_can_be_a_target() -> None:
    assert len(hash_target("", "İ\U0001f4e7")) == 64


@pytest.mark.parametrize(
    "intent", [b'{"actions": ["fly"]}', b'{"targets": ["plain"]}', b'{"tools": [""]}', b"[]"]
)
def test_a_declaration_that_says_nothing_sound_is_refused(intent: bytes) -> None:
    with pytest.raises(BadEvent, match="intent"):
        decode_event(
            b'{"event_id": "e", "time": "2026-01-05T10:00:00Z", "agent_id": "a", "tool": "t",'
            b' "intent": ' + intent + b"}"
        )
