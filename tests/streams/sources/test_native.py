"""Our own events are taken as they are, and refused as on the topic."""

import pytest

from streams.bad_event import BadEvent
from streams.sources import Native


def test_the_limits_of_the_topic_hold_for_files() -> None:
    with pytest.raises(BadEvent, match="at most 65536 bytes"):
        Native().map_one(b'{"x": "' + b"y" * 70_000 + b'"}')


@pytest.mark.parametrize("value", [{1, 2}, object(), float("nan"), "\ud800"])
def test_a_parsed_record_that_no_json_could_hold_is_refused(value: object) -> None:
    record = {"event_id": "e", "time": "2026-01-05T10:00:00Z", "agent_id": "a", "tool": value}
    with pytest.raises(BadEvent):
        Native().map_one(record)
