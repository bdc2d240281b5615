"""Who is stopped, in plain words."""

from collections.abc import Sequence
from datetime import UTC, datetime

from alerts.ack import Heartbeat
from alerts.ledger import Entry, LedgerRecord, LedgerView
from alerts.sanitise import sanitise
from alerts.undo import undo_line

_CONTAINMENT = {
    None: "not followed",
    "pending": "not yet",
    "partial": "only in part",
    "failed": "by nobody",
    "contained": "yes",
}


def describe_agent(view: LedgerView, key: str, now: float) -> list[str]:
    """Say whether an agent is stopped, since when, why, by whom, until when, and how to undo it.

    Examples
    --------
    >>> describe_agent(LedgerView(), "default/mail-1", now=0.0)
    ['default/mail-1 is not stopped, and never was as far as the ledger goes.']
    """
    entry = view.entry(key)
    if entry is None:
        shadow = view.entry(key, is_live=False)
        name = sanitise(key)
        if shadow is None:
            return [f"{name} is not stopped, and never was as far as the ledger goes."]
        return [
            f"{name} is not stopped; in shadow mode it would have been.",
            *_rows(_origin(shadow)),
        ]
    return _describe(entry, now)


def describe_all(view: LedgerView, live: Sequence[Heartbeat], now: float) -> list[str]:
    """Say who is stopped, what is held, and who is there to stop anybody."""
    stopped = [e for e in view.entries() if view.stop_in_force(e.command.key, now) is not None]
    unconfirmed = [e for e in view.open_entries() if e.command.action == "reinstate"]
    lines = [f"{len(stopped)} stopped, {len(view.held())} held, {len(live)} enforcers alive."]
    for entry in [*stopped, *unconfirmed]:
        lines += ["", *_describe(entry, now)]
    for record in view.held():
        lines += ["", *_describe_held(record)]
    if live:
        lines += ["", "Enforcers:"]
        lines += [_describe_enforcer(beat, now) for beat in live]
    return lines


def _describe(entry: Entry, now: float) -> list[str]:
    command = entry.command
    name = sanitise(command.key)
    rows = _origin(entry)
    is_over = command.not_after is not None and now >= command.not_after
    if command.action == "reinstate":
        head = f"{name} may work: it was reinstated."
    elif is_over:
        head = f"{name} may work: its stop has lapsed."
    else:
        what = "stopped" if command.action == "suspend" else "stopped, its credentials revoked"
        head = f"{name} is {what}."
    rows.append(("contained", _containment(entry.record)))
    if command.action != "reinstate":
        end = command.not_after
        rows.append(("until", "a person reinstates it" if end is None else _utc(end)))
    if command.action != "reinstate" and not is_over:
        rows.append(("to undo", undo_line(command.tenant, command.agent_id)))
    return [head, *_rows(rows)]


def _origin(entry: Entry) -> list[tuple[str, str]]:
    command, record = entry.command, entry.record
    rows = [("since", _utc(command.issued_at)), ("why", sanitise(command.reason) or "no reason")]
    if command.credential_id is not None:
        names = command.credential_id, *command.also_revoked
        rows.append(("credential", ", ".join(sanitise(name) for name in names)))
    if record.request is not None:
        rows.append(("asked by", sanitise(record.request.requested_by)))
    if record.decision is not None:
        policies = ", ".join(record.decision.policy_ids)
        rows.append(("policy", f"{policies}: {sanitise(record.decision.reason)}"))
    rows.append(("command", f"{command.cmd_id}, order {command.epoch}.{command.sequence}"))
    return rows


def _describe_held(record: LedgerRecord) -> list[str]:
    request, decision = record.request, record.decision
    name = "somebody" if request is None else sanitise(request.key)
    rows = [
        ("since", _utc(record.time)),
        ("why", sanitise(request.reason) if request else ""),
        ("held by", sanitise(decision.reason) if decision else ""),
        ("to stop it", f"roguewatch release {record.request_id} --reason 'WHY'"),
    ]
    return [f"{name} is NOT stopped: the stop is held.", *_rows(rows)]


def _describe_enforcer(beat: Heartbeat, now: float) -> str:
    subjects = ", ".join(sanitise(subject, 80) for subject in beat.subjects)
    age_s = max(0.0, now - beat.time)
    return f"  {sanitise(beat.key, 120)} serves {subjects}; heard {age_s:.0f} s ago"


def _containment(record: LedgerRecord) -> str:
    by = ", ".join(f"{sanitise(who, 120)} ({how})" for who, how in sorted(record.confirmed.items()))
    state = _CONTAINMENT[record.containment]
    return f"{state}; confirmed by {by}" if by else state


def _rows(rows: Sequence[tuple[str, str]]) -> list[str]:
    return [f"  {name:<11}{value}" for name, value in rows]


def _utc(time: float) -> str:
    return f"{datetime.fromtimestamp(time, UTC):%Y-%m-%d %H:%M:%S} UTC"
