"""The names, keys, partitions and retention of every topic, in one place."""

from typing import Final

import msgspec

from streams.kafka.security import client_settings

ACTIONS: Final = "agent-actions"
PROFILES: Final = "agent-profiles"
SNAPSHOTS: Final = "agent-snapshots"
CONFIGS: Final = "detector-config"
FIRSTS: Final = "agent-firsts"
ALERTS: Final = "agent-alerts"
STOP_REQUESTS: Final = "agent-stop-requests"
KILLSWITCH: Final = "agent-killswitch"
LEDGER: Final = "agent-killswitch-ledger"
ACKS: Final = "agent-killswitch-acks"

SPANS: Final = "otlp_spans"
"""Where an OpenTelemetry collector writes traces: its topic, not ours, and never created here."""

MAX_RECORD_BYTES: Final = 900 * 1024
"""What we put into one record at most: below a broker's usual limit of 1 MiB, headers included."""

_HOUR_MS = 3_600_000
_DAY_MS = 24 * _HOUR_MS


def dlq(topic: str) -> str:
    """The dead-letter topic of a topic.

    Examples
    --------
    >>> dlq("agent-actions")
    'agent-actions.dlq'
    """
    return f"{topic}.dlq"


class Topic(msgspec.Struct, frozen=True):
    """How one topic is created.

    Parameters
    ----------
    name
        Its name on the broker.
    key
        What its records are keyed by.
    n_partitions
        A fixed number, or None where it follows the number of partitions of `agent-actions`.
    configs
        Topic configuration in the broker's own words.

    Examples
    --------
    >>> next(topic.is_compacted for topic in TOPICS if topic.name == LEDGER)
    True
    """

    name: str
    key: str
    n_partitions: int | None
    configs: dict[str, str]

    @property
    def is_compacted(self) -> bool:
        """Whether only the last record of each key is kept."""
        return self.configs.get("cleanup.policy") == "compact"


def _kept(days: int, **more: str) -> dict[str, str]:
    return {"cleanup.policy": "delete", "retention.ms": str(days * _DAY_MS), **more}


def _compacted(lag_ms: int = _HOUR_MS) -> dict[str, str]:
    # The lag gives a restoring worker time to outvote a zombie's last record.
    return {"cleanup.policy": "compact", "min.compaction.lag.ms": str(lag_ms)}


TOPICS: Final = (
    Topic(ACTIONS, "tenant/agent_id", None, _kept(7)),
    Topic(PROFILES, "tenant/agent_id", None, _compacted()),
    Topic(SNAPSHOTS, "version/chunk", 1, _compacted()),
    Topic(CONFIGS, "version", 1, _compacted()),
    Topic(FIRSTS, "hash/agent", 1, _compacted()),
    Topic(ALERTS, "tenant/agent_id", None, _kept(30)),
    Topic(STOP_REQUESTS, "tenant/agent_id", 1, _kept(30)),
    Topic(KILLSWITCH, "tenant/agent_id", 1, _kept(30)),
    Topic(LEDGER, "tenant/agent_id or request", 1, _compacted()),
    Topic(ACKS, "enforcer/instance or tenant/agent_id", 1, _kept(30)),
    Topic(dlq(ACTIONS), "as the refused record", 1, _kept(30)),
    Topic(dlq(STOP_REQUESTS), "as the refused record", 1, _kept(30)),
    Topic(dlq(ACKS), "as the refused record", 1, _kept(30)),
    Topic(dlq(SPANS), "as the refused record", 1, _kept(30)),
)


def settings_of(topic: Topic, is_event_time: bool) -> dict[str, str]:
    """The configuration a topic is created with.

    Live, the broker's clock stamps `agent-actions`. Where our own tools write history, a record
    carries its event's time, and neither retention nor the broker's clock may refuse it.
    """
    if topic.name != ACTIONS:
        return topic.configs
    if not is_event_time:
        return {**topic.configs, "message.timestamp.type": "LogAppendTime"}
    return {
        **topic.configs,
        "message.timestamp.type": "CreateTime",
        "message.timestamp.after.max.ms": str(2**63 - 1),
        "retention.ms": "-1",
    }


def create_topics(
    bootstrap_servers: str, partitions: int = 4, event_time: bool = False
) -> dict[str, int]:
    """Create what is missing; return the number of partitions of each topic created.

    A topic that is there with another number of partitions is an error: the number decides which
    worker knows which agent, and is fixed at creation.
    """
    from kafka.admin import KafkaAdminClient

    if partitions < 1:
        raise ValueError(f"partitions must be at least 1; got {partitions!r}")
    admin = KafkaAdminClient(bootstrap_servers=bootstrap_servers, **client_settings())
    try:
        there = {t["name"]: len(t["partitions"]) for t in admin.describe_topics()}
        wanted = {topic.name: topic.n_partitions or partitions for topic in TOPICS}
        for name, n_partitions in wanted.items():
            if there.get(name, n_partitions) != n_partitions:
                raise ValueError(
                    f"partitions of {name} must be {n_partitions}; got {there[name]} on the broker"
                )
        missing = {
            topic.name: {
                "num_partitions": wanted[topic.name],
                "replication_factor": -1,
                "configs": settings_of(topic, event_time),
            }
            for topic in TOPICS
            if topic.name not in there
        }
        if missing:
            admin.create_topics(missing, timeout_ms=30_000, wait_for_metadata=True)
        return {name: wanted[name] for name in missing}
    finally:
        admin.close()
