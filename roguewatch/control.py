"""The control process, put together by hand."""

import logging
from collections.abc import Collection

from alerts.keys import KeyRing
from alerts.policy import Policy
from alerts.sinks import LogSink, Sink, WebhookSink
from roguewatch.settings import Settings
from streams.apps import build_control_app, serve
from streams.control_plane import ControlPlane
from streams.health import HealthServer
from streams.metrics import Metrics


async def run_control(
    settings: Settings,
    *,
    policy_text: str | None = None,
    protected: Collection[str] = (),
    required: Collection[str] = (),
    webhook: str | None = None,
    webhook_secret: bytes | None = None,
) -> int:
    """Run until SIGTERM; return the exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    policy = (
        Policy(mode=settings.mode, protected=protected)
        if policy_text is None
        else Policy(policy_text, mode=settings.mode, protected=protected)
    )
    sinks: list[Sink] = [LogSink()]
    if webhook is not None:
        sinks.append(WebhookSink(webhook, webhook_secret))
    plane = ControlPlane(
        settings.bootstrap_servers,
        KeyRing.load(settings.keys_path),
        policy,
        sinks,
        required,
    )
    health = HealthServer(
        lambda: plane.is_ready,
        Metrics(plane.figures),
        settings.metrics_host,
        settings.metrics_port,
    )
    return await serve(build_control_app(settings.bootstrap_servers), [health, plane])
