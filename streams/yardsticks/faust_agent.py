"""The same detectors the way a Faust application is usually written: an agent and a table."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import faust
import msgspec

from alerts.finding import encode_finding
from detectors.config import Config
from streams.apps import faust_credentials
from streams.events import ActionEvent
from streams.monitor import Monitor
from streams.profiles import ProfileStore
from streams.snapshot import Snapshot
from streams.topics import ALERTS

from .stopwatch import Measurement, Stopwatch


class Action(faust.Record, serializer="json"):
    """The fields of an action event that the simulated fleet fills in."""

    event_id: str
    time: str
    agent_id: str
    tool: str
    cohort: str | None = None
    agent_version: str | None = None
    model: str | None = None
    session_id: str | None = None
    parent_agent_id: str | None = None
    on_behalf_of: str | None = None
    credential_id: str | None = None
    source_ip: str | None = None
    action: str = "other"
    resource: str | None = None
    n_items: int = 1
    n_bytes: int = 0
    outcome: str = "unknown"
    phase: str = "completed"
    environment: str | None = None
    approval_id: str | None = None
    attributes: dict[str, Any] | None = None
    intent: dict[str, Any] | None = None


def to_event(action: Action) -> ActionEvent:
    """Return the event that the monitor reads."""
    fields = {name: value for name, value in action.asdict().items() if value is not None}
    return msgspec.convert(fields, ActionEvent)


class FaustAgent:
    """A Faust agent that keeps each profile in a table, in memory, with its changelog.

    Kinder to Faust than most applications are: a profile is packed for the table at each event,
    but never unpacked again, and what was learned before is simply there.

    Parameters
    ----------
    topic
        Where the events are; without snapshot pointers, which no Faust record can be made of.
    profiles
        What was learned before.
    snapshot
        What agents are compared with, for the whole run.
    folder
        For the files that Faust makes whether it needs them or not.
    """

    def __init__(
        self,
        bootstrap_servers: str,
        group_id: str,
        topic: str,
        n_partitions: int,
        config: Config,
        hash_key: bytes,
        profiles: Mapping[str, dict[str, bytes]],
        snapshot: Snapshot,
        folder: Path,
    ) -> None:
        self.n_scored = 0
        self.app = faust.App(
            group_id,
            broker=f"kafka://{bootstrap_servers}",
            broker_credentials=faust_credentials(),
            store="memory://",
            datadir=folder,
            topic_partitions=n_partitions,
            topic_replication_factor=1,
            topic_disable_leader=True,
            web_enabled=False,
            broker_session_timeout=10.0,
            broker_heartbeat_interval=2.0,
        )
        store = ProfileStore()
        for key, packed in profiles.items():
            store.put(key, packed, -1)
        self._monitor = Monitor(config, hash_key, store, snapshot, is_all_scored=False)
        self._table = self.app.Table(
            "profiles", key_type=str, value_type=bytes, partitions=n_partitions
        )
        self._alerts = self.app.topic(ALERTS, key_type=str, value_type=bytes)
        self._watch: Stopwatch | None = None
        self.app.agent(self.app.topic(topic, value_type=Action))(self._score)

    async def _score(self, actions: faust.StreamT[Action]) -> None:
        async for action in actions:
            self._watch = self._watch or Stopwatch()
            assessment = self._monitor.process_one(to_event(action))
            profile = self._monitor.profiles.packed(assessment.key)
            self._table[assessment.key] = msgspec.msgpack.encode(profile)
            for alert in assessment.alerts:
                await self._alerts.send(key=assessment.key, value=encode_finding(alert))
            self.n_scored += 1

    async def run(self, n_events: int) -> Measurement:
        """Score `n_events` events; raise what the app crashed with, if it did."""
        await self.app.start()
        try:
            while self.n_scored < n_events:
                if self.app.crash_reason is not None:
                    raise self.app.crash_reason
                await asyncio.sleep(0.01)
            if self._watch is None:
                raise ValueError(f"n_events must be positive; got {n_events!r}")
            return self._watch.stop(self.n_scored)
        finally:
            await self.app.stop()
