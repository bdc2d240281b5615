"""A tiny issuer on a list, for tests of what the ledger has to remember."""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from alerts.command import encode_command
from alerts.decision import ACCESS_REVOKED, ALERT, DETECTED, Decision
from alerts.keys import KeyRing
from alerts.ledger import LedgerRecord, LedgerView
from alerts.ledger_next import (
    answer_record,
    command_record,
    containment_record,
    hold,
    next_command,
    released_record,
)
from alerts.storm_guard import StormGuard

from .make import make_request

STEPS = ("suspend", "reinstate", "shadow", "denied", "contained", "released", "restart")
STORIES = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 3)), max_size=25)
LIVE = Decision(outcome="permit", mode="suspend", disposition=ACCESS_REVOKED)
SHADOW = Decision(outcome="permit", mode="shadow", disposition=DETECTED)
DENIED = Decision(outcome="deny", disposition=ALERT)


@dataclass
class Story:
    """What an issuer wrote, step by step; offsets are places in the list."""

    ring: KeyRing
    log: list[LedgerRecord] = field(default_factory=list)
    view: LedgerView = field(default_factory=LedgerView)
    guard: StormGuard = field(default_factory=StormGuard)
    n_requests: int = 0
    tokens: list[str] = field(default_factory=list)

    def write(self, record: LedgerRecord) -> None:
        self.log.append(record)
        assert self.view.learn_one(len(self.log) - 1, record)

    def start(self) -> None:
        self.write(LedgerRecord(kind="start", time=1_000.0))

    def step(self, name: str, agent: int) -> None:
        subject = f"default/agent-{agent}"
        if name == "restart":
            self.start()
        elif name == "contained":
            if entry := self.view.entry(subject):
                self.write(containment_record(self.view, entry, "contained", {}, time=1_000.0))
        elif name == "released":
            for held in self.view.held()[:1]:
                assert held.request is not None
                self._command(held.request, LIVE)
                self.write(released_record(self.view, held, LIVE, time=1_000.0))
        else:
            self._answer(name, agent)

    def _answer(self, name: str, agent: int) -> None:
        self.n_requests += 1
        by_hand: dict[str, Any] = {"action": "reinstate", "requested_by": "operator:ann"}
        request = make_request(
            f"agent-{agent}",
            alert_id=f"a{self.n_requests}",
            time=1_000.0 + 100.0 * self.n_requests,
            n_active_agents=40,
            **(by_hand if name == "reinstate" else {}),
        )
        if name == "denied":
            self._write_answer(request, DENIED)
        elif name != "suspend":
            self._command(request, SHADOW if name == "shadow" else LIVE)
        else:
            verdict = self.guard.admit_one(
                request.key, request.time, n_active_agents=40, is_direct=False
            )
            if verdict.is_admitted:
                self._command(request, LIVE, guard=verdict)
            else:
                self._write_answer(request, hold(LIVE, verdict.reason))

    def _write_answer(self, request: Any, decision: Decision) -> None:
        self.write(
            answer_record(self.view, request, decision, offset=self.n_requests, time=1_000.0)
        )

    def _command(self, request: Any, decision: Decision, guard: Any = None) -> None:
        command = next_command(
            self.view, request, decision, issued_at=1_000.0, suspend_for_s=3_600.0
        )
        token = encode_command(command, self.ring)
        self.tokens.append(token)
        self.write(
            command_record(
                self.view,
                request,
                decision,
                token,
                offset=self.n_requests,
                time=1_000.0,
                guard=guard,
            )
        )
