"""A person lets a request through that the storm guard holds."""

import msgspec

from alerts.keys import BadSignature, KeyRing

TYP = "roguewatch-release+jwt"


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """Names the held request; signed by an operator, sent where requests go.

    Examples
    --------
    >>> ring = KeyRing.generate()
    >>> release = Release(request_id="r1", requested_by="operator:kim", reason="real", time=60.0)
    >>> decode_release(encode_release(release, ring), ring) == release
    True
    """

    request_id: str
    requested_by: str
    reason: str
    time: float


def encode_release(release: Release, keys: KeyRing) -> str:
    """Sign a release as an operator."""
    return keys.sign(msgspec.json.encode(release), "operator", TYP)


def decode_release(token: str | bytes, keys: KeyRing) -> Release:
    """Verify and return a release; raises `BadSignature`."""
    payload = keys.verify(token, {"operator"}, TYP)
    try:
        return msgspec.json.decode(payload, type=Release)
    except msgspec.DecodeError as error:
        raise BadSignature(f"release must name a request; {error}") from None
