"""A person asks, waits for the answer, and is told in plain words."""

import getpass
import time

from alerts.command import CommandAction
from alerts.keys import KeyRing
from alerts.ledger import LedgerRecord
from alerts.sanitise import sanitise
from roguewatch.bad_setting import refused
from roguewatch.settings import Settings
from streams.killswitch.ledger_reader import read_roster, read_view
from streams.killswitch.operating import (
    ask,
    make_request,
    order_past_the_issuer,
    wait_for_answer,
    wait_for_confirmation,
)
from streams.killswitch.release import Release

DONE, REFUSED, UNCONFIRMED = 0, 1, 2


async def order(
    settings: Settings,
    action: CommandAction,
    agent_id: str,
    *,
    reason: str,
    operator: str | None = None,
    credential_id: str | None = None,
    is_break_glass: bool = False,
    wait_s: float = 10.0,
) -> tuple[int, str]:
    """Ask for a stop or a reinstate; return exit code and sentence."""
    keys = KeyRing.load(settings.keys_path)
    with refused("who is to be stopped or let go"):
        request = make_request(
            action,
            settings.tenant,
            agent_id,
            operator=operator or getpass.getuser(),
            reason=reason,
            credential_id=credential_id,
            now=time.time(),
        )
    view = await read_view(settings.bootstrap_servers, keys)
    if is_break_glass:
        servers = settings.bootstrap_servers
        command = await order_past_the_issuer(servers, keys, view, request)
        confirmed = await wait_for_confirmation(servers, keys, command, wait_s)
        who = ", ".join(sanitise(name, 120) for name in confirmed) or "nobody"
        sentence = f"ordered past the issuer; confirmed by {who} within {wait_s:g} s"
        return DONE if confirmed else UNCONFIRMED, sentence
    await ask(settings.bootstrap_servers, keys, request)
    record = await wait_for_answer(
        settings.bootstrap_servers, keys, view, request.request_id, wait_s
    )
    code, sentence = explain(record, wait_s)
    if record is None:
        sentence = f"{sentence}; with --break-glass the order goes past it"
    if action != "reinstate" and code != REFUSED:
        roster = await read_roster(settings.bootstrap_servers, keys, time.time())
        if not any(request.key in beat.subjects for beat in roster.live(time.time())):
            sentence = f"{sentence}\n{no_gate(request.key)}"
    return code, sentence


async def release(
    settings: Settings,
    request_id: str,
    *,
    reason: str,
    operator: str | None = None,
    wait_s: float = 10.0,
) -> tuple[int, str]:
    """Let a held request through; the first characters of its id suffice."""
    keys = KeyRing.load(settings.keys_path)
    view = await read_view(settings.bootstrap_servers, keys)
    matches = [r.request_id for r in view.held() if r.request_id.startswith(request_id)]
    if len(matches) != 1:
        return REFUSED, not_one(len(matches), request_id)
    by = f"operator:{operator or getpass.getuser()}"
    asked = Release(request_id=matches[0], requested_by=by, reason=reason, time=time.time())
    await ask(settings.bootstrap_servers, keys, asked)
    record = await wait_for_answer(settings.bootstrap_servers, keys, view, matches[0], wait_s)
    return explain(record, wait_s)


def no_gate(key: str) -> str:
    """Say that a stop may be about nobody: enforcers for all agents confirm any name.

    Examples
    --------
    >>> no_gate("default/mial-1")  # doctest: +ELLIPSIS
    'note: no gate of default/mial-1 itself is alive. Is the name right? ...access'
    """
    return (
        f"note: no gate of {sanitise(key)} itself is alive. Is the name right? `roguewatch status` "
        "names the gates that are; an agent without one goes on until an enforcer cuts its access"
    )


def not_one(n_matches: int, word: str) -> str:
    """Say why no request was let through.

    Examples
    --------
    >>> not_one(0, "4f")
    'no held request begins with 4f; `roguewatch status` lists them'
    >>> not_one(2, "4f")
    '2 held requests begin with 4f; give more of the id'
    """
    begins = sanitise(word)
    if not n_matches:
        return f"no held request begins with {begins}; `roguewatch status` lists them"
    return f"{n_matches} held requests begin with {begins}; give more of the id"


def explain(record: LedgerRecord | None, wait_s: float) -> tuple[int, str]:
    """Say what became of a request: exit code and sentence.

    Examples
    --------
    >>> explain(None, 10.0)
    (2, 'nobody answered within 10 s: is `roguewatch control` running? What was sent stays sent')
    """
    if record is None:
        return UNCONFIRMED, (
            f"nobody answered within {wait_s:g} s: is `roguewatch control` running? "
            "What was sent stays sent"
        )
    why = sanitise(record.decision.reason) if record.decision else ""
    if record.kind == "denied":
        return REFUSED, f"denied: {why}"
    if record.kind == "held":
        return REFUSED, f"held: {why}"
    by = ", ".join(sanitise(who, 120) for who in sorted(record.confirmed)) or "nobody"
    if record.containment == "contained":
        return DONE, f"done: {why}; confirmed by {by}"
    return UNCONFIRMED, (
        f"ordered: {why}; confirmed by {by} after {wait_s:g} s. "
        "It is sent again until everybody confirms; see `roguewatch status`"
    )
