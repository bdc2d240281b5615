"""Write the events of the proof, with their snapshots in band, no faster than told."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from alerts.keys import KeyRing
from detectors.config import Config
from roguewatch.evaluation.crash.options import CrashOptions
from roguewatch.evaluation.crash.traffic import CrashTraffic
from streams.events import encode_event
from streams.kafka.producer import start_producer
from streams.replay import Replay
from streams.snapshot import Snapshot
from streams.snapshots.writer import SnapshotWriter
from streams.topics import ACTIONS

_N_AT_ONCE = 50


class CrashWriting:
    """The writer, and how far it is.

    Parameters
    ----------
    options
        How many events, over how much time, from which seed.
    keys
        Sign the pointers.
    allowed
        Which share of the events may be written by now: the schedule of blows is spread over all
        of them, however long each takes.
    """

    def __init__(self, options: CrashOptions, keys: KeyRing, allowed: Callable[[], float]) -> None:
        self.n_written = 0
        self.n_snapshots = 0
        self.ends: dict[int, int] = dict.fromkeys(range(options.n_partitions), 0)
        """Next offset of each partition."""
        self.replay: Replay
        self._options = options
        self._keys = keys
        self._allowed = allowed

    @property
    def share(self) -> float:
        """Which share of the events is written."""
        return self.n_written / self._options.n_events

    async def run(self) -> None:
        """Write all events."""
        options, hash_key = self._options, self._keys.hash_key
        if hash_key is None:
            raise ValueError(f"keys must have the hash key; got only {self._keys.roles}")
        due: list[Snapshot] = []
        self.replay = Replay(
            Config.load(options.config_file), hash_key, due.append, is_all_scored=False
        )
        producer, _ = await start_producer(options.bootstrap_servers, linger_ms=5)
        writer = SnapshotWriter(producer, self._keys, options.n_partitions)
        started_at = time.monotonic()
        places: list[Awaitable[Any]] = []
        try:
            for event in CrashTraffic(options.seed, options.n_events).events():
                self.replay.process_one(event)
                for snapshot in due:
                    await writer.write(snapshot)
                    self.n_snapshots += 1
                due.clear()
                places.append(
                    await producer.send(
                        ACTIONS,
                        encode_event(event),
                        key=event.key.encode(),
                        timestamp_ms=int(event.timestamp * 1000),
                    )
                )
                self.n_written += 1
                if len(places) == _N_AT_ONCE or self.n_written == options.n_events:
                    for place in await asyncio.gather(*places):
                        self.ends[place.partition] = place.offset + 1
                    places.clear()
                    await self._wait(started_at)
        finally:
            await producer.stop()

    async def _wait(self, started_at: float) -> None:
        share = self.share
        while (
            time.monotonic() - started_at < self._options.seconds * share or share > self._allowed()
        ):
            await asyncio.sleep(0.01)
