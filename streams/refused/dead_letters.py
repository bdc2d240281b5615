"""What could not be used, kept word for word, with where it stood and why."""

import hashlib
from typing import Final

import msgspec

from streams.log import Headers, Record
from streams.topics import MAX_RECORD_BYTES

STAGES: Final = (
    *("limits", "syntax", "schema", "key", "control", "snapshot"),
    *("score", "state", "finding", "request"),
)
"""Where a record of `agent-actions` can fail, in order."""


class DeadLetter(msgspec.Struct, frozen=True):
    """A refused record, the stage that refused it, and the reason.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> record = SimpleNamespace(
    ...     topic="agent-actions", partition=2, offset=7, key=b"default/a", value=b"{", headers=()
    ... )
    >>> key, value, headers = DeadLetter(record, "syntax", "input data was truncated").encode()
    >>> value, dict(headers)["offset"], dict(headers)["stage"]
    (b'{', b'7', b'syntax')
    """

    record: Record
    stage: str
    reason: str

    def encode(self) -> tuple[bytes | None, bytes, Headers]:
        """Key, value and headers for the dead-letter topic.

        A value too long for one record is cut; its length and SHA-256 stand in the headers.
        """
        record = self.record
        value = record.value if record.value is not None else b""
        headers = [
            ("stage", self.stage.encode()),
            ("reason", self.reason.encode()),
            ("topic", record.topic.encode()),
            ("partition", str(record.partition).encode()),
            ("offset", str(record.offset).encode()),
        ]
        if record.value is None:
            headers.append(("tombstone", b"true"))
        key = record.key
        room = MAX_RECORD_BYTES - (len(key) if key is not None else 0)
        if room < 0 and key is not None:
            headers.append(("key_length", str(len(key)).encode()))
            headers.append(("key_sha256", hashlib.sha256(key).hexdigest().encode()))
            key, room = key[:1024], MAX_RECORD_BYTES - 1024
        if len(value) > room:
            headers.append(("length", str(len(value)).encode()))
            headers.append(("sha256", hashlib.sha256(value).hexdigest().encode()))
            value = value[:room]
        return key, value, headers
