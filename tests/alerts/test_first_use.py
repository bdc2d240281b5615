"""A record of first uses is read as it was written, or refused."""

import pytest

from alerts.alert import Evidence
from alerts.first_use import BadFirstUse, FirstUse, decode_first, encode_first


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"kind": "soul"}', b"\xff"])
def test_what_is_no_first_use_is_refused(body: bytes) -> None:
    with pytest.raises(BadFirstUse):
        decode_first(body)


def test_its_key_names_symbol_and_agent_and_nothing_that_changes() -> None:
    event = Evidence(event_id="e", time=1.0, tool="t", action="read")
    one, other = (
        FirstUse(
            kind="credential",
            symbol="ab",
            tenant="default",
            agent_id=agent,
            time=time,
            n_known=0,
            age_s=time,
            evidence=event,
        )
        for agent, time in (("a", 1.0), ("a", 99.0))
    )
    assert one.record_key == other.record_key
    assert one.record_key.startswith(b"ab/")
    assert decode_first(encode_first(one)) == one
