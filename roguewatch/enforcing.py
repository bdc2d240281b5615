"""The enforcer process, put together by hand."""

import logging
import os
import socket
from pathlib import Path

from alerts.hooks import Hook
from alerts.keys import KeyRing
from roguewatch.settings import Settings
from streams.apps import build_app, serve
from streams.enforcer import Enforcer
from streams.health import HealthServer
from streams.journal import Journal
from streams.metrics import Metrics


async def run_enforcer(
    settings: Settings,
    hook: Hook,
    *,
    subjects: tuple[str, ...] = ("*",),
    instance: str | None = None,
    journal: Path | None = None,
) -> int:
    """Run until SIGTERM; return the exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    enforcer = Enforcer(
        settings.bootstrap_servers,
        KeyRing.load(settings.keys_path),
        hook,
        instance=instance or f"{socket.gethostname()}-{os.getpid()}",
        subjects=subjects,
        journal=Journal(journal),
    )
    health = HealthServer(
        lambda: enforcer.is_ready,
        Metrics(enforcer.figures),
        settings.metrics_host,
        settings.metrics_port,
    )
    app = build_app("roguewatch-enforcer", settings.bootstrap_servers)
    return await serve(app, [health, enforcer])
