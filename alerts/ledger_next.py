"""The next command and the next record, with all that has to be carried over."""

import msgspec

from .command import AUDIENCE, Command
from .decision import ALERT, Decision
from .ledger import ContainmentState, Entry, LedgerRecord, LedgerView
from .ledger_record import N_DECIDED
from .stop_request import StopRequest
from .storm_guard import GuardVerdict
from .subject_state import stronger


def next_command(
    view: LedgerView,
    request: StopRequest,
    decision: Decision,
    *,
    issued_at: float,
    suspend_for_s: float | None,
    audience: str = AUDIENCE,
) -> Command:
    """Return the command that answers a permitted request.

    What automation suspends lapses after `suspend_for_s`; what people stop, and what is revoked,
    holds until somebody lifts it. A stop in force is never shortened or weakened.

    Examples
    --------
    >>> view = LedgerView()
    >>> view.learn_one(7, LedgerRecord(kind="start", time=60.0))
    True
    >>> request = StopRequest.make(
    ...     "suspend", "default", "mail-1", alert_id="a1", time=60.0, requested_by="worker"
    ... )
    >>> decision = Decision(outcome="permit", mode="suspend", disposition=24)
    >>> command = next_command(view, request, decision, issued_at=61.0, suspend_for_s=3_600.0)
    >>> command.order, command.not_after
    ((7, 1), 3661.0)
    """
    if not decision.is_permitted:
        raise ValueError(f"decision must permit a command; got {decision.outcome!r}")
    expires = request.action == "suspend" and not request.is_manual and suspend_for_s is not None
    command = Command(
        cmd_id=request.request_id,
        action=request.action,
        tenant=request.tenant,
        agent_id=request.agent_id,
        credential_id=request.credential_id,
        epoch=view.epoch,
        sequence=view.next_sequence(request.key),
        issued_at=issued_at,
        not_after=issued_at + suspend_for_s if expires and suspend_for_s is not None else None,
        audience=audience,
        mode=decision.mode,
        alert_id=request.alert_id,
        reason=request.reason,
        event_time=request.time,
        initiating_entity="admin" if request.is_manual else "policy",
    )
    if request.action == "reinstate" or not command.is_live:
        return command
    in_force = view.stop_in_force(request.key, issued_at)
    return stronger(in_force.command if in_force else None, command)


def command_record(
    view: LedgerView,
    request: StopRequest,
    decision: Decision,
    token: str,
    *,
    offset: int,
    time: float,
    guard: GuardVerdict | None = None,
) -> LedgerRecord:
    """Return the record to write before the command is published; `guard` if it was asked.

    An agent that the guard counted stays counted through its reinstate.
    """
    record = LedgerRecord(
        kind="command",
        epoch=view.epoch,
        request_id=request.request_id,
        request_offset=offset,
        request=request,
        decision=decision,
        command=token,
        time=time,
    )
    is_live = decision.mode != "shadow"
    before = view.entry(request.key, is_live=is_live)
    old = before.record if before else None
    return msgspec.structs.replace(
        record,
        containment="pending" if is_live else None,
        guard_time=guard.guard_time if guard else old and old.guard_time,
        bucket=guard.bucket if guard else old and old.bucket,
        decided=((*old.decided, old.request_id)[-N_DECIDED:] if old else ()),
    )


def answer_record(
    view: LedgerView, request: StopRequest, decision: Decision, *, offset: int, time: float
) -> LedgerRecord:
    """Return the record of a request that leads to no command now: denied, or held for a person."""
    if decision.is_permitted:
        raise ValueError(f"decision must not permit a command; got {decision.outcome!r}")
    return LedgerRecord(
        kind="held" if decision.outcome == "hold" else "denied",
        epoch=view.epoch,
        request_id=request.request_id,
        request_offset=offset,
        request=request,
        decision=decision,
        time=time,
    )


def released_record(
    view: LedgerView, held: LedgerRecord, decision: Decision, *, time: float
) -> LedgerRecord:
    """Return the record that takes a held request off the list; write its command before it."""
    return LedgerRecord(
        kind="released",
        epoch=view.epoch,
        request_id=held.request_id,
        request_offset=view.request_offset,
        request=held.request,
        decision=decision,
        time=time,
    )


def containment_record(
    view: LedgerView,
    entry: Entry,
    state: ContainmentState,
    confirmed: dict[str, str],
    *,
    time: float,
) -> LedgerRecord:
    """Return the record that says how far a command has come; it carries the whole command."""
    return msgspec.structs.replace(
        entry.record,
        kind="containment",
        epoch=view.epoch,
        request_offset=view.request_offset,
        containment=state,
        confirmed=confirmed,
        time=time,
    )


def restated_record(view: LedgerView, record: LedgerRecord, *, time: float) -> LedgerRecord:
    """Return a valid record again that a void one would bury (`LedgerView.buried`)."""
    return msgspec.structs.replace(
        record, epoch=view.epoch, request_offset=view.request_offset, time=time
    )


def hold(decision: Decision, reason: str) -> Decision:
    """Return what becomes of a permitted decision that has to wait for a person."""
    return msgspec.structs.replace(decision, outcome="hold", disposition=ALERT, reason=reason)
