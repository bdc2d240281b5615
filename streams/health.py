"""Health and metrics on a port of their own: `/healthz`, `/readyz`, `/metrics`."""

import logging
from collections.abc import Callable

from aiohttp import web
from mode import Service
from prometheus_client import CollectorRegistry, generate_latest

from streams.metrics import Metrics

_log = logging.getLogger(__name__)


class HealthServer(Service):
    """Answers who asks how this process is; nothing of agents or scores is told.

    Parameters
    ----------
    is_ready
        Whether it does its work.
    metrics
        Its figures.
    host, port
        Where to listen; port 0 takes any free one.
    """

    def __init__(
        self,
        is_ready: Callable[[], bool],
        metrics: Metrics,
        host: str = "127.0.0.1",
        port: int = 9464,
    ) -> None:
        super().__init__()
        self.port = port
        self._is_ready = is_ready
        self._host = host
        self._registry = CollectorRegistry()
        self._registry.register(metrics)
        self._runner: web.AppRunner | None = None

    async def on_start(self) -> None:
        application = web.Application()
        application.router.add_get("/healthz", self._healthz)
        application.router.add_get("/readyz", self._readyz)
        application.router.add_get("/metrics", self._metrics)
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self.port)
        try:
            await site.start()
        except OSError as error:
            # Two workers on one host: watching agents matters more than being watched.
            _log.warning("no metrics on %s:%d: %s", self._host, self.port, error.strerror)
            return
        self.port = self._runner.addresses[0][1]

    async def on_stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _healthz(self, _request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _readyz(self, _request: web.Request) -> web.Response:
        if self._is_ready():
            return web.Response(text="ready\n")
        return web.Response(status=503, text="not ready\n")

    async def _metrics(self, _request: web.Request) -> web.Response:
        return web.Response(body=generate_latest(self._registry), content_type="text/plain")
