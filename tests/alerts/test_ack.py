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
    with pytest.raises(BadSignature, match="must not speak for 'gateway/i1'"):
        decode_report(encode_report(other, ring), ring)


def ring_of(*kids: str) -> KeyRing:
    keys = {kid: new_key(kid) for kid in kids}
    return KeyRing(keys, keys)


ALL = ring_of(
    "enforcer",
    "enforcer.vault",
    "enforcer.vault/eu-1",
    "enforcer.sdk-gate/default/mail-1",
    "enforcer.sdk-gate/default/mail-2",
)
MAIL_1 = make_ack(make_command(), enforcer="sdk-gate")
MAIL_2 = make_ack(make_command(agent_id="mail-2"), enforcer="sdk-gate")


@pytest.mark.parametrize(
    ("report", "kid"),
    [
        (make_heartbeat(enforcer="gateway"), "enforcer"),
        (make_heartbeat(enforcer="vault"), "enforcer.vault"),
        (make_heartbeat(enforcer="vault", instance="eu-1"), "enforcer.vault/eu-1"),
        (make_ack(make_command(), "eu-1", enforcer="vault"), "enforcer.vault/eu-1"),
        (MAIL_1, "enforcer.sdk-gate/default/mail-1"),
        (MAIL_2, "enforcer.sdk-gate/default/mail-2"),
        (
            make_heartbeat(enforcer="sdk-gate", subjects=("default/mail-1",)),
            "enforcer.sdk-gate/default/mail-1",
        ),
    ],
)
def test_a_report_counts_under_the_key_that_is_most_its_own_and_no_other(
    report: Ack | Heartbeat, kid: str
) -> None:
    assert decode_report(encode_report(report, ALL), ALL) == report
    for other in ALL.roles:
        token = encode_report(report, ALL, other)
        if other == kid:
            assert decode_report(token, ALL) == report
        else:
            with pytest.raises(BadSignature, match="must not speak"):
                decode_report(token, ALL)


@pytest.mark.parametrize(
    "report",
    [
        make_ack(make_command(agent_id="mail-2"), "default/mail-1", enforcer="sdk-gate"),
        make_heartbeat(enforcer="sdk-gate", instance="default/mail-1", subjects=("*",)),
        make_heartbeat(enforcer="sdk-gate", subjects=("default/mail-1", "default/mail-2")),
        make_ack(make_command(), enforcer="sdk-gate/default"),
        make_ack(make_command(), enforcer=""),
    ],
)
def test_no_name_of_instance_or_enforcer_stretches_the_key_of_one_agent(
    report: Ack | Heartbeat,
) -> None:
    for name in ("enforcer", "enforcer.sdk-gate/default/mail-1"):
        with pytest.raises(BadSignature, match="must"):
            decode_report(encode_report(report, ALL, name), ALL)


def test_the_shared_key_speaks_for_no_enforcer_that_has_keys_by_name() -> None:
    """Not even for an instance that nobody knows: it would count as the enforcer's answer."""
    stray = make_ack(make_command(), "eu-9", enforcer="vault")
    ring = ring_of("enforcer", "enforcer.vault/eu-1")
    with pytest.raises(BadSignature, match="must not speak"):
        decode_report(encode_report(stray, ring, "enforcer"), ring)


def test_who_has_no_key_for_a_report_is_told_which_ones_would_do() -> None:
    with pytest.raises(KeyError, match=r"enforcer\.sdk-gate/default/mail-1"):
        encode_report(MAIL_1, ring_of("enforcer.vault"))


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
