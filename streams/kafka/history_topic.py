"""Whether `agent-actions` can take a history: its times count, and nothing stands before it."""

from typing import Any

from ..topics import ACTIONS, create_topics
from .reachable import check_reachable
from .security import client_settings

_TIME = "message.timestamp.type"


class TopicNotFit(Exception):
    """The topic would not equal the file."""


def prepare_for_history(
    bootstrap_servers: str, partitions: int = 4, is_append: bool = False
) -> int:
    """Create the topics that are missing, for event time; return the partitions of `agent-actions`.

    A topic that stamps records with the broker's clock is refused: every event would be judged at
    that time. So is one that holds records already, unless the caller says otherwise: snapshots
    are built from the history alone.
    """
    from kafka import KafkaConsumer, TopicPartition
    from kafka.admin import ConfigResource, ConfigResourceType, KafkaAdminClient

    check_reachable(bootstrap_servers)
    admin = KafkaAdminClient(bootstrap_servers=bootstrap_servers, **client_settings())
    try:
        there = {x["name"]: len(x["partitions"]) for x in admin.describe_topics()}
        n_partitions = there.get(ACTIONS, partitions)
        create_topics(bootstrap_servers, n_partitions, event_time=True)
        resource = ConfigResource(ConfigResourceType.TOPIC, ACTIONS)
        stamped = _setting(admin.describe_configs([resource]), _TIME)
    finally:
        admin.close()
    if stamped == "LogAppendTime":
        raise TopicNotFit(
            f"{_TIME} of {ACTIONS} must be CreateTime for a history; got {stamped}: "
            "use a broker of its own, or create the topics with --event-time"
        )
    consumer = KafkaConsumer(bootstrap_servers=bootstrap_servers, **client_settings())
    try:
        places = [TopicPartition(ACTIONS, partition) for partition in range(n_partitions)]
        starts, ends = consumer.beginning_offsets(places), consumer.end_offsets(places)
    finally:
        consumer.close()
    if not is_append and any(ends[place] > starts[place] for place in places):
        raise TopicNotFit(f"{ACTIONS} must be empty; it holds records (--append writes anyway)")
    return n_partitions


def _setting(described: dict[str, Any], name: str) -> str | None:
    """Find one setting; the embedded broker describes none."""
    setting = described.get("topic", {}).get(ACTIONS, {}).get(name)
    value = setting.get("value") if isinstance(setting, dict) else setting
    return None if value is None else str(value)
