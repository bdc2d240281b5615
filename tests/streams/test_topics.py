"""Topics are declared once, and what must be compacted is."""

import pytest

from streams.metrics import MEANING, NAMES
from streams.topics import (
    ACTIONS,
    CONFIGS,
    FIRSTS,
    LEDGER,
    PROFILES,
    SNAPSHOTS,
    TOPICS,
    create_topics,
    settings_of,
)

BY_NAME = {topic.name: topic for topic in TOPICS}


def test_names_are_unique() -> None:
    assert len(BY_NAME) == len(TOPICS)


def test_state_is_compacted_and_nothing_else() -> None:
    compacted = {topic.name for topic in TOPICS if topic.is_compacted}
    assert compacted == {CONFIGS, FIRSTS, PROFILES, SNAPSHOTS, LEDGER}


def test_an_agents_profile_stands_in_the_partition_of_its_actions() -> None:
    assert BY_NAME[PROFILES].n_partitions is BY_NAME[ACTIONS].n_partitions is None


def test_a_zombie_has_an_hour_to_be_outvoted() -> None:
    assert int(BY_NAME[PROFILES].configs["min.compaction.lag.ms"]) >= 3_600_000


def test_live_actions_carry_the_brokers_time_and_history_its_own() -> None:
    live = settings_of(BY_NAME[ACTIONS], is_event_time=False)
    history = settings_of(BY_NAME[ACTIONS], is_event_time=True)
    assert live["message.timestamp.type"] == "LogAppendTime"
    assert history["message.timestamp.type"] == "CreateTime"
    assert history["retention.ms"] == "-1"


def test_there_is_at_least_one_partition() -> None:
    with pytest.raises(ValueError, match="partitions must be at least 1; got 0"):
        create_topics("127.0.0.1:1", partitions=0)


def test_every_metric_has_a_meaning() -> None:
    assert set(MEANING) == set(NAMES)
