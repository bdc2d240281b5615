"""Every exported hook keeps the contract of `Hook`; a new one is tested by being exported."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web

from alerts import hooks
from alerts.command import Command, decode_command, encode_command
from alerts.hooks import DenyListHook, Hook, WebhookHook
from alerts.keys import KeyRing
from alerts.subject_state import SubjectState

from ..make import make_command
from ..receiver import Receiver, Request

NOW = 1_001.0


@dataclass
class Case:
    """How to make a hook for a place that works, and for one that is away."""

    working: Callable[[], Hook]
    away: Callable[[], Hook]


def place(ring: KeyRing) -> Callable[[Request], web.StreamResponse]:
    """Return a place that verifies commands, obeys them and says who may act."""
    state = SubjectState()

    def answer(got: Request) -> web.StreamResponse:
        if got.path == "/commands":
            verdict = state.accept_one(decode_command(got.body, ring), NOW)
            if verdict.result == "refused":
                return web.json_response({"err": "invalid_request"}, status=400)
            return web.Response(status=202)
        form = dict(pair.split("=") for pair in got.body.decode().split("&"))
        stop = state.stopped_by(f"{form['tenant']}/{form['agent_id']}", now=NOW)
        return web.json_response({"active": stop is None})

    return answer


@pytest.fixture(
    params=[
        name
        for name in hooks.__all__
        if isinstance(kind := getattr(hooks, name), type)
        and issubclass(kind, Hook)
        and kind is not Hook
    ]
)
def case(request: pytest.FixtureRequest, receiver: Receiver, ring: KeyRing, tmp_path: Path) -> Case:
    """Return each exported hook in turn; one without a case here fails."""
    receiver.answer = place(ring)
    return {
        "DenyListHook": Case(
            lambda: DenyListHook(tmp_path / "denied.json", "gateway"),
            lambda: DenyListHook(tmp_path / "absent" / "denied.json", "gateway"),
        ),
        "WebhookHook": Case(
            lambda: WebhookHook(
                "gateway", f"{receiver.url}/commands", f"{receiver.url}/introspect"
            ),
            lambda: WebhookHook("gateway", "http://127.0.0.1:9", "http://127.0.0.1:9"),
        ),
    }[request.param]


async def applied(hook: Hook, ring: KeyRing, command: Command) -> tuple[str, bool]:
    result = await hook.apply_one(command, encode_command(command, ring))
    return result.result, await hook.confirm_one(command)


async def test_a_stop_is_applied_and_can_be_seen(case: Case, ring: KeyRing) -> None:
    hook = case.working()
    assert await applied(hook, ring, make_command()) == ("applied", True)
    await hook.close()


async def test_a_stop_applied_again_changes_nothing(case: Case, ring: KeyRing) -> None:
    hook = case.working()
    first = await applied(hook, ring, make_command())
    assert await applied(hook, ring, make_command()) in (first, ("already", True))
    await hook.close()


async def test_a_reinstate_is_applied_and_can_be_seen(case: Case, ring: KeyRing) -> None:
    hook = case.working()
    await applied(hook, ring, make_command())
    free = make_command(action="reinstate", sequence=2)
    assert await applied(hook, ring, free) == ("applied", True)
    assert not await hook.confirm_one(make_command())
    await hook.close()


async def test_nothing_is_confirmed_that_was_not_applied(case: Case) -> None:
    hook = case.working()
    assert not await hook.confirm_one(make_command())
    await hook.close()


async def test_a_place_that_is_away_has_failed_and_raises_nothing(
    case: Case, ring: KeyRing
) -> None:
    hook = case.away()
    assert await applied(hook, ring, make_command()) == ("failed", False)
    await hook.close()


async def test_it_can_be_closed_twice_and_before_use(case: Case) -> None:
    hook = case.working()
    await hook.close()
    await hook.close()
    assert hook.name == "gateway"
