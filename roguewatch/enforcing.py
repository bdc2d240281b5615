"""The enforcer process, put together by hand."""

import os
import socket
from pathlib import Path

from alerts.hooks import Hook
from alerts.keys import KeyRing
from roguewatch.settings import Settings
from streams.apps import build_app, serve
from streams.enforcer import Enforcer
from streams.health import HealthServer
from streams.kafka.contact import Contact
from streams.killswitch.journal import Journal
from streams.metrics import Metrics
from streams.repeats import start_logging


async def run_enforcer(
    settings: Settings,
    hook: Hook,
    *,
    subjects: tuple[str, ...] = ("*",),
    instance: str | None = None,
    journal: Path | None = None,
) -> int:
    """Run until SIGTERM; return the exit code."""
    start_logging()
    enforcer = Enforcer(
        settings.bootstrap_servers,
        KeyRing.load(settings.keys_path),
        hook,
        instance=instance or f"{socket.gethostname()}-{os.getpid()}",
        subjects=subjects,
        journal=Journal(journal),
    )
    contact = Contact(settings.bootstrap_servers)
    health = HealthServer(
        lambda: enforcer.is_ready and contact.is_up,
        Metrics(lambda: {**enforcer.figures(), **contact.figures()}),
        settings.metrics_host,
        settings.metrics_port,
    )
    app = build_app("roguewatch-enforcer", settings.bootstrap_servers)
    return await serve(app, [health, contact, enforcer])
