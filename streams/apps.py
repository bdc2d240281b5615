"""Wiring only: the apps that host our services, and how a process runs one."""

import asyncio
import logging
import shutil
import signal
import tempfile
from collections.abc import Sequence
from pathlib import Path

import faust
from faust.types.auth import CredentialsT
from mode import Service

from .collecting import collect_seldom
from .kafka.security import client_settings

_log = logging.getLogger(__name__)

_QUIET = ("aiokafka", "asyncio", "faust", "kafka", "mode")


class HostApp(faust.App):
    """Faust's lifecycle without its consumer, tables or web server: services bring their own."""

    producer_only = True


def build_app(name: str, bootstrap_servers: str) -> HostApp:
    """An app that hosts services and nothing else."""
    for logger in _QUIET:
        # The level of the app alone does not keep their debug records from being made.
        logging.getLogger(logger).setLevel(logging.WARNING)
    servers = [f"kafka://{server.strip()}" for server in bootstrap_servers.split(",")]
    return HostApp(
        name,
        broker=servers,
        broker_credentials=faust_credentials(),
        store="memory://",
        web_enabled=False,
        topic_disable_leader=True,
        # Faust makes its folders whether it has tables or not.
        datadir=Path(tempfile.mkdtemp(prefix=f"{name}-")),
    )


def faust_credentials() -> CredentialsT | None:
    """The settings of all our clients in Faust's own words."""
    settings = client_settings()
    if not settings:
        return None
    context = settings.get("ssl_context")
    if "sasl_mechanism" not in settings:
        return faust.SSLCredentials(context)
    return faust.SASLCredentials(
        username=settings["sasl_plain_username"],
        password=settings["sasl_plain_password"],
        mechanism=settings["sasl_mechanism"],
        ssl_context=context,
    )


def build_worker_app(bootstrap_servers: str) -> HostApp:
    """The app of `roguewatch worker`."""
    collect_seldom()
    return build_app("roguewatch-worker", bootstrap_servers)


def build_control_app(bootstrap_servers: str) -> HostApp:
    """The app of `roguewatch control`."""
    return build_app("roguewatch-control", bootstrap_servers)


async def serve(app: HostApp, services: Sequence[Service]) -> int:
    """Run services in an app until SIGTERM, SIGINT or a crash; return the exit code."""
    is_over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, is_over.set)
    try:
        await app.start()
        for service in services:
            await app.add_runtime_dependency(service)
        # By itself an app that crashed lives on; somebody has to look.
        waits = [
            asyncio.ensure_future(is_over.wait()),
            asyncio.ensure_future(app.wait_until_stopped()),
        ]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        crashed = app.crashed
        if crashed:
            _log.critical("stopped by %r", app.crash_reason)
        await app.stop()
        return 1 if crashed else 0
    finally:
        shutil.rmtree(app.conf.datadir, ignore_errors=True)
