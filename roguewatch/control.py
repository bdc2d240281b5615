"""The control process, put together by hand."""

from collections.abc import Collection

from alerts.keys import KeyRing
from alerts.policy import Policy
from alerts.sinks import LogSink, Sink, WebhookSink
from roguewatch.bad_setting import refused
from roguewatch.settings import Settings
from streams.apps import build_control_app, serve
from streams.control_plane import ControlPlane
from streams.fleet_stage import FleetStage
from streams.health import HealthServer
from streams.kafka.contact import Contact
from streams.metrics import Metrics
from streams.repeats import start_logging
from streams.snapshots.builder import SnapshotBuilder


async def run_control(
    settings: Settings,
    *,
    policy_text: str | None = None,
    protected: Collection[str] = (),
    required: Collection[str] = (),
    webhook: str | None = None,
    webhook_secret: bytes | None = None,
    has_snapshots: bool = True,
) -> int:
    """Run until SIGTERM; return the exit code.

    `has_snapshots` is False where a history brings its own and wall-clock hours mean nothing.
    """
    start_logging()
    with refused("policy"):
        policy = (
            Policy(mode=settings.mode, protected=protected)
            if policy_text is None
            else Policy(policy_text, mode=settings.mode, protected=protected)
        )
    sinks: list[Sink] = [LogSink()]
    if webhook is not None:
        with refused("webhook"):
            sinks.append(WebhookSink(webhook, webhook_secret))
    keys = KeyRing.load(settings.keys_path)
    builder = SnapshotBuilder(settings.bootstrap_servers, keys, config=settings.load_config())
    plane = ControlPlane(
        settings.bootstrap_servers,
        keys,
        policy,
        sinks,
        required,
        settings.suspend_for_s or None,
    )
    fleet = FleetStage(settings.bootstrap_servers, lambda: builder.config)
    contact = Contact(settings.bootstrap_servers)
    health = HealthServer(
        # The builder starts last, and the fleet's stage has a past to read.
        lambda: (
            plane.is_ready
            and fleet.is_ready
            and contact.is_up
            and (builder.is_ready or not has_snapshots)
        ),
        Metrics(
            lambda: {
                **plane.figures(),
                **fleet.figures(),
                **builder.figures(),
                **contact.figures(),
            }
        ),
        settings.metrics_host,
        settings.metrics_port,
    )
    services = [health, contact, plane, fleet, *([builder] if has_snapshots else [])]
    return await serve(build_control_app(settings.bootstrap_servers), services)
