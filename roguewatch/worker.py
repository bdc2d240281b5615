"""The worker process, put together by hand."""

from alerts.key_files import read_hash_key
from alerts.keys import KeyRing
from roguewatch.settings import Settings
from streams.apps import build_worker_app, serve
from streams.data_plane import DataPlane
from streams.health import HealthServer
from streams.kafka.contact import Contact
from streams.kafka.kafka_log import KafkaLog
from streams.metrics import Metrics
from streams.monitor import Monitor
from streams.profiles import ProfileStore
from streams.repeats import start_logging
from streams.topics import ACTIONS


async def run_worker(settings: Settings) -> int:
    """Run until SIGTERM; return the exit code."""
    start_logging()
    config = settings.load_config()
    keys = KeyRing.load(settings.keys_path)
    hash_key = read_hash_key(settings.hash_key_path)
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
    contact = Contact(settings.bootstrap_servers)
    health = HealthServer(
        lambda: plane.is_ready and contact.is_up,
        Metrics(lambda: {**plane.figures(), **contact.figures()}),
        settings.metrics_host,
        settings.metrics_port,
    )
    return await serve(build_worker_app(settings.bootstrap_servers), [health, contact, plane])
