"""What the issuer answers: pure, so that a crash at any point can be tried in a test."""

import msgspec

from alerts.command import Command, encode_command
from alerts.decision import ACCESS_REVOKED, ALERT, Decision
from alerts.keys import KeyRing
from alerts.ledger import LedgerRecord, LedgerView
from alerts.ledger_next import answer_record, command_record, hold, next_command, released_record
from alerts.policy import Policy
from alerts.stop_request import StopRequest
from alerts.storm_guard import GuardVerdict, StormGuard
from streams.killswitch.release import Release

BREAK_GLASS = "break-glass"
MAX_REVOKED_BYTES = 16_384
"""Names of the credentials that are revoked with one agent: one command carries them all."""


class Issuance:
    """Turns requests into ledger records, by what the ledger says so far.

    Nothing here changes but by `learn_one`, that is, by what stands in the ledger: who reads the
    same ledger answers the same request with the same bytes (Ed25519 signs deterministically).

    Parameters
    ----------
    policy
        What may be done.
    keys
        The ring with the issuer's private key.
    guard
        How much automation may do at once.
    suspend_for_s
        After how long a suspend by automation lapses; None for never. A request about an event
        older than that is held for a person: its suspend would have lapsed by now, and a worker
        that catches up, or a history that is sent once more, must not stop agents for last week.

    Examples
    --------
    >>> issuance = Issuance(Policy(mode="suspend"), KeyRing.generate())
    >>> issuance.learn_one(0, LedgerRecord(kind="start", time=60.0))
    True
    >>> request = StopRequest.make(
    ...     "suspend", "default", "mail-1", alert_id="a1", time=61.0, detectors=["burst"],
    ...     promoted=["burst"], risk=100, requested_by="worker",
    ... )
    >>> record = issuance.decide(request, offset=0, now=61.2)
    >>> record.kind, record.read_command().order
    ('command', (0, 1))
    >>> issuance.learn_one(1, record), issuance.decide(request, offset=1, now=61.3)
    (True, None)
    """

    def __init__(
        self,
        policy: Policy,
        keys: KeyRing,
        guard: StormGuard | None = None,
        suspend_for_s: float | None = 3_600.0,
    ) -> None:
        if suspend_for_s is not None and suspend_for_s <= 0:
            raise ValueError(f"suspend_for_s must be positive or None; got {suspend_for_s!r}")
        self.view = LedgerView()
        self.policy = policy
        self.guard = guard or StormGuard()
        self.suspend_for_s = suspend_for_s
        self._keys = keys

    def learn_one(self, offset: int, record: LedgerRecord) -> bool:
        """Take in what is durable in the ledger; False if it is void or was read before."""
        if not self.view.learn_one(offset, record):
            return False
        command = record.read_command()
        if command is not None and record.guard_time is not None and record.bucket is not None:
            self.guard.learn_one(command.key, record.guard_time, record.bucket)
        return True

    def decide(self, request: StopRequest, offset: int, now: float) -> LedgerRecord | None:
        """Return the record to write before anything is published; None for a repeat."""
        if self.view.is_decided(request.request_id, request.key):
            return None
        decision = self._judge(request, now)
        if not decision.is_permitted:
            return answer_record(self.view, request, decision, offset=offset, time=now)
        is_capped = _is_capped(request, decision)
        verdict = self._ask_guard(request) if is_capped else None
        reason = self._stale(request, now) if is_capped else ""
        if verdict is not None and not verdict.is_admitted:
            reason = verdict.reason
        if reason:
            held = hold(decision, reason)
            return answer_record(self.view, request, held, offset=offset, time=now)
        return self._command(request, decision, offset, now, verdict)

    def release(self, release: Release, offset: int, now: float) -> list[LedgerRecord]:
        """Return the records that let a held request through; none if it is not held.

        Policy is asked again: what was held for a day may be protected by now.
        """
        held = next((r for r in self.view.held() if r.request_id == release.request_id), None)
        if held is None or held.request is None:
            return []
        decision = self._judge(held.request, now)
        if not decision.is_permitted:
            return [answer_record(self.view, held.request, decision, offset=offset, time=now)]
        decision = msgspec.structs.replace(
            decision, reason=f"released by {release.requested_by}: {release.reason}"
        )
        return [
            self._command(held.request, decision, offset, now, None),
            released_record(self.view, held, decision, time=now),
        ]

    def adopt(self, command: Command, token: str, now: float) -> LedgerRecord | None:
        """Return the record of what an operator ordered past the issuer; None if it is old.

        So it outlives the killswitch topic's retention, and the next sequence is above it.
        """
        entry = self.view.entry(command.key)
        if entry is not None and command.order <= entry.command.order:
            return None
        decision = Decision(
            outcome="permit",
            mode=command.mode,
            disposition=ACCESS_REVOKED,
            policy_ids=(BREAK_GLASS,),
            reason="an operator ordered it past the issuer",
        )
        old = entry.record if entry else None
        return LedgerRecord(
            kind="command",
            epoch=self.view.epoch,
            request_id=command.cmd_id,
            request_offset=self.view.request_offset,
            decision=decision,
            command=token,
            containment="pending",
            guard_time=old.guard_time if old else None,
            bucket=old.bucket if old else None,
            decided=(*old.decided, old.request_id)[-64:] if old else (),
            time=now,
        )

    def _judge(self, request: StopRequest, now: float) -> Decision:
        """Ask policy; what one command can no longer carry is denied, not forgotten."""
        decision = self.policy.decide(request)
        if not decision.is_permitted or request.action != "revoke":
            return decision
        in_force = self.view.stop_in_force(request.key, now)
        revoked = {request.credential_id, *(in_force.command.revoked if in_force else ())}
        if len(msgspec.json.encode(sorted(filter(None, revoked)))) <= MAX_REVOKED_BYTES:
            return decision
        return msgspec.structs.replace(
            decision,
            outcome="deny",
            disposition=ALERT,
            reason=f"the credentials revoked with this agent exceed {MAX_REVOKED_BYTES} bytes; "
            "it is stopped, so revoke this one where it lives",
        )

    def _stale(self, request: StopRequest, now: float) -> str:
        """Why a request comes too late to be acted on without a person; empty if it does not."""
        age_s = now - request.time
        if self.suspend_for_s is None or age_s <= self.suspend_for_s:
            return ""
        return (
            f"the event is {age_s / 3_600.0:.1f} hours old, and an automatic suspend lapses after "
            f"{self.suspend_for_s / 3_600.0:.1f}; a person must release it"
        )

    def _ask_guard(self, request: StopRequest) -> GuardVerdict:
        return self.guard.judge(
            request.key,
            request.time,
            n_active_agents=request.n_active_agents,
            is_direct=request.direct,
        )

    def _command(
        self,
        request: StopRequest,
        decision: Decision,
        offset: int,
        now: float,
        verdict: GuardVerdict | None,
    ) -> LedgerRecord:
        command = next_command(
            self.view, request, decision, issued_at=now, suspend_for_s=self.suspend_for_s
        )
        token = encode_command(command, self._keys)
        return command_record(
            self.view, request, decision, token, offset=offset, time=now, guard=verdict
        )


def _is_capped(request: StopRequest, decision: Decision) -> bool:
    """Say whether the guard counts it: what people ask for and what stops nobody is outside."""
    return decision.mode != "shadow" and not request.is_manual and request.action != "reinstate"
