"""Who says that a command was applied, proves who it is."""

import pytest

from alerts.ack import TYP, Ack, Heartbeat, decode_report, encode_report
from alerts.key_files import new_key
from alerts.keys import BadSignature, KeyRing

from .make import make_ack, make_command, make_heartbeat

RING = KeyRing.generate()


@pytest.mark.parametrize("report", [make_ack(make_command(), detail="é"), make_heartbeat()])
def test_a_report_arrives_as_it_was_sent(report: Ack | Heartbeat) -> None:
    assert decode_report(encode_report(report, RING), RING) == report


@pytest.mark.parametrize("role", ["worker", "issuer", "control", "operator"])
def test_only_an_enforcer_reports(role: str) -> None:
    with pytest.raises(BadSignature, match="roles"):
        decode_report(encode_report(make_ack(make_command()), RING, role), RING)


def test_a_named_key_speaks_for_its_own_enforcer_alone() -> None:
    """Or one leaked key could confirm in the name of all enforcers."""
    key = new_key("enforcer.vault")
    ring = KeyRing({"enforcer": key}, {"enforcer.vault": key})
    own, other = make_heartbeat(enforcer="vault"), make_heartbeat(enforcer="gateway")
    assert decode_report(encode_report(own, ring), ring) == own
    with pytest.raises(BadSignature, match="must not speak for 'gateway'"):
        decode_report(encode_report(other, ring), ring)


@pytest.mark.parametrize("payload", [b"{}", b"[]", b"\xff", b'{"kind": "ack"}'])
def test_a_signed_report_of_another_shape_is_refused(payload: bytes) -> None:
    with pytest.raises(BadSignature, match="report must be"):
        decode_report(RING.sign(payload, "enforcer", TYP), RING)


@pytest.mark.parametrize(
    ("subjects", "serves"),
    [
        (("*",), True),
        (("default/*",), True),
        (("default/mail-1",), True),
        (("default/mail-10",), False),
        (("other/*",), False),
        ((), False),
    ],
)
def test_an_instance_says_whom_it_serves(subjects: tuple[str, ...], serves: bool) -> None:
    assert make_heartbeat(subjects=subjects).serves("default/mail-1") is serves


@pytest.mark.parametrize(
    ("result", "confirms"),
    [("applied", True), ("already", True), ("refused", False), ("failed", False)],
)
def test_only_applied_and_already_confirm(result: str, confirms: bool) -> None:
    assert make_ack(make_command(), result=result).is_confirmation is confirms
