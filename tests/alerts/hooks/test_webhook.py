"""The webhook hook speaks RFC 8935, and believes nobody without asking."""

from typing import Any

import pytest

from alerts.command import encode_command
from alerts.hooks import HookResult, WebhookHook
from alerts.keys import KeyRing

from ..make import make_command
from ..receiver import Receiver


def hook_for(receiver: Receiver, **given: Any) -> WebhookHook:
    return WebhookHook("gateway", f"{receiver.url}/set", f"{receiver.url}/ask", **given)


async def test_the_token_is_pushed_as_it_was_signed(receiver: Receiver, ring: KeyRing) -> None:
    token = encode_command(make_command(), ring)
    hook = hook_for(receiver, headers={"Authorization": "Bearer t"})
    assert await hook.apply_one(make_command(), token) == HookResult("applied")
    await hook.close()
    got = receiver.requests[0]
    assert (got.path, got.body) == ("/set", token.encode())
    assert got.headers["content-type"] == "application/secevent+jwt"
    assert got.headers["authorization"] == "Bearer t"


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (202, None, HookResult("applied")),
        (400, {"err": "invalid_key"}, HookResult("refused", "invalid_key")),
        (
            400,
            {"err": "access_denied", "description": "no\x1b[2J"},
            HookResult("refused", "access_denied: no\\x1b[2J"),
        ),
        (400, "nonsense", HookResult("refused", "refused without a reason")),
        (200, None, HookResult("failed", "HTTP 200")),
        (302, None, HookResult("failed", "HTTP 302")),
        (401, None, HookResult("failed", "HTTP 401")),
        (503, None, HookResult("failed", "HTTP 503")),
    ],
)
async def test_only_202_means_applied(
    receiver: Receiver, status: int, body: object, expected: HookResult
) -> None:
    receiver.answers = [(status, body)]
    hook = hook_for(receiver)
    assert await hook.apply_one(make_command(), "token") == expected
    await hook.close()
    assert len(receiver.requests) == 1


@pytest.mark.parametrize(
    ("status", "body", "action", "confirmed"),
    [
        (200, {"active": False}, "suspend", True),
        (200, {"active": True}, "suspend", False),
        (200, {"active": True}, "reinstate", True),
        (200, {"active": False}, "reinstate", False),
        (200, {"active": 0}, "suspend", False),
        (200, {}, "suspend", False),
        (200, None, "suspend", False),
        (500, {"active": False}, "suspend", False),
        (302, {"active": False}, "suspend", False),
    ],
)
async def test_what_is_unclear_is_not_confirmed(
    receiver: Receiver, status: int, body: object, action: str, confirmed: bool
) -> None:
    receiver.answers = [(status, body)]
    hook = hook_for(receiver)
    command = make_command(action=action, credential_id="cred-1")
    assert await hook.confirm_one(command) is confirmed
    await hook.close()
    assert receiver.requests[0].body == b"tenant=default&agent_id=mail-1&credential_id=cred-1"


@pytest.mark.parametrize(
    ("changes", "name"),
    [({"url": "ftp://x"}, "url"), ({"confirm_url": ""}, "confirm_url"), ({"timeout_s": 0}, "time")],
)
def test_a_parameter_out_of_range_is_named(changes: dict[str, Any], name: str) -> None:
    fields: dict[str, Any] = {"name": "g", "url": "http://x", "confirm_url": "http://x"} | changes
    with pytest.raises(ValueError, match=f"{name}.* must be"):
        WebhookHook(**fields)
