"""A range of the topic is one that can hold something."""

from datetime import UTC, datetime

import pytest

from streams.topic_events import TopicRange

EARLY, LATE = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 1, 6, tzinfo=UTC)


def test_it_covers_its_start_and_not_its_stop() -> None:
    given = TopicRange("kafka:9092", EARLY, LATE)
    assert given.covers(EARLY)
    assert not given.covers(LATE)


@pytest.mark.parametrize(
    ("start", "stop", "reason"),
    [
        (datetime(2026, 1, 5), None, "start must have a zone"),  # noqa: DTZ001 - that is the case
        (EARLY, datetime(2026, 1, 6), "stop must have a zone"),  # noqa: DTZ001 - that is the case
        (LATE, EARLY, "stop must be later than start"),
        (EARLY, EARLY, "stop must be later than start"),
    ],
)
def test_a_range_of_nothing_is_refused(start: datetime, stop: datetime | None, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        TopicRange("kafka:9092", start, stop)
