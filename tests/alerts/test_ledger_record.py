"""One line of the ledger: signed by the issuer, keyed so that compaction loses nothing."""

from typing import Any

import pytest

from alerts.command import encode_command
from alerts.keys import BadSignature, KeyRing
from alerts.ledger import LedgerRecord, decode_record, encode_record
from alerts.ledger_record import TYP

from .make import make_command, make_request

RING = KeyRing.generate()
LIVE = encode_command(make_command(), RING)
SHADOW = encode_command(make_command(mode="shadow"), RING)


def record(kind: Any, **changes: Any) -> LedgerRecord:
    fields: dict[str, Any] = {"epoch": 4, "request_id": "r1", "time": 60.0}
    return LedgerRecord(kind=kind, **(fields | changes))


@pytest.mark.parametrize(
    ("one", "key"),
    [
        (record("start"), "start"),
        (record("command", command=LIVE), "subject/default/mail-1"),
        (record("containment", command=LIVE), "subject/default/mail-1"),
        (record("command", command=SHADOW), "shadow/default/mail-1"),
        (record("denied"), "request/r1"),
        (record("held"), "request/r1"),
        (record("released"), "request/r1"),
    ],
)
def test_the_key_says_what_a_newer_record_replaces(one: LedgerRecord, key: str) -> None:
    """A shadow command must not replace a live stop, or the agent would be free after a restart."""
    assert one.key == key


def test_a_record_arrives_as_it_was_written() -> None:
    one = record("command", command=LIVE, request=make_request(), confirmed={"a/b": "applied"})
    assert decode_record(encode_record(one, RING), RING) == one


def test_the_command_comes_back_byte_for_byte() -> None:
    one = decode_record(encode_record(record("command", command=LIVE), RING), RING)
    assert one.command == LIVE


@pytest.mark.parametrize("role", ["worker", "operator", "enforcer", "control"])
def test_nobody_else_writes_the_ledger(role: str) -> None:
    token = encode_record(record("start"), RING)
    with pytest.raises(BadSignature):
        decode_record(RING.sign(RING.verify(token, {"issuer"}, TYP), role, TYP), RING)


@pytest.mark.parametrize("payload", [b"{}", b"\xff", b'{"kind":"command","time":1}'])
def test_a_signed_record_of_another_shape_is_refused(payload: bytes) -> None:
    with pytest.raises(BadSignature, match="record must be one of the ledger"):
        decode_record(RING.sign(payload, "issuer", TYP), RING)


@pytest.mark.parametrize("kind", ["command", "containment"])
def test_a_command_is_recorded_whole(kind: str) -> None:
    with pytest.raises(ValueError, match="command must be the whole token"):
        record(kind)


@pytest.mark.parametrize("kind", ["denied", "held", "released"])
def test_an_answer_names_its_request(kind: str) -> None:
    with pytest.raises(ValueError, match="request_id must be given"):
        record(kind, request_id="")
