"""A dead letter reads back, even one that nobody of ours wrote."""

from types import SimpleNamespace

import pytest

from streams.log import Headers
from streams.refused.stored_dead_letter import StoredDeadLetter


def read(value: bytes | None, headers: Headers) -> StoredDeadLetter:
    record = SimpleNamespace(
        topic="agent-actions.dlq",
        partition=0,
        offset=7,
        timestamp=1_500,
        key=b"k",
        value=value,
        headers=headers,
    )
    return StoredDeadLetter.read(record)


def test_all_headers_arrive() -> None:
    headers = [
        ("stage", b"syntax"),
        ("reason", b"truncated"),
        ("topic", b"agent-actions"),
        ("partition", b"2"),
        ("offset", b"9"),
    ]
    letter = read(b"{", headers)
    assert (letter.place, letter.time, letter.key, letter.value) == ((0, 7), 1.5, b"k", b"{")
    assert (letter.stage, letter.reason) == ("syntax", "truncated")
    assert (letter.topic, letter.partition, letter.offset) == ("agent-actions", 2, 9)
    assert letter.is_whole
    assert not letter.is_tombstone


@pytest.mark.parametrize("number", [b"", b"-1", b"x", b"\xff", b"9" * 5_000])
def test_a_header_that_is_no_number_is_unknown(number: bytes) -> None:
    assert read(b"{", [("partition", number), ("offset", number)]).partition == -1


def test_a_record_without_headers_is_still_listed() -> None:
    letter = read(None, [])
    assert (letter.stage, letter.reason, letter.topic, letter.value) == (*("unknown",) * 3, b"")
