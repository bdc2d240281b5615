"""The worker's own data plane, measured from its first event to its last checkpoint."""

import asyncio
import logging

from alerts.keys import KeyRing
from detectors.config import Config
from streams.apps import build_worker_app
from streams.data_plane import DataPlane
from streams.kafka.kafka_log import KafkaLog
from streams.monitor import Monitor
from streams.profiles import ProfileStore
from streams.topics import ACTIONS
from streams.yardsticks.stopwatch import Measurement, Stopwatch

_SESSION_TIMEOUT_MS = 10_000


async def run_worker(
    bootstrap_servers: str, group_id: str, keys: KeyRing, hash_key: bytes, n_records: int
) -> Measurement:
    """Run the data plane until it has read `n_records`; count what it wrote, too."""
    logging.basicConfig(level=logging.WARNING)
    config = Config()
    log = KafkaLog(bootstrap_servers, ACTIONS, group_id, _SESSION_TIMEOUT_MS)
    plane = DataPlane(
        log, lambda: Monitor(config, hash_key, ProfileStore(), is_all_scored=False), keys, hash_key
    )
    app = build_worker_app(bootstrap_servers)
    await app.start()
    await app.add_runtime_dependency(plane)
    watch, n_before = None, 0
    counts = plane.loop_of_batches.counts
    while (n_read := counts["records"]) < n_records:
        if app.crash_reason is not None:
            raise app.crash_reason
        if watch is None and n_read:
            watch, n_before = Stopwatch(), n_read
        await asyncio.sleep(0.02)
    await app.stop()
    if watch is None:
        raise ValueError(f"n_records must be more than one batch; got {n_records!r}")
    return watch.stop(n_records - n_before)
