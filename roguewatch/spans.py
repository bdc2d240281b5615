"""The process that follows the collector, put together by hand."""

from roguewatch.settings import Settings
from streams.apps import build_app, serve
from streams.health import HealthServer
from streams.kafka.contact import Contact
from streams.metrics import Metrics
from streams.repeats import start_logging
from streams.span_bridge import SpanBridge
from streams.span_mapper import SpanMapper


async def run_spans(settings: Settings, *, topic: str, settle_s: float, orphan_s: float) -> int:
    """Run until SIGTERM; return the exit code."""
    start_logging()
    bridge = SpanBridge(
        settings.bootstrap_servers,
        lambda: SpanMapper(settle_s, orphan_s, settings.tenant),
        topic,
        recall_s=orphan_s,
    )
    contact = Contact(settings.bootstrap_servers)
    health = HealthServer(
        lambda: bridge.is_ready and contact.is_up,
        Metrics(lambda: {**bridge.figures(), **contact.figures()}),
        settings.metrics_host,
        settings.metrics_port,
    )
    app = build_app("roguewatch-spans", settings.bootstrap_servers)
    return await serve(app, [health, contact, bridge])
