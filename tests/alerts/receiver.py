"""A real HTTP receiver on this machine, for sinks and hooks."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass
class Request:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """Answers with `answers`, one after the other, the last for ever; 202 without any."""

    url: str = ""
    requests: list[Request] = field(default_factory=list)
    answers: list[tuple[int, Any]] = field(default_factory=list)
    answer: Callable[[Request], web.StreamResponse] | None = None

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Keep the request and answer it."""
        headers = {name.lower(): value for name, value in request.headers.items()}
        got = Request(request.path, headers, await request.read())
        self.requests.append(got)
        if self.answer is not None:
            return self.answer(got)
        status, body = 202, None
        if self.answers:
            status, body = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if 300 <= status < 400:
            return web.Response(status=status, headers={"Location": f"{self.url}/elsewhere"})
        return web.json_response(body, status=status)


@asynccontextmanager
async def serving() -> AsyncIterator[Receiver]:
    """Serve on a free port of this machine."""
    receiver = Receiver()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", receiver.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    receiver.url = f"http://{host}:{port}"
    try:
        yield receiver
    finally:
        await runner.cleanup()
