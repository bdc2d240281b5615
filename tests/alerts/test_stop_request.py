"""Only the issuer commands; what others may ask follows from their key."""

import msgspec
import pytest

from alerts.keys import BadSignature, KeyRing
from alerts.stop_request import TYP, BadRequest, StopRequest, decode_request, encode_request

from .make import make_request


def test_a_request_arrives_as_it_was_sent(ring: KeyRing) -> None:
    request = make_request(credential_id="cred-1", environment="production", direct=True)
    assert decode_request(encode_request(request, ring, "worker"), ring) == request


@pytest.mark.parametrize(
    ("role", "requested_by"),
    [("worker", "operator:ann"), ("operator", "worker"), ("worker", "dead-man"), ("control", "x")],
)
def test_nobody_asks_in_the_name_of_another(ring: KeyRing, role: str, requested_by: str) -> None:
    token = encode_request(make_request(requested_by=requested_by), ring, role)
    with pytest.raises(BadRequest, match="requested_by must agree"):
        decode_request(token, ring)


@pytest.mark.parametrize("role", ["enforcer", "issuer"])
def test_other_roles_do_not_ask(ring: KeyRing, role: str) -> None:
    with pytest.raises(BadSignature, match="roles"):
        decode_request(encode_request(make_request(), ring, role), ring)


def test_an_id_of_its_own_choice_is_refused(ring: KeyRing) -> None:
    """With a fresh id for each copy, one deviation could stop an agent again and again."""
    request = msgspec.structs.replace(make_request(), request_id="0" * 32)
    with pytest.raises(BadRequest, match="request_id must follow"):
        decode_request(encode_request(request, ring, "worker"), ring)


@pytest.mark.parametrize(
    "changes",
    [{"tenant": "a/b"}, {"tenant": ""}, {"agent_id": ""}, {"risk": 101}, {"action": "explode"}],
)
def test_a_field_out_of_range_is_refused_at_both_ends(
    ring: KeyRing, changes: dict[str, object]
) -> None:
    fields = msgspec.to_builtins(make_request()) | changes
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(fields, StopRequest)
    with pytest.raises(BadRequest):
        decode_request(ring.sign(msgspec.json.encode(fields), "worker", TYP), ring)
