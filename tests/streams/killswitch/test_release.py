"""Only an operator releases what is held."""

import pytest

from alerts.keys import BadSignature, KeyRing
from streams.killswitch.release import TYP, Release, decode_release, encode_release

RING = KeyRing.generate()
RELEASE = Release(request_id="r1", requested_by="operator:kim", reason="real", time=1.0)


def test_a_release_comes_back_as_it_was_signed() -> None:
    assert decode_release(encode_release(RELEASE, RING), RING) == RELEASE


@pytest.mark.parametrize(
    "token",
    [
        RING.sign(b'{"request_id": "r1"}', "worker", TYP),
        RING.sign(b"{}", "operator", TYP),
        RING.sign(b'{"request_id": "r1"}', "operator", "another+jwt"),
        "junk",
    ],
)
def test_anything_else_is_refused(token: str) -> None:
    with pytest.raises(BadSignature):
        decode_release(token, RING)
