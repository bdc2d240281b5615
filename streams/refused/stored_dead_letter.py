"""A dead letter as it lies in its topic: the record word for word, and why it was refused."""

from typing import Self

import msgspec

from streams.log import Record


class StoredDeadLetter(msgspec.Struct, frozen=True):
    """One record of a dead-letter topic.

    Parameters
    ----------
    place
        Partition and offset in the dead-letter topic.
    time
        When it was written, in seconds since 1970.
    key, value
        The refused record's own, unless too long for one record.
    stage, reason
        Where it failed, and why.
    topic, partition, offset
        Where the refused record stands, or stood.
    is_whole
        The value is all that the refused record held.
    is_tombstone
        The refused record had no value at all.
    """

    place: tuple[int, int]
    time: float
    key: bytes | None
    value: bytes
    stage: str
    reason: str
    topic: str
    partition: int
    offset: int
    is_whole: bool
    is_tombstone: bool

    @classmethod
    def read(cls, record: Record) -> Self:
        """Read one; whoever can write the topic can leave headers out: those read as unknown."""
        headers = dict(record.headers)

        def text(name: str) -> str:
            return headers.get(name, b"unknown").decode("utf-8", "replace")

        def number(name: str) -> int:
            value = headers.get(name, b"")
            return int(value) if value.isdigit() and len(value) < 20 else -1

        return cls(
            place=(record.partition, record.offset),
            time=record.timestamp / 1_000,
            key=record.key,
            value=record.value if record.value is not None else b"",
            stage=text("stage"),
            reason=text("reason"),
            topic=text("topic"),
            partition=number("partition"),
            offset=number("offset"),
            is_whole=not headers.keys() & {"length", "key_length"},
            is_tombstone="tombstone" in headers,
        )
