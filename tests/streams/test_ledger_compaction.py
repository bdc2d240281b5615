"""Compaction keeps the last record of a key, and with it everything that holds."""

from hypothesis import given
from hypothesis import strategies as st

from alerts.keys import KeyRing
from alerts.ledger import LedgerRecord, LedgerView, decode_record, encode_record
from alerts.policy import Policy
from alerts.stop_request import StopRequest
from alerts.subject_state import SubjectState
from streams.killswitch.intake import Intake
from streams.killswitch.issuance import MAX_REVOKED_BYTES, Issuance
from tests.alerts.make import make_request

RING = KeyRing.generate()
NOW = 2_000.0
AGENTS, CREDENTIALS = ("mail-1", "mail-2"), ("c1", "c2", "c3")
STEPS = st.tuples(
    st.sampled_from(["suspend", "revoke", "revoke", "reinstate"]),
    st.sampled_from(AGENTS),
    st.sampled_from(CREDENTIALS),
    st.booleans(),
)


def by_hand(number: int, action: str, agent_id: str, credential: str | None) -> StopRequest:
    return make_request(
        agent_id,
        action=action,
        alert_id=f"m{number}",
        credential_id=None if action == "reinstate" else credential,
        requested_by="operator:kim",
        reason="a drill",
    )


class Office:
    """An issuer and the ledger it writes."""

    def __init__(self) -> None:
        self.ledger: list[tuple[str, bytes]] = []
        self.issuance = self.take_over()

    def take_over(self) -> Issuance:
        """Return a new issuer that has read what compaction would have left."""
        issuance = Issuance(Policy(mode="suspend"), RING)
        for offset, value in self.compacted():
            issuance.learn_one(offset, decode_record(value, RING))
        self._write(issuance, LedgerRecord(kind="start", time=NOW))
        self.issuance = issuance
        return issuance

    def answer(self, request: StopRequest) -> LedgerRecord:
        record = self.issuance.decide(request, len(self.ledger), NOW)
        assert record is not None
        self._write(self.issuance, record)
        return record

    def compacted(self) -> list[tuple[int, bytes]]:
        last = {key: offset for offset, (key, _) in enumerate(self.ledger)}
        return [(offset, self.ledger[offset][1]) for offset in sorted(last.values())]

    def _write(self, issuance: Issuance, record: LedgerRecord) -> None:
        self.ledger.append((record.key, encode_record(record, RING).encode()))
        issuance.learn_one(len(self.ledger) - 1, record)


def gate(records: list[tuple[int, bytes]]) -> SubjectState:
    """What an enforcer knows that has read these records and nothing else."""
    state, intake = SubjectState(), Intake(RING)
    for offset, value in records:
        entry = intake.read_ledger(offset, value)
        if entry is not None:
            state.accept_one(entry.command, NOW)
    return state


def stopped(state: SubjectState) -> set[tuple[str, str | None]]:
    """Which agent may not act, with which credential; an innocent one shows dead credentials."""
    return {
        (agent, credential)
        for agent in (*AGENTS, "innocent")
        for credential in (None, *CREDENTIALS)
        if state.stopped_by(f"default/{agent}", credential, now=NOW)
    }


@given(st.lists(STEPS, min_size=1, max_size=12))
def test_agents_and_credentials_stay_stopped_through_compaction_and_restarts(
    steps: list[tuple[str, str, str, bool]],
) -> None:
    office = Office()
    agents: set[str] = set()
    dead: set[tuple[str, str]] = set()
    for number, (action, agent, credential, has_restart) in enumerate(steps):
        if has_restart:
            office.take_over()
        office.answer(by_hand(number, action, agent, credential))
        if action == "reinstate":
            agents.discard(agent)
            dead = {(owner, name) for owner, name in dead if owner != agent}
        else:
            agents.add(agent)
        if action == "revoke":
            dead.add((agent, credential))
    expected = {(agent, credential) for agent in agents for credential in (None, *CREDENTIALS)}
    expected |= {(agent, name) for agent in (*AGENTS, "innocent") for _, name in dead}
    everything = [(offset, value) for offset, (_, value) in enumerate(office.ledger)]
    assert stopped(gate(office.compacted())) == expected
    assert stopped(gate(everything)) == expected


def test_what_one_command_cannot_carry_is_denied_and_said() -> None:
    office = Office()
    n_fit = 0
    for number in range(100):
        record = office.answer(by_hand(number, "revoke", "mail-1", f"{number:04}" + "x" * 400))
        if record.kind == "denied":
            break
        n_fit += 1
    assert n_fit == MAX_REVOKED_BYTES // 408
    assert record.decision is not None
    assert "revoke this one where it lives" in record.decision.reason
    view: LedgerView = office.issuance.view
    entry = view.stop_in_force("default/mail-1", NOW)
    assert entry is not None
    assert len(entry.command.revoked) == n_fit
