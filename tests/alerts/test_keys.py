"""Nothing counts but what a trusted key of an allowed role has signed."""

import base64
import json
import random

import pytest
from joserfc import jws
from joserfc.jwk import OctKey

from alerts.keys import MAX_PAYLOAD_BYTES, MAX_TOKEN_BYTES, BadSignature, KeyRing
from alerts.no_private_key import NoPrivateKey

TYP = "example+jwt"


def segment(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def with_header(token: str, **changes: object) -> str:
    """Exchange fields of the header and keep the signature."""
    header, payload, signature = token.split(".")
    fields = json.loads(base64.urlsafe_b64decode(header + "=="))
    return f"{segment(fields | changes)}.{payload}.{signature}"


def test_what_is_signed_is_read(ring: KeyRing) -> None:
    signed = ring.open(ring.sign(b"stop", "issuer", TYP), {"issuer"}, TYP)
    assert (signed.payload, signed.kid, signed.role) == (b"stop", "issuer", "issuer")


def test_signing_again_gives_the_same_bytes(ring: KeyRing) -> None:
    """A command is published again byte for byte, also by whoever signs it anew."""
    assert ring.sign(b"stop", "issuer", TYP) == ring.sign(b"stop", "issuer", TYP)


def test_a_flipped_bit_is_refused(ring: KeyRing) -> None:
    token = ring.sign(b"stop the mail agent", "issuer", TYP).encode()
    rng = random.Random(7)
    for _ in range(1_000):
        flipped = bytearray(token)
        flipped[rng.randrange(len(token))] ^= 1 << rng.randrange(8)
        with pytest.raises(BadSignature):
            ring.verify(bytes(flipped), {"issuer"}, TYP)


def test_a_second_spelling_of_the_same_signature_is_refused(ring: KeyRing) -> None:
    """The last character of a signature has bits that base64 ignores."""
    token = ring.sign(b"stop", "issuer", TYP)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    twin = token[:-1] + alphabet[alphabet.index(token[-1]) ^ 1]
    with pytest.raises(BadSignature, match="canonical"):
        ring.verify(twin, {"issuer"}, TYP)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"alg": "none"}, "alg"),
        ({"alg": "HS256"}, "alg"),
        ({"alg": "EdDSA"}, "alg"),
        ({"kid": "nobody"}, "kid"),
        ({"kid": ["issuer"]}, "kid"),
        ({"kid": "operator"}, "roles"),
        ({"typ": "secevent+jwt"}, "typ"),
        ({"jwk": {}}, "header"),
        ({"crit": ["b64"], "b64": False}, "header"),
    ],
)
def test_a_message_does_not_choose_how_it_is_verified(
    ring: KeyRing, changes: dict[str, object], reason: str
) -> None:
    token = with_header(ring.sign(b"stop", "issuer", TYP), **changes)
    with pytest.raises(BadSignature, match=reason):
        ring.verify(token, {"issuer"}, TYP)


def test_another_allowed_key_does_not_fit_the_signature(ring: KeyRing) -> None:
    token = with_header(ring.sign(b"stop", "issuer", TYP), kid="operator")
    with pytest.raises(BadSignature, match="signature"):
        ring.verify(token, {"issuer", "operator"}, TYP)


def test_a_public_key_is_no_shared_secret(ring: KeyRing) -> None:
    """The classic confusion: HMAC with the public key as its secret."""
    public = json.dumps(KeyRing.generate(["issuer"]).sign(b"", "issuer", TYP)).encode()
    token = jws.serialize_compact(
        {"alg": "HS256", "kid": "issuer", "typ": TYP}, b"stop", OctKey.import_key(public)
    )
    with pytest.raises(BadSignature, match="alg"):
        ring.verify(token, {"issuer"}, TYP)


def test_a_stranger_with_the_same_key_id_is_refused(ring: KeyRing) -> None:
    token = KeyRing.generate().sign(b"stop", "issuer", TYP)
    with pytest.raises(BadSignature, match="signature"):
        ring.verify(token, {"issuer"}, TYP)


@pytest.mark.parametrize(
    "token",
    ["", "..", "a.b", "a.b.c.d", "{}", "a.b.", "ü.ü.ü", "=.=.=", "A" * (MAX_TOKEN_BYTES + 1)],
)
def test_what_is_no_token_is_refused(ring: KeyRing, token: str) -> None:
    with pytest.raises(BadSignature):
        ring.verify(token, {"issuer"}, TYP)


@pytest.mark.parametrize(
    "header",
    [
        *(b'"a"', b"1", b"[]", b"null", b"{}", b"\xff", b"NaN", b"1e999", b"[" * 5_000),
        b'{"alg":1,"kid":"issuer","typ":"example+jwt"}',
        b'{"alg":"Ed25519","kid":{},"typ":"example+jwt"}',
        b'{"alg":"Ed25519","kid":"issuer","typ":"example+jwt","alg":"none"}',
        b'{"alg":"Ed25519","kid":"issuer","typ":"example+jwt"}',
    ],
)
@pytest.mark.parametrize("signature", [b"x", bytes(64), b"z" * 65, b"q" * 2_000])
def test_whatever_the_header_only_bad_signature_is_raised(
    ring: KeyRing, header: bytes, signature: bytes
) -> None:
    """Anything else would stop whoever reads the topic."""
    token = b".".join(
        base64.urlsafe_b64encode(part).rstrip(b"=") for part in (header, b"stop", signature)
    )
    with pytest.raises(BadSignature):
        ring.verify(token, {"issuer"}, TYP)


def test_a_stripped_signature_is_refused(ring: KeyRing) -> None:
    header, payload, _ = ring.sign(b"stop", "issuer", TYP).split(".")
    for token in (f"{header}.{payload}.", f"{header}.{payload}", f"{header}.{payload}.AA"):
        with pytest.raises(BadSignature):
            ring.verify(token, {"issuer"}, TYP)


def test_whatever_can_be_signed_can_be_read(ring: KeyRing) -> None:
    """A record too large to verify would be lost, and found out only after a restart."""
    largest = b"x" * MAX_PAYLOAD_BYTES
    assert ring.verify(ring.sign(largest, "issuer", TYP), {"issuer"}, TYP) == largest
    with pytest.raises(ValueError, match="payload must have at most 96000 bytes"):
        ring.sign(largest + b"x", "issuer", TYP)


def test_a_role_without_its_private_key_cannot_sign() -> None:
    says = r"must hold issuer\.private\.jwk; it has those of \['worker'\]"
    with pytest.raises(NoPrivateKey, match=says):
        KeyRing.generate(["worker"]).sign(b"stop", "issuer", TYP)
