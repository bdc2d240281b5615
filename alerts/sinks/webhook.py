"""Findings by HTTP POST, signed if the receiver shares a secret."""

import base64
import hashlib
import hmac
import time
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

import aiohttp
import stamina

from alerts.finding_view import FindingView

from .base import Sink, SinkError


class _Unreachable(Exception):
    """Worth another try."""


class WebhookSink(Sink):
    """Posts the finding as it was written, with retries, and signs it as a Standard Webhook.

    The headers `webhook-id`, `webhook-timestamp` and `webhook-signature` let the receiver drop
    repeats and refuse what is old or forged: the signature is "v1," and the base64 of
    HMAC-SHA-256 over "id.timestamp.body". Server errors, 408 and 429 are tried again, with jitter;
    other refusals are not, because they would not change. Messages never hold the URL, which may be
    a secret.

    Parameters
    ----------
    url
        Where findings go.
    secret
        Shared with the receiver; None sends unsigned.
    headers
        Sent with every request, such as authorization.
    minimum_severity_id
        OCSF severity below which nothing is sent.
    timeout_s
        For one try, in seconds.
    attempts
        Tries before `SinkError`.
    wait_s
        Pause after the first try, in seconds; it doubles.
    clock
        Wall clock, for the timestamp.
    """

    name = "webhook"

    def __init__(
        self,
        url: str,
        secret: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        minimum_severity_id: int = 1,
        timeout_s: float = 5.0,
        attempts: int = 5,
        wait_s: float = 0.2,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(minimum_severity_id)
        if urlsplit(url).scheme not in ("http", "https"):
            raise ValueError(f"url must be an http or https URL; got {url!r}")
        if attempts < 1:
            raise ValueError(f"attempts must be at least 1; got {attempts!r}")
        self._url = url
        self._secret = secret
        self._headers = dict(headers or {})
        self._timeout = aiohttp.ClientTimeout(total=timeout_s)
        self._attempts = attempts
        self._wait_s = wait_s
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None

    async def _send(self, finding: FindingView) -> None:
        try:
            async for attempt in stamina.retry_context(
                on=_Unreachable,
                attempts=self._attempts,
                timeout=None,
                wait_initial=self._wait_s,
                wait_jitter=self._wait_s,
            ):
                with attempt:
                    await self._post(finding)
        except _Unreachable as error:
            raise SinkError(
                f"webhook must take finding {finding.uid} within {self._attempts} tries; "
                f"last: {error}"
            ) from error

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _post(self, finding: FindingView) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout)
        try:
            # A redirect could carry finding and authorization to another host.
            async with self._session.post(
                self._url,
                data=finding.body,
                headers=self._headers | self._signed(finding),
                allow_redirects=False,
            ) as answer:
                status = answer.status
        except (TimeoutError, aiohttp.ClientError) as error:
            raise _Unreachable(type(error).__name__) from None
        if status in (408, 429) or status >= 500:
            raise _Unreachable(f"HTTP {status}")
        if not 200 <= status < 300:
            raise SinkError(f"webhook must take finding {finding.uid}; got HTTP {status}")

    def _signed(self, finding: FindingView) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "webhook-id": finding.delivery_id}
        if self._secret is not None:
            timestamp = str(int(self._clock()))
            content = f"{finding.delivery_id}.{timestamp}.".encode() + finding.body
            digest = hmac.new(self._secret, content, hashlib.sha256).digest()
            headers["webhook-timestamp"] = timestamp
            headers["webhook-signature"] = f"v1,{base64.b64encode(digest).decode()}"
        return headers
