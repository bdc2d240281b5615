"""The published vectors hold, also for somebody who shares no code with us."""

import base64
import hashlib
import json
from typing import Any

import msgspec
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from alerts.ack import decode_report
from alerts.command import Command, Refused, decode_command
from alerts.key_files import read_trust
from alerts.keys import KeyRing
from alerts.ledger import decode_record
from alerts.subject_state import SubjectState

from .vectors import PATH, make_vectors

VECTORS: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
RING = KeyRing({}, read_trust(json.dumps(VECTORS["trust"]).encode()))
ALLOWED = VECTORS["allowed"]


def decoded(segment: str) -> bytes:
    return base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))


def stranger_accepts(token: str) -> bool:
    """Verify by the text of the protocol, with nothing but an Ed25519 primitive."""
    segments = token.split(".")
    if len(segments) != 3 or not all(segments):
        return False
    raw = [decoded(segment) for segment in segments]
    again = [base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in raw]
    header = json.loads(raw[0])
    if again != segments or header != {"alg": "Ed25519", "kid": "issuer", "typ": "secevent+jwt"}:
        return False
    key = next(key for key in VECTORS["trust"]["keys"] if key["kid"] == "issuer")
    try:
        Ed25519PublicKey.from_public_bytes(decoded(key["x"])).verify(
            raw[2], ".".join(segments[:2]).encode()
        )
    except InvalidSignature:
        return False
    claims = json.loads(raw[1])
    return (
        not {"sub", "exp"} & set(claims)
        and claims["aud"] in ALLOWED["audiences"]
        and claims["sub_id"]["tenant"]["id"] in ALLOWED["tenants"]
        and claims["roguewatch"]["mode"] in ALLOWED["modes"]
    )


def test_the_file_is_what_the_code_makes() -> None:
    assert json.loads(json.dumps(make_vectors())) == VECTORS


@pytest.mark.parametrize("vector", VECTORS["tokens"], ids=lambda vector: vector["name"])
def test_a_token_is_accepted_or_refused_for_the_stated_reason(vector: dict[str, Any]) -> None:
    if "accepted" in vector:
        assert decode_command(vector["token"], RING, **ALLOWED) == msgspec.convert(
            vector["accepted"], Command
        )
    else:
        with pytest.raises(Refused) as caught:
            decode_command(vector["token"], RING, **ALLOWED)
        assert caught.value.reason.split(":")[0] == vector["refused"]


@pytest.mark.parametrize("vector", VECTORS["tokens"], ids=lambda vector: vector["name"])
def test_a_stranger_decides_alike(vector: dict[str, Any]) -> None:
    assert stranger_accepts(vector["token"]) is ("accepted" in vector)


def test_commands_in_order_are_answered_as_stated() -> None:
    state = SubjectState()
    for step in VECTORS["order"]:
        verdict = state.accept_one(decode_command(step["token"], RING), step["now"])
        stop = state.stopped_by("default/mail-1", now=step["now"])
        assert (verdict.result, stop is not None) == (step["answer"], step["is_stopped"])


def test_a_stranger_computes_the_same_ids() -> None:
    alert, command, manual = VECTORS["ids"]

    def digest(*parts: str) -> str:
        led = (len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)
        return hashlib.sha256(b"".join(led)).hexdigest()[:32]

    tenant, agent, names, start, config = alert["of"]
    start_ms = str(round(start * 1_000))
    assert digest("alert", tenant, agent, ",".join(names), start_ms, config) == alert["is"]
    assert digest("command", *command["of"]) == command["is"]
    *parts, time = manual["of"]
    assert digest("manual", *parts, str(round(time * 1_000))) == manual["is"]


def test_the_other_messages_are_read() -> None:
    other = VECTORS["other"]
    assert decode_report(other["ack"], RING).enforcer == "gateway"
    assert decode_report(other["heartbeat"], RING).instance == "i1"
    assert decode_record(other["ledger_start"], RING).kind == "start"
