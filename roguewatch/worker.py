"""The worker process, put together by hand."""

import logging

from alerts.keys import KeyRing
from roguewatch.settings import Settings
from streams.apps import build_worker_app, serve
from streams.data_plane import DataPlane
from streams.health import HealthServer
from streams.kafka_log import KafkaLog
from streams.metrics import Metrics
from streams.monitor import Monitor
from streams.profiles import ProfileStore
from streams.topics import ACTIONS


async def run_worker(settings: Settings) -> int:
    """Run until SIGTERM; return the exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    config = settings.load_config()
    keys = KeyRing.load(settings.keys_path)
    hash_key = bytes.fromhex(settings.hash_key_path.read_text().strip())
    log = KafkaLog(
        settings.bootstrap_servers, ACTIONS, settings.group_id, settings.session_timeout_ms
    )
    plane = DataPlane(
        log,
        lambda: Monitor(config, hash_key, ProfileStore(), is_all_scored=False),
        keys,
        hash_key,
        session_timeout_s=settings.session_timeout_ms / 1000,
    )
    health = HealthServer(
        lambda: plane.is_ready,
        Metrics(plane.figures),
        settings.metrics_host,
        settings.metrics_port,
    )
    return await serve(build_worker_app(settings.bootstrap_servers), [health, plane])
