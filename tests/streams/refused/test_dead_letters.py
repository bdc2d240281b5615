"""A dead letter says everything about a record, in a record that the broker takes."""

import hashlib

from streams.refused.dead_letters import DeadLetter
from streams.topics import MAX_RECORD_BYTES
from tests.streams.memory_log import MemoryRecord


def letter(value: bytes | None, key: bytes | None = b"default/a") -> DeadLetter:
    return DeadLetter(MemoryRecord("agent-actions", 2, 7, 0, key, value), "syntax", "why")


def test_the_value_is_kept_word_for_word() -> None:
    key, value, headers = letter(b"\xff\x00{").encode()
    assert (key, value) == (b"default/a", b"\xff\x00{")
    assert dict(headers) == {
        "stage": b"syntax",
        "reason": b"why",
        "topic": b"agent-actions",
        "partition": b"2",
        "offset": b"7",
    }


def test_a_value_too_long_is_cut_and_says_what_it_was() -> None:
    long = b"x" * (MAX_RECORD_BYTES + 1)
    key, value, headers = letter(long).encode()
    assert len(value) + len(key or b"") == MAX_RECORD_BYTES
    assert dict(headers)["length"] == str(len(long)).encode()
    assert dict(headers)["sha256"] == hashlib.sha256(long).hexdigest().encode()


def test_a_key_too_long_is_cut_too() -> None:
    key, value, headers = letter(b"v", b"k" * (MAX_RECORD_BYTES + 1)).encode()
    assert key is not None
    assert len(key) == 1024
    assert value == b"v"
    assert dict(headers)["key_length"] == str(MAX_RECORD_BYTES + 1).encode()


def test_no_value_is_not_an_empty_value() -> None:
    assert dict(letter(None).encode()[2])["tombstone"] == b"true"
    assert "tombstone" not in dict(letter(b"").encode()[2])
