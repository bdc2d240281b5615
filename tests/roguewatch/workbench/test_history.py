"""A history is the same whatever form it comes in."""

from pathlib import Path

import pandas as pd
import pytest

from roguewatch.workbench import TopicRange, events_frame, to_events
from streams.embedded_broker import EmbeddedBroker
from streams.events import ActionEvent, encode_event
from streams.kafka.missing_topic import MissingTopic


def test_frame_file_paths_and_events_are_one_history(
    benign: list[ActionEvent], tmp_path: Path
) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"\n".join(map(encode_event, benign)))
    assert to_events(reversed(benign))[0].time == benign[0].time
    assert to_events(path) == to_events(str(path)) == to_events([path]) == benign
    assert to_events(events_frame(benign)) == benign


def test_columns_that_are_no_fields_are_left_out(benign: list[ActionEvent]) -> None:
    frame = events_frame(benign[:3]).assign(label=1)
    assert to_events(frame) == benign[:3]


def test_a_row_that_is_no_event_is_named() -> None:
    frame = pd.DataFrame({"event_id": ["1"], "agent_id": ["a"], "tool": ["t"]})
    with pytest.raises(ValueError, match=r"row 0 .* `time`"):
        to_events(frame.assign(time=None))
    naive = frame.assign(time=pd.Timestamp("2026-01-05"))
    with pytest.raises(ValueError, match="timezone"):
        to_events(naive)


def test_what_is_no_history_is_refused() -> None:
    with pytest.raises(ValueError, match="got int"):
        to_events([1, 2])  # type: ignore[arg-type]


def test_a_frame_without_what_every_event_has_is_refused() -> None:
    """It would be a history of nothing, and every configuration would look perfect on it."""
    with pytest.raises(ValueError, match=r"misses \['event_id', 'time', 'agent_id'\]"):
        to_events(pd.DataFrame({"tool": ["read_file"], "who": ["a"]}))


def test_what_a_file_has_that_is_no_event_is_a_warning(
    benign: list[ActionEvent], tmp_path: Path
) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(encode_event(benign[0]) + b"\nnonsense\n")
    with pytest.warns(UserWarning, match=r"1 records are no events, .*events.jsonl:2: limits"):
        assert to_events(path) == benign[:1]
    with pytest.warns(UserWarning, match="1 records"):
        assert to_events([path]) == benign[:1]


def test_a_range_of_a_kafka_that_is_not_there_is_refused_at_once() -> None:
    with pytest.raises(ConnectionError, match="Kafka must answer"):
        to_events(TopicRange("127.0.0.1:1"))
    with EmbeddedBroker() as broker, pytest.raises(MissingTopic, match="agent-actions must exist"):
        to_events(TopicRange(broker.bootstrap_servers))
