"""A command is a signed SET, read by what the reader allows."""

import base64
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.command import (
    AUDIENCE,
    CAEP,
    TYP,
    Command,
    Refused,
    decode_command,
    encode_command,
    read_unverified,
)
from alerts.keys import KeyRing

from .make import make_command

RING = KeyRing.generate()
TEXT = st.text(max_size=40)
NUMBER = st.floats(0, 1e11)


def payload_of(command: Command) -> dict[str, Any]:
    part = encode_command(command, RING).split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=="))
    return claims


def resigned(claims: dict[str, Any]) -> str:
    return RING.sign(json.dumps(claims).encode(), "issuer", TYP)


@given(
    st.builds(
        Command,
        cmd_id=TEXT,
        action=st.sampled_from(["suspend", "revoke", "reinstate"]),
        tenant=TEXT,
        agent_id=TEXT,
        credential_id=st.none() | TEXT,
        also_revoked=st.lists(TEXT, max_size=3).map(tuple),
        epoch=st.integers(0, 2**53),
        sequence=st.integers(0, 2**53),
        issued_at=NUMBER,
        not_after=st.none() | NUMBER,
        audience=st.just(AUDIENCE),
        mode=st.sampled_from(["shadow", "suspend", "revoke"]),
        alert_id=TEXT,
        reason=TEXT,
        event_time=NUMBER,
        initiating_entity=st.sampled_from(["policy", "admin"]),
    )
)
def test_a_command_arrives_as_it_was_sent(command: Command) -> None:
    token = encode_command(command, RING)
    assert decode_command(token, RING) == command
    assert read_unverified(token) == command


def test_the_token_is_a_security_event_token() -> None:
    """RFC 8417, RFC 9493 and CAEP 1.0, literally."""
    command = make_command(credential_id="cred-1")
    header = encode_command(command, RING).split(".")[0]
    assert json.loads(base64.urlsafe_b64decode(header + "==")) == {
        "alg": "Ed25519",
        "kid": "issuer",
        "typ": "secevent+jwt",
    }
    assert payload_of(command) == {
        "iss": "urn:roguewatch:issuer",
        "iat": 1_000.5,
        "jti": "c1",
        "aud": "urn:roguewatch:enforcers",
        "txn": "a1",
        "sub_id": {
            "format": "complex",
            "tenant": {"format": "opaque", "id": "default"},
            "application": {"format": "opaque", "id": "mail-1"},
            "credential": {"format": "opaque", "id": "cred-1"},
        },
        "events": {
            CAEP + "session-revoked": {
                "event_timestamp": 1_000.0,
                "initiating_entity": "policy",
                "reason_admin": {"en": "200 deletes a minute"},
            }
        },
        "roguewatch": {
            "v": 1,
            "action": "suspend",
            "epoch": 4,
            "sequence": 1,
            "not_after": 4_600.5,
            "mode": "suspend",
        },
    }


def test_a_revoke_names_what_changes() -> None:
    event = payload_of(make_command(action="revoke", mode="revoke"))["events"]
    assert event[CAEP + "credential-change"]["change_type"] == "revoke"


@pytest.mark.parametrize("role", ["operator", "worker", "enforcer", "control"])
def test_only_the_issuer_commands(role: str) -> None:
    with pytest.raises(Refused, match="signature"):
        decode_command(encode_command(make_command(), RING, role), RING)


def test_a_break_glass_key_counts_where_it_is_allowed() -> None:
    token = encode_command(make_command(), RING, "operator")
    assert decode_command(token, RING, roles={"issuer", "operator"}) == make_command()


def test_another_type_of_message_is_no_command() -> None:
    """A signed ledger record or ack must not be taken for an order."""
    token = RING.sign(json.dumps(payload_of(make_command())).encode(), "issuer", "other+jwt")
    with pytest.raises(Refused, match="typ"):
        decode_command(token, RING)


@pytest.mark.parametrize(
    ("changes", "allowed", "reason"),
    [
        ({"audience": "urn:other"}, {}, "audience"),
        ({"tenant": "other"}, {"tenants": {"default"}}, "tenant"),
        ({"mode": "shadow"}, {"modes": {"suspend"}}, "mode"),
        ({"mode": "revoke"}, {"modes": {"suspend"}}, "mode"),
    ],
)
def test_what_is_not_for_here_is_refused_with_the_reason(
    changes: dict[str, Any], allowed: dict[str, Any], reason: str
) -> None:
    """The command itself is handed over, so that the refusal can be acknowledged."""
    command = make_command(**changes)
    with pytest.raises(Refused, match=reason) as caught:
        decode_command(encode_command(command, RING), RING, **allowed)
    assert caught.value.command == command


def test_a_shadow_command_cannot_be_turned_live() -> None:
    header, _, signature = encode_command(make_command(mode="shadow"), RING).split(".")
    live = encode_command(make_command(mode="suspend"), RING).split(".")[1]
    with pytest.raises(Refused, match="signature"):
        decode_command(f"{header}.{live}.{signature}", RING)


@pytest.mark.parametrize(
    "change",
    [
        {"sub": "default/mail-1"},
        {"exp": 2_000},
        {"iss": "urn:other"},
        {"aud": ["urn:roguewatch:enforcers", "urn:other"]},
        {"events": {}},
        {"events": {CAEP + "session-established": {}}},
        {"events": {CAEP + "session-revoked": {}}},
        {"roguewatch": {"v": 2, "action": "suspend"}},
        {"sub_id": {"format": "email", "email": "a@example.com"}},
    ],
)
def test_a_signed_token_of_another_shape_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="malformed"):
        decode_command(resigned(payload_of(make_command()) | change), RING)


@pytest.mark.parametrize("value", [True, "4", 4.5, None])
def test_an_order_is_made_of_integers(value: object) -> None:
    claims = payload_of(make_command())
    claims["roguewatch"]["epoch"] = value
    with pytest.raises(Refused, match="malformed"):
        decode_command(resigned(claims), RING)


def test_signed_bytes_that_are_not_json_are_refused() -> None:
    with pytest.raises(Refused, match="malformed"):
        decode_command(RING.sign(b"\xff", "issuer", TYP), RING)


def test_only_the_sequence_and_the_epoch_decide_which_is_newer() -> None:
    older = make_command(epoch=4, sequence=9, issued_at=2_000.0)
    newer = msgspec.structs.replace(older, epoch=5, sequence=1, issued_at=1_000.0)
    assert newer.order > older.order
