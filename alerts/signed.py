"""What is left of a signed message once it has been verified."""

import base64
import binascii

import msgspec


class BadSignature(Exception):
    """The message is not what a trusted key of an allowed role has signed."""


class Signed(msgspec.Struct, frozen=True):
    """A payload and who signed it."""

    payload: bytes
    kid: str
    role: str


def canonical_segments(token: bytes) -> tuple[bytes, bytes, bytes]:
    """Return header, payload and signature, decoded; refuse a second spelling of the same bytes.

    Base64 ignores the last bits of a segment. A token with those bits changed would verify and yet
    not be the token that was signed, which matters where tokens are compared byte for byte.
    """
    segments = token.split(b".")
    if len(segments) != 3 or not all(segments):
        raise BadSignature("token must have three non-empty segments")
    header, payload, signature = (_decode(segment) for segment in segments)
    return header, payload, signature


def _decode(segment: bytes) -> bytes:
    try:
        decoded = base64.b64decode(segment + b"=" * (-len(segment) % 4), b"-_", validate=True)
    except binascii.Error:
        raise BadSignature("token must be base64url") from None
    if base64.urlsafe_b64encode(decoded).rstrip(b"=") != segment:
        raise BadSignature("token must be canonical base64url without padding")
    return decoded
