"""The topics of a measurement: made on a broker of its own, emptied between rounds, removed."""

import time

from kafka.admin import KafkaAdminClient

from streams.kafka.security import client_settings
from streams.topics import ACTIONS, SNAPSHOTS, TOPICS, create_topics

PLAIN = "bench-plain-actions"
"""The same events without snapshot pointers, for the Faust agent."""
GROUP_PREFIX = "roguewatch-bench-"


class BenchTopics:
    """Creates the topics, and refuses a broker that has some of ours: they would be deleted.

    Parameters
    ----------
    bootstrap_servers
        Kafka brokers without any topic of roguewatch.
    n_partitions
        Partitions of the keyed topics.
    """

    def __init__(self, bootstrap_servers: str, n_partitions: int) -> None:
        self._bootstrap_servers = bootstrap_servers
        self._n_partitions = n_partitions
        self._ours = {topic.name for topic in TOPICS} | {PLAIN}

    def create(self) -> None:
        """Create all of them, with the time of a record its event's."""
        if there := self._there() & self._ours:
            raise ValueError(
                f"bootstrap_servers must be a broker without these topics; got {sorted(there)}"
            )
        create_topics(self._bootstrap_servers, self._n_partitions, event_time=True)
        admin = KafkaAdminClient(bootstrap_servers=self._bootstrap_servers, **client_settings())
        try:
            # The events lie years back or ahead: neither retention nor the clock may refuse them.
            configs = {"retention.ms": "-1", "message.timestamp.after.max.ms": str(2**63 - 1)}
            plain = {"num_partitions": self._n_partitions, "replication_factor": -1}
            admin.create_topics({PLAIN: plain | {"configs": configs}}, wait_for_metadata=True)
        finally:
            admin.close()

    def forget_results(self) -> None:
        """Empty what a worker writes, so that the next one starts from nothing too."""
        self._delete(self._there() & self._ours - {ACTIONS, SNAPSHOTS, PLAIN})
        create_topics(self._bootstrap_servers, self._n_partitions, event_time=True)

    def delete(self) -> None:
        """Leave the broker as it was."""
        there = self._there()
        self._delete({name for name in there if name in self._ours or GROUP_PREFIX in name})

    def _there(self) -> set[str]:
        admin = KafkaAdminClient(bootstrap_servers=self._bootstrap_servers, **client_settings())
        try:
            return set(admin.list_topics())
        finally:
            admin.close()

    def _delete(self, names: set[str]) -> None:
        if not names:
            return
        admin = KafkaAdminClient(bootstrap_servers=self._bootstrap_servers, **client_settings())
        try:
            admin.delete_topics(sorted(names), timeout_ms=30_000)
        finally:
            admin.close()
        deadline = time.monotonic() + 30.0
        while self._there() & names:
            if time.monotonic() > deadline:
                raise TimeoutError(f"topics must be deleted within 30 s: {sorted(names)}")
            time.sleep(0.1)
