"""Each step of a stop is known from a signed record, and only the first one counts."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from alerts.ack import encode_report
from alerts.command import encode_command
from alerts.decision import Decision
from alerts.keys import KeyRing
from alerts.ledger import LedgerRecord, encode_record
from alerts.stop_request import encode_request
from roguewatch.evaluation.latency.watch import LatencyWatch
from streams.events import ActionEvent, encode_event
from streams.log import Record
from streams.topics import ACKS, ACTIONS, KILLSWITCH, LEDGER, STOP_REQUESTS
from tests.alerts.make import make_ack, make_command, make_request

KEYS = KeyRing.generate()
COMMAND = make_command()
TOKEN = encode_command(COMMAND, KEYS)


def record(topic: str, value: str, at: float) -> Record:
    return SimpleNamespace(topic=topic, value=value.encode(), timestamp=int(at * 1_000))


@pytest.fixture
def watch() -> LatencyWatch:
    return LatencyWatch(KEYS, [COMMAND.key])


def test_every_step_of_a_stop_is_marked_once(watch: LatencyWatch) -> None:
    contained = LedgerRecord(
        kind="containment", epoch=4, command=TOKEN, containment="contained", time=1_000.4
    )
    for later in (0.0, 10.0):
        for topic, value, at in (
            (STOP_REQUESTS, encode_request(make_request(), KEYS, "worker"), 1_000.1),
            (KILLSWITCH, TOKEN, 1_000.2),
            (ACKS, encode_report(make_ack(COMMAND), KEYS), 1_000.3),
            (LEDGER, encode_record(contained, KEYS), 1_000.4),
        ):
            watch.take(record(topic, value, at + later))
    marks = watch.marks[COMMAND.key]
    assert (marks.event_at, marks.requested_at, marks.durable_at) == (1_000.0, 1_000.1, 1_000.2)
    assert (marks.acked_at, marks.contained_at, watch.n_acked) == (1_000.3, 1_000.4, 1)


def test_what_was_held_says_so(watch: LatencyWatch) -> None:
    decision = Decision(outcome="hold", mode="suspend", disposition=19, reason="storm guard: full")
    request = make_request()
    held = LedgerRecord(
        kind="held", request_id=request.request_id, request=request, decision=decision, time=1.0
    )
    watch.take(record(LEDGER, encode_record(held, KEYS), 1.0))
    assert watch.marks[request.key].answer == "held: storm guard: full"


def test_refusals_and_forgeries_are_no_steps(watch: LatencyWatch) -> None:
    stranger = KeyRing.generate()
    watch.take(record(ACKS, encode_report(make_ack(COMMAND), stranger), 1.0))
    watch.take(record(ACKS, encode_report(make_ack(COMMAND, result="refused"), KEYS), 1.0))
    watch.take(record(KILLSWITCH, encode_command(COMMAND, stranger), 1.0))
    watch.take(record(STOP_REQUESTS, "no token", 1.0))
    assert (watch.n_forged, watch.n_acked) == (3, 0)


def test_events_of_those_who_go_rogue_are_timed_and_no_others(watch: LatencyWatch) -> None:
    for agent_id in ("mail-1", "other"):
        event = ActionEvent(
            event_id="e", time=datetime.fromtimestamp(1_000, UTC), agent_id=agent_id, tool="t"
        )
        sent = record(ACTIONS, encode_event(event).decode(), 1_000.25)
        sent.key = event.key.encode()  # type: ignore[misc]
        watch.take(sent)
    watch.take(record(STOP_REQUESTS, encode_request(make_request(), KEYS, "worker"), 1_000.5))
    assert list(watch.marks) == [COMMAND.key]
    assert watch.marks[COMMAND.key].sent_at == 1_000.25
