"""The watch believes signatures, and survives whatever else stands in a topic."""

from datetime import UTC, datetime

import msgspec
import pytest

from alerts.ack import Ack, Heartbeat, encode_report
from alerts.alert import Alert, Reason
from alerts.command import Command, encode_command
from alerts.decision import Decision
from alerts.finding import encode_finding
from alerts.keys import KeyRing
from alerts.ledger import LedgerRecord, encode_record
from alerts.stop_request import StopRequest, encode_request
from roguewatch.demo.watch import Watch
from streams import topics
from streams.checkpoints import PARTITION_KEY, PartitionState, encode_state
from streams.events import ActionEvent, encode_event

KEYS = KeyRing.generate()
KEY = "default/mail-1"


class Row(msgspec.Struct, frozen=True):
    topic: str
    value: bytes | None
    key: bytes | None = KEY.encode()
    timestamp: int = 60_250
    partition: int = 0
    offset: int = 0
    headers: tuple[tuple[str, bytes], ...] = ()


@pytest.fixture
def said() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def watch(said: list[tuple[str, str]]) -> Watch:
    return Watch(KEYS, lambda kind, text: said.append((kind, text)))


def finding(activity: str = "create", sentence: str = "200 deletes a minute") -> bytes:
    reason = Reason(
        detector="burst",
        sentence=sentence,
        p=1e-9,
        observed=200.0,
        expected_by_agent=0.0,
        expected_by_peers=0.0,
        n=0.0,
        share=1.0,
    )
    alert = Alert(
        alert_id="a1",
        activity=activity,  # type: ignore[arg-type]
        tenant="default",
        agent_id="mail-1",
        time=60.0,
        first_seen=60.0,
        detectors=("burst",),
        risk=97,
        severity="critical",
        reasons=(reason,),
        config_hash="c",
        snapshot_version=1,
    )
    return encode_finding(alert)


def command(mode: str = "suspend") -> Command:
    return Command(
        cmd_id="c1",
        action="suspend",
        tenant="default",
        agent_id="mail-1",
        epoch=0,
        sequence=1,
        issued_at=60.2,
        not_after=None,
        mode=mode,  # type: ignore[arg-type]
        alert_id="a1",
        reason="",
        event_time=60.0,
    )


def ack(enforcer: str = "sdk-gate") -> bytes:
    return encode_report(
        Ack(
            cmd_id="c1",
            epoch=0,
            sequence=1,
            tenant="default",
            agent_id="mail-1",
            enforcer=enforcer,
            instance="i",
            result="applied",
            time=60.3,
        ),
        KEYS,
    ).encode()


def test_an_alert_with_its_reason(watch: Watch, said: list[tuple[str, str]]) -> None:
    watch.take(Row(topics.ALERTS, finding()))
    assert said == [("alert", f"{KEY} risk 97: 200 deletes a minute")]
    assert [(key, seen.about, seen.at) for key, seen in watch.created] == [(KEY, 60.0, 60.25)]
    assert watch.alert_ids == {"a1"}


def test_an_update_is_no_new_incident_and_a_close_is_silent(
    watch: Watch, said: list[tuple[str, str]]
) -> None:
    watch.take(Row(topics.ALERTS, finding("update")))
    watch.take(Row(topics.ALERTS, finding("close")))
    assert (said, watch.created, len(watch.sightings[KEY].alerts)) == ([], [], 1)
    watch.is_live = True
    watch.take(Row(topics.ALERTS, finding("update")))
    assert len(said) == 1


def test_what_an_agent_chose_cannot_paint_on_the_screen(
    watch: Watch, said: list[tuple[str, str]]
) -> None:
    watch.take(Row(topics.ALERTS, finding(sentence="x\x1b[2J"), key=b"default/\x1b[31m\n"))
    assert all(text.isprintable() for _, text in said)


def test_from_request_to_acknowledgement(watch: Watch, said: list[tuple[str, str]]) -> None:
    request = StopRequest.make(
        "suspend", "default", "mail-1", alert_id="a1", time=60.0, risk=97, requested_by="worker"
    )
    watch.take(Row(topics.STOP_REQUESTS, encode_request(request, KEYS, "worker").encode()))
    watch.take(Row(topics.KILLSWITCH, encode_command(command(), KEYS).encode()))
    watch.take(Row(topics.ACKS, ack()))
    sighting = watch.sightings[KEY]
    assert [len(x) for x in (sighting.requests, sighting.commands, sighting.acks)] == [1, 1, 1]
    assert (sighting.acks[0].about, sighting.acks[0].at) == (60.0, 60.3)
    assert [kind for kind, _ in said] == ["command", "ack"]


def test_a_command_is_signed_when_the_ledger_has_it_and_counts_once(
    watch: Watch, said: list[tuple[str, str]]
) -> None:
    token = encode_command(command(), KEYS)
    line = LedgerRecord(kind="command", epoch=0, request_id="q", command=token, time=60.1)
    watch.take(Row(topics.LEDGER, encode_record(line, KEYS).encode(), timestamp=60_100))
    for _ in range(2):
        watch.take(Row(topics.KILLSWITCH, token.encode()))
    assert [(seen.about, seen.at) for seen in watch.sightings[KEY].commands] == [(60.0, 60.1)]
    assert len(said) == 1


def test_what_the_storm_guard_held_is_told(watch: Watch, said: list[tuple[str, str]]) -> None:
    request = StopRequest.make(
        "suspend", "default", "mail-1", alert_id="a1", time=60.0, risk=97, requested_by="worker"
    )
    decision = Decision(
        outcome="hold", mode="suspend", disposition=19, policy_ids=(), reason="storm guard"
    )
    line = LedgerRecord(
        kind="held", request_id=request.request_id, request=request, decision=decision, time=60.1
    )
    watch.take(Row(topics.LEDGER, encode_record(line, KEYS).encode()))
    assert said == [("ledger", f"{KEY} held: storm guard")]
    assert [seen.about for seen in watch.sightings[KEY].refusals] == [60.0]


def test_shadow_commands_and_other_enforcers_stop_nobody(watch: Watch) -> None:
    watch.take(Row(topics.KILLSWITCH, encode_command(command("shadow"), KEYS).encode()))
    watch.take(Row(topics.ACKS, ack("log-hook")))
    beat = Heartbeat(enforcer="sdk-gate", instance="i", ledger_position=1, time=60.0)
    watch.take(Row(topics.ACKS, encode_report(beat, KEYS).encode()))
    assert watch.sightings[KEY].commands == watch.sightings[KEY].acks == []


@pytest.mark.parametrize("topic", [*dict.fromkeys(t.name for t in topics.TOPICS[:3])])
@pytest.mark.parametrize("value", [None, b"", b"{}", b"{", b"a.b.c", b"\xff", b"[1]", b"null"])
def test_garbage_is_counted_and_nothing_else(watch: Watch, topic: str, value: bytes | None) -> None:
    watch.take(Row(topic, value, key=None))
    assert watch.created == []


def test_a_forged_command_is_not_believed(watch: Watch, said: list[tuple[str, str]]) -> None:
    forged = encode_command(command(), KeyRing.generate()).encode()
    watch.take(Row(topics.KILLSWITCH, forged))
    assert (watch.n_forged, said) == (1, [])


def test_events_by_their_own_time_and_pointers_passed_over(watch: Watch) -> None:
    event = ActionEvent(
        event_id="e1", time=datetime.fromtimestamp(61.5, UTC), agent_id="mail-1", tool="t"
    )
    watch.take(Row(topics.ACTIONS, encode_event(event)))
    watch.take(Row(topics.ACTIONS, b"eyJhbGciOi.x.y", key=None))
    assert watch.sightings[KEY].events == {"e1": 61.5}
    assert watch.n_forged == 0


def test_progress_is_what_the_worker_has_checkpointed(watch: Watch) -> None:
    for offset in (10, 30, 20):
        state = PartitionState(epoch=1, offset=offset, hash_key_id="h")
        watch.take(Row(topics.PROFILES, encode_state(state), key=PARTITION_KEY, partition=2))
    assert watch.scored == {2: 30}
