"""The issuer answers each request once, in whichever step it dies."""

from collections.abc import Iterator
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.command import Command, encode_command
from alerts.keys import KeyRing
from alerts.ledger import LedgerRecord, decode_record, encode_record
from alerts.policy import Policy
from alerts.stop_request import StopRequest
from alerts.subject_state import SubjectState
from streams.killswitch.issuance import Issuance
from streams.killswitch.release import Release
from tests.alerts.make import make_command, make_request

RING = KeyRing.generate()
POLICY = Policy(mode="suspend", protected={"default/root"})
NOW = 2_000.0


class Crash(Exception):
    """Kill -9, at a step chosen by the test."""


class Wire:
    """The three topics as lists, and an issuer's steps on them, each of which may be its last."""

    def __init__(self, requests: list[StopRequest]) -> None:
        self.requests = requests
        self.ledger: list[str] = []
        self.killswitch: list[str] = []

    def serve(self, steps_to_live: int) -> None:
        """Start an issuer and let it work until it is done or its steps are used up."""
        life = iter(range(steps_to_live))
        issuance = Issuance(POLICY, RING)
        for offset, token in enumerate(self.ledger):
            issuance.learn_one(offset, decode_record(token, RING))
        self._append(issuance, LedgerRecord(kind="start", time=NOW), life)
        for entry in issuance.view.open_entries():
            self._publish(entry.token, life)
        start = issuance.view.request_offset + 1
        for offset, request in enumerate(self.requests[start:], start):
            record = issuance.decide(request, offset, NOW + offset)
            if record is None:
                continue
            self._append(issuance, record, life)
            if record.command is not None:
                self._publish(record.command, life)

    def _append(self, issuance: Issuance, record: LedgerRecord, life: Iterator[int]) -> None:
        self._live(life)
        self.ledger.append(encode_record(record, RING))
        issuance.learn_one(len(self.ledger) - 1, record)
        self._live(life)

    def _publish(self, token: str, life: Iterator[int]) -> None:
        self.killswitch.append(token)
        self._live(life)

    @staticmethod
    def _live(life: Iterator[int]) -> None:
        if next(life, None) is None:
            raise Crash

    def commands(self) -> list[Command]:
        """Every command in the ledger, in order."""
        records = (decode_record(token, RING) for token in self.ledger)
        return [command for record in records if (command := record.read_command()) is not None]

    def stopped(self) -> set[str]:
        """Who is stopped at an enforcer that heard everything on the killswitch topic."""
        state = SubjectState()
        tokens = [record.command for record in self._records() if record.command]
        by_token = {token: command for token, command in zip(tokens, self.commands(), strict=True)}
        for token in self.killswitch:
            state.accept_one(by_token[token], NOW)
        keys = {command.key for command in self.commands()}
        return {key for key in keys if state.stopped_by(key, now=NOW)}

    def _records(self) -> list[LedgerRecord]:
        return [decode_record(token, RING) for token in self.ledger]


def make_requests(actions: list[tuple[str, int]]) -> list[StopRequest]:
    """Return requests about three agents, some repeated word for word."""
    requests: list[StopRequest] = []
    for i, (action, agent) in enumerate(actions):
        if action == "repeat" and requests:
            requests.append(requests[agent % len(requests)])
            continue
        by = "operator:kim" if action == "reinstate" else "worker"
        requests.append(
            make_request(
                f"agent-{agent}",
                action="reinstate" if action == "reinstate" else "suspend",
                alert_id=f"a{i}",
                time=1_000.0 + i,
                requested_by=by,
                n_active_agents=40,
            )
        )
    return requests


ACTIONS = st.lists(
    st.tuples(st.sampled_from(["suspend", "reinstate", "repeat"]), st.integers(0, 2)), max_size=8
)


@given(ACTIONS, st.lists(st.integers(0, 12), max_size=5))
def test_a_crash_after_any_step_changes_no_command_and_signs_nothing_twice(
    actions: list[tuple[str, int]], lives: list[int]
) -> None:
    """A command signed again would have a new order, and stop an agent that was reinstated."""
    calm, troubled = Wire(make_requests(actions)), Wire(make_requests(actions))
    calm.serve(1_000)
    for life in lives:
        with suppress(Crash):
            troubled.serve(life)
    troubled.serve(1_000)
    assert [(c.cmd_id, c.sequence, c.action) for c in troubled.commands()] == [
        (c.cmd_id, c.sequence, c.action) for c in calm.commands()
    ]
    assert set(troubled.killswitch) == {
        record.command for record in troubled._records() if record.command
    }
    assert troubled.stopped() == calm.stopped()


@given(ACTIONS)
def test_two_readers_of_one_ledger_answer_with_the_same_bytes(
    actions: list[tuple[str, int]],
) -> None:
    requests = make_requests([*actions, ("suspend", 0)])
    wire = Wire(requests[:-1])
    wire.serve(1_000)
    answers = []
    for _ in range(2):
        issuance = Issuance(POLICY, RING)
        for offset, token in enumerate(wire.ledger):
            issuance.learn_one(offset, decode_record(token, RING))
        answer = issuance.decide(requests[-1], len(requests) - 1, NOW)
        answers.append(answer and msgspec.json.encode(answer))
    assert answers[0] == answers[1]


@pytest.fixture
def issuance() -> Issuance:
    """Return an issuer in office, in mode suspend."""
    made = Issuance(POLICY, RING)
    made.learn_one(0, LedgerRecord(kind="start", time=NOW))
    return made


def answer(issuance: Issuance, request: StopRequest, offset: int) -> LedgerRecord:
    """Decide and learn, as if the ledger had taken the record."""
    record = issuance.decide(request, offset, NOW)
    assert record is not None
    issuance.learn_one(issuance.view.position, record)
    return record


def storm(issuance: Issuance, n_agents: int) -> list[LedgerRecord]:
    """Ask to stop that many of 40 agents within seconds; the cap is two."""
    requests = [
        make_request(f"agent-{i}", alert_id=f"a{i}", time=1_000.0 + i, n_active_agents=40)
        for i in range(n_agents)
    ]
    return [answer(issuance, request, offset) for offset, request in enumerate(requests)]


def test_what_is_beyond_the_cap_is_held_and_not_dropped(issuance: Issuance) -> None:
    kinds = [record.kind for record in storm(issuance, 4)]
    assert kinds == ["command", "command", "held", "held"]
    assert len(issuance.view.held()) == 2


def test_a_person_stops_whom_the_storm_guard_would_hold(issuance: Issuance) -> None:
    storm(issuance, 3)
    request = make_request("agent-9", alert_id="m1", requested_by="operator:kim")
    assert answer(issuance, request, 3).kind == "command"


def test_a_released_request_becomes_its_command_and_leaves_the_list(issuance: Issuance) -> None:
    held = storm(issuance, 3)[-1]
    release = Release(
        request_id=held.request_id, requested_by="operator:kim", reason="real", time=NOW
    )
    records = issuance.release(release, 3, NOW)
    assert [record.kind for record in records] == ["command", "released"]
    for record in records:
        issuance.learn_one(issuance.view.position, record)
    assert issuance.view.held() == []
    assert issuance.view.stop_in_force("default/agent-2", NOW) is not None
    assert issuance.release(release, 4, NOW) == []


def test_a_release_asks_policy_again(issuance: Issuance) -> None:
    """What was held for a day may be protected by now."""
    held = storm(issuance, 3)[-1]
    issuance.policy = Policy(mode="suspend", protected={"default/agent-2"})
    release = Release(
        request_id=held.request_id, requested_by="operator:kim", reason="real", time=NOW
    )
    [record] = issuance.release(release, 3, NOW)
    assert record.kind == "denied"
    issuance.learn_one(issuance.view.position, record)
    assert issuance.view.held() == []


def test_a_request_about_last_week_waits_for_a_person(issuance: Issuance) -> None:
    """A worker that catches up, or a history sent once more, stops nobody by itself."""
    old = answer(issuance, make_request("mail-1", time=NOW - 7 * 86_400.0), 0)
    assert old.kind == "held"
    assert old.decision is not None
    assert old.decision.reason.startswith("the event is 168.0 hours old")
    release = Release(
        request_id=old.request_id, requested_by="operator:kim", reason="still at it", time=NOW
    )
    assert [record.kind for record in issuance.release(release, 1, NOW)] == ["command", "released"]


def test_a_person_may_stop_an_agent_for_what_it_did_last_week(issuance: Issuance) -> None:
    request = make_request("mail-1", time=NOW - 7 * 86_400.0, requested_by="operator:kim")
    assert answer(issuance, request, 0).kind == "command"


@pytest.mark.parametrize(("age_s", "kind"), [(3_600.0, "command"), (3_601.0, "held")])
def test_a_request_is_too_old_when_its_suspend_would_have_lapsed(
    issuance: Issuance, age_s: float, kind: str
) -> None:
    assert answer(issuance, make_request("mail-1", time=NOW - age_s), 0).kind == kind


def test_where_no_suspend_lapses_no_request_is_too_old() -> None:
    made = Issuance(POLICY, RING, suspend_for_s=None)
    made.learn_one(0, LedgerRecord(kind="start", time=NOW))
    assert answer(made, make_request("mail-1", time=NOW - 7 * 86_400.0), 0).kind == "command"


def test_a_denied_request_is_on_the_record_with_its_policy(issuance: Issuance) -> None:
    record = answer(issuance, make_request("root"), 0)
    assert record.kind == "denied"
    assert record.decision is not None
    assert record.decision.policy_ids == ("break-glass-is-never-stopped",)


def test_an_order_past_the_issuer_is_adopted_once_with_its_own_bytes(issuance: Issuance) -> None:
    command = make_command(epoch=0, sequence=1, initiating_entity="admin")
    token = encode_command(command, RING, "operator")
    record = issuance.adopt(command, token, NOW)
    assert record is not None
    assert record.command == token
    issuance.learn_one(1, record)
    assert issuance.adopt(command, token, NOW) is None
    later = answer(issuance, make_request("mail-1", alert_id="a2"), 0).read_command()
    assert later is not None
    assert later.order > command.order


def test_suspend_for_s_must_be_positive() -> None:
    with pytest.raises(ValueError, match="suspend_for_s must be positive or None; got 0"):
        Issuance(POLICY, RING, suspend_for_s=0)
