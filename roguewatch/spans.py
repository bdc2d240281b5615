"""The process that follows the collector, put together by hand."""

import logging

from roguewatch.settings import Settings
from streams.apps import build_app, serve
from streams.health import HealthServer
from streams.metrics import Metrics
from streams.span_bridge import SpanBridge
from streams.span_mapper import SpanMapper


async def run_spans(settings: Settings, *, topic: str, settle_s: float, orphan_s: float) -> int:
    """Run until SIGTERM; return the exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    bridge = SpanBridge(
        settings.bootstrap_servers,
        lambda: SpanMapper(settle_s, orphan_s, settings.tenant),
        topic,
        recall_s=orphan_s,
    )
    health = HealthServer(
        lambda: bridge.is_ready,
        Metrics(bridge.figures),
        settings.metrics_host,
        settings.metrics_port,
    )
    return await serve(build_app("roguewatch-spans", settings.bootstrap_servers), [health, bridge])
