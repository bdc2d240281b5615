"""Hands the signed command to an HTTP receiver, and asks it whether the agent is stopped."""

from collections.abc import Mapping
from urllib.parse import urlsplit

import aiohttp
import msgspec

from alerts.command import Command
from alerts.sanitise import sanitise

from .base import Hook, HookResult

_MAX_ANSWER = 4_096


class _Error(msgspec.Struct):
    err: str = "unknown"
    description: str = ""


class _Activity(msgspec.Struct):
    active: bool


class WebhookHook(Hook):
    """Push delivery of the Security Event Token (RFC 8935), and a question shaped like RFC 7662.

    The token is posted as it was signed, so the receiver verifies the issuer and not us. 202 means
    applied; 400 with `err` means the receiver refuses; all else has failed and may work later. The
    receiver drops what it knows by `jti`. `confirm_url` gets `tenant`, `agent_id` and
    `credential_id` as a form and answers `{"active": false}` for an agent that cannot act; it is
    asked once for each credential that is revoked.

    Parameters
    ----------
    name
        Name of this enforcer in acks and in the roster.
    url
        Where commands go.
    confirm_url
        Where to ask; without asking nothing counts as confirmed.
    headers
        Sent with every request, such as authorization.
    timeout_s
        For one request, in seconds.
    """

    def __init__(
        self,
        name: str,
        url: str,
        confirm_url: str,
        headers: Mapping[str, str] | None = None,
        timeout_s: float = 5.0,
    ) -> None:
        for parameter, value in (("url", url), ("confirm_url", confirm_url)):
            if urlsplit(value).scheme not in ("http", "https"):
                raise ValueError(f"{parameter} must be an http or https URL; got {value!r}")
        if timeout_s <= 0:
            raise ValueError(f"timeout_s must be positive; got {timeout_s!r}")
        self.name = name
        self._url = url
        self._confirm_url = confirm_url
        self._headers = dict(headers or {})
        self._timeout = aiohttp.ClientTimeout(total=timeout_s)
        self._session: aiohttp.ClientSession | None = None

    async def apply_one(self, command: Command, token: str) -> HookResult:
        headers = {"Content-Type": "application/secevent+jwt", "Accept": "application/json"}
        try:
            status, body = await self._post(self._url, token.encode(), headers)
        except (TimeoutError, aiohttp.ClientError) as error:
            return HookResult("failed", type(error).__name__)
        if status == 202:
            return HookResult("applied")
        if status == 400:
            return HookResult("refused", _read_error(body))
        return HookResult("failed", f"HTTP {status}")

    async def confirm_one(self, command: Command) -> bool:
        credentials = command.revoked or (command.credential_id,)
        return all([await self._is_done(command, credential) for credential in credentials])

    async def _is_done(self, command: Command, credential: str | None) -> bool:
        form = {"tenant": command.tenant, "agent_id": command.agent_id}
        if credential is not None:
            form["credential_id"] = credential
        try:
            status, body = await self._post(
                self._confirm_url, aiohttp.FormData(form), {"Accept": "application/json"}
            )
            is_active = msgspec.json.decode(body, type=_Activity).active
        except (TimeoutError, aiohttp.ClientError, msgspec.DecodeError):
            return False
        return status == 200 and is_active == (command.action == "reinstate")

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _post(
        self, url: str, data: bytes | aiohttp.FormData, headers: dict[str, str]
    ) -> tuple[int, bytes]:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout)
        # A redirect could carry the authorization to another host.
        async with self._session.post(
            url, data=data, headers=self._headers | headers, allow_redirects=False
        ) as answer:
            return answer.status, await answer.content.read(_MAX_ANSWER)


def _read_error(body: bytes) -> str:
    try:
        error = msgspec.json.decode(body, type=_Error)
    except msgspec.DecodeError:
        return "refused without a reason"
    return sanitise(f"{error.err}: {error.description}" if error.description else error.err)
