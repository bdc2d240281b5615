"""One event with a mad clock neither ends the snapshots of a history nor moves it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from detectors.config import Config
from streams.events import ActionEvent, encode_event
from streams.reading import History
from streams.reading.strays import strays
from streams.replay import Replay

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def events(*times: datetime) -> list[ActionEvent]:
    return [
        ActionEvent(event_id=f"e{n}", time=time, agent_id="a", tool="t")
        for n, time in enumerate(sorted(times))
    ]


def ten_days(n: int = 300) -> list[datetime]:
    return [START + i * 10 * DAY / n for i in range(n)]


@pytest.mark.parametrize(
    ("odd", "expected"),
    [
        ([], (0, 0)),
        ([datetime(2100, 1, 1, tzinfo=UTC)], (0, 1)),
        ([datetime(1970, 1, 1, tzinfo=UTC)], (1, 0)),
        ([datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)], (1, 1)),
        ([datetime(2050, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)], (1, 1)),
        ([datetime(2100, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, 1, tzinfo=UTC)], (0, 2)),
        ([START + 1_834 * DAY], (0, 0)),
        ([START + 1_836 * DAY], (0, 1)),
    ],
)
def test_what_is_rare_and_far_from_all_the_rest_is_a_stray(
    odd: list[datetime], expected: tuple[int, int]
) -> None:
    assert strays(events(*ten_days(), *odd)) == expected


def test_more_than_one_in_a_hundred_are_a_history_with_a_hole() -> None:
    later = [datetime(2027, 1, 1, hour, tzinfo=UTC) for hour in range(4)]
    assert strays(events(*ten_days(), *later)) == (0, 0)


def test_nothing_is_taken_from_a_short_history() -> None:
    assert strays([]) == (0, 0)
    assert strays(events(START, datetime(2100, 1, 1, tzinfo=UTC))) == (0, 0)


def test_a_stray_is_reported_and_the_replay_goes_on_building_snapshots(tmp_path: Path) -> None:
    """Also where it stands in the middle of the file."""
    path = tmp_path / "history.jsonl"
    lines = [encode_event(event) for event in events(*ten_days())]
    mad = ActionEvent(event_id="mad", time=datetime(2100, 1, 1, tzinfo=UTC), agent_id="b", tool="t")
    path.write_bytes(b"\n".join([*lines[:100], encode_event(mad), *lines[100:]]))
    history = History([path])
    found = history.read()
    assert [event.event_id for event in found] == [f"e{n}" for n in range(300)]
    assert history.report.n_events == 300
    assert dict(history.report.bad) == {"time: an event's time must be near those of the others": 1}
    assert history.report.examples == [
        "mad: time: an event's time must be near those of the others; got 2100-01-01T00:00:00+00:00"
    ]
    made: list[int] = []
    replay = Replay(Config(), b"0123456789abcdef", lambda snapshot: made.append(snapshot.version))
    assert len(list(replay.run(found))) == 300
    assert made[-1] == int(found[-1].timestamp) // 3_600
