"""The monitor scores first, then learns, and depends on nothing but the log."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from baselines import (
    ChangesBaseline,
    HoursBaseline,
    IdentityBaseline,
    OutcomeBaseline,
    Profile,
    RateBaseline,
    SessionPeaks,
    SessionsBaseline,
    VolumeBaseline,
)
from detectors.config import Config
from detectors.registry import detector_classes
from streams.events import ActionEvent
from streams.featurize import Featurizer
from tests.contracts.strategies import lives
from tests.streams.core_run import (
    DAY_5,
    HASH_KEY,
    MONDAY,
    PROMOTED,
    alert_ids,
    assess,
    call,
    known_agent,
    new_monitor,
    office_days,
)

LEARNED = (RateBaseline, VolumeBaseline, OutcomeBaseline, IdentityBaseline, HoursBaseline)
KEY = "default/a"


def features_hash(resource: str) -> int:
    return Featurizer(HASH_KEY)(call(0, 0.0, resource=resource), 0.0).target


@given(lives)
@settings(max_examples=60)
def test_any_life_is_assessed_within_bounds(events: list[ActionEvent]) -> None:
    for event, said in zip(events, assess(new_monitor(), events), strict=True):
        assert said.key == event.key
        assert said.event_id == event.event_id
        assert 0 <= said.risk <= 100
        assert set(said.flags) <= {"duplicate", "conflict"}
        assert list(said.scores) in ([], sorted(detector_classes()))


@given(lives)
@settings(max_examples=30)
def test_one_agent_changes_nothing_for_another(events: list[ActionEvent]) -> None:
    """Within an hour they share no more than the snapshot."""
    together = [a for a in assess(new_monitor(), events) if a.key == KEY]
    alone = assess(new_monitor(), [event for event in events if event.key == KEY])
    assert together == alone


def test_the_same_event_twice_counts_once() -> None:
    monitor = new_monitor()
    first, again = assess(monitor, [call(1, 0.0), call(1, 0.0)])
    assert (first.flags, again.flags) == ((), ("duplicate",))
    assert again.scores == {}
    assert monitor.profiles[KEY][RateBaseline].n_calls(0, call(1, 0.0).timestamp) == 1.0


def test_a_duplicate_leaves_the_profile_as_it_is() -> None:
    monitor = new_monitor()
    assess(monitor, office_days(1))
    before = monitor.profiles.state_hash()
    assess(monitor, office_days(1)[-10:])
    assert monitor.profiles.state_hash() == before


@pytest.mark.parametrize(
    "change",
    [
        {"action": "delete"},
        {"tool": "delete_volume"},
        {"resource": "prod/db"},
        {"n_items": 500},
        {"n_bytes": 10**9},
        {"outcome": "denied"},
        {"credential_id": "stray"},
        {"source_ip": "203.0.113.9"},
        {"session_id": "other"},
        {"environment": "production"},
        {"approval_id": "forged"},
        {"attributes": {"recursive": True}},
        {"attributes": {"external": True}},
        {"time": MONDAY + timedelta(seconds=1)},
    ],
    ids=str,
)
def test_another_call_under_an_old_id_is_scored_and_flagged(change: dict[str, Any]) -> None:
    """A rogue agent would else hide what it does behind the id of what it did."""
    first = call(1, 0.0, "write")
    if "recursive" in change.get("attributes", ()):
        first = call(1, 0.0, "delete")
    said = assess(new_monitor(), [first, msgspec.structs.replace(first, **change)])[1]
    assert said.flags == ("conflict",)
    assert said.scores


def test_both_phases_of_a_call_are_no_repeat() -> None:
    said = assess(new_monitor(), [call(1, 0.0, phase="intent"), call(1, 0.0)])
    assert [a.flags for a in said] == [(), ()]


@pytest.mark.parametrize(
    ("off_s", "flags", "judged_at_s"),
    [
        (0.0, (), 0.0),
        (300.0, (), 0.0),
        (-300.0, (), 0.0),
        (300.5, ("clock",), 300.5),
        (-86_400.0, ("clock",), -86_400.0),
    ],
)
def test_an_event_more_than_five_minutes_off_is_judged_at_its_record(
    off_s: float, flags: tuple[str, ...], judged_at_s: float
) -> None:
    event = call(1, 0.0)
    said = new_monitor().process_one(event, record_time=event.timestamp + off_s)
    assert (said.flags, said.time) == (flags, event.timestamp + judged_at_s)


def test_an_event_sent_again_by_an_agent_with_a_wrong_clock_is_a_duplicate() -> None:
    """The broker gives each copy a time of its own; that makes it no other call."""
    monitor, event = new_monitor(), call(1, 0.0)
    said = [monitor.process_one(event, event.timestamp + 9_000.0 + i) for i in range(2)]
    assert said[1].flags == ("clock", "duplicate")


def test_a_file_has_no_record_times() -> None:
    assert new_monitor().process_one(call(1, -1e9)).flags == ()


def test_an_intent_is_scored_and_never_learned() -> None:
    """Announcing a hundred deletes must not make deleting usual."""
    monitor = known_agent()
    own = monitor.profiles[KEY]
    before = {kind: own[kind].pack() for kind in LEARNED}
    frozen = msgspec.msgpack.encode(list(before.values()), enc_hook=list)
    said = assess(
        monitor,
        [
            call(i, DAY_5 + i, "delete", phase="intent", event_id=f"intent-{i}", n_items=10**6)
            for i in range(100)
        ],
    )
    assert any(assessment.scores["burst"] for assessment in said)
    assert msgspec.msgpack.encode([own[kind].pack() for kind in LEARNED], enc_hook=list) == frozen
    assert all(not session.touched for session in own[SessionsBaseline].live.values())


def test_a_harmful_intent_asks_for_a_stop_before_it_is_done() -> None:
    intent = call(
        1,
        DAY_5,
        "delete",
        phase="intent",
        tool="delete_volume",
        resource="prod/pg-data",
        credential_id="stray",
        event_id="intent",
    )
    assert known_agent().process_one(intent).stop_requests


def test_what_a_session_touched_is_known_after_it_ended() -> None:
    """Within it, each pair is as new as at its first touch: or a second call would be harmless."""
    monitor = new_monitor()
    target = features_hash("inbox/today")
    assess(monitor, [call(1, 0.0)])
    assert target not in monitor.profiles[KEY][ChangesBaseline].known
    assess(monitor, [call(2, 1_000.0)])
    assert target in monitor.profiles[KEY][ChangesBaseline].known


def test_an_incident_that_asked_for_a_stop_teaches_nothing_new() -> None:
    """The stray credential, the targets and the session of an incident stay odd."""
    monitor = known_agent()
    rogue = [
        call(
            i,
            DAY_5 + 0.3 * i,
            "delete",
            event_id=f"rogue-{i}",
            tool="delete_volume",
            resource=f"prod/{i}",
            credential_id="stray",
            session_id="rogue",
        )
        for i in range(50)
    ]
    own = monitor.profiles[KEY]
    n_sessions, n_credentials = own[SessionPeaks].n_total, len(own[IdentityBaseline].credentials)
    assert assess(monitor, rogue)[0].alerts
    assess(monitor, [call(1, DAY_5 + 1_200.0, event_id="later")])
    # The last session of the day before, and none of the incident.
    assert own[SessionPeaks].n_total <= n_sessions + 1
    assert len(own[IdentityBaseline].credentials) == n_credentials
    assert features_hash("prod/7") not in own[ChangesBaseline].known
    assert own[RateBaseline].n_calls(2, rogue[-1].timestamp) <= 0.25 * 50


def test_an_agent_younger_than_three_days_is_not_stopped_by_statistics() -> None:
    """What is usual takes days to see; alerts come all the same."""
    monitor = new_monitor()
    assess(monitor, office_days(2))
    storm = [
        call(i, 86_400.0 + 30_000.0 + 0.1 * i, "send", event_id=f"storm-{i}", resource=f"{i}@x.org")
        for i in range(200)
    ]
    said = assess(monitor, storm)
    assert any(assessment.alerts for assessment in said)
    assert not any(assessment.stop_requests for assessment in said)


def test_an_agent_seen_a_few_times_in_a_week_is_not_stopped_by_statistics() -> None:
    """What it did not do in five calls is not what it never does; of forty, more is known."""
    monitor = new_monitor()
    assess(monitor, [call(i, 86_400.0 * i, event_id=f"seldom-{i}") for i in range(5)])
    storm = [
        call(i, 5 * 86_400.0 + 0.1 * i, "send", event_id=f"storm-{i}", resource=f"{i}@x.org")
        for i in range(200)
    ]
    said = assess(monitor, storm)
    assert any(assessment.alerts for assessment in said[:35])
    assert not any(assessment.stop_requests for assessment in said[:35])
    assert any(assessment.stop_requests for assessment in said[35:])


def test_one_call_needs_no_age() -> None:
    """The direct path knows what a call can destroy, whoever makes it."""
    wipe = call(
        1, 60.0, "delete", tool="purge_volume", resource="prod/pg", environment="production"
    )
    said = assess(new_monitor(), [call(0, 0.0), wipe])[1]
    assert said.stop_requests


def test_what_nobody_here_can_read_survives() -> None:
    """A worker of an older release must not destroy what a newer one has learned."""
    monitor = new_monitor()
    monitor.profiles.put(KEY, {"tomorrow@7": b"\x93\x01\x02\x03"}, 5)
    assess(monitor, office_days(1))
    packed = monitor.profiles.packed(KEY)
    assert packed["tomorrow@7"] == b"\x93\x01\x02\x03"
    assert RateBaseline.key in packed
    assert monitor.profiles[KEY].last_offset == 5


def test_a_baseline_of_a_newer_version_is_kept_beside_ours() -> None:
    monitor = new_monitor()
    monitor.profiles.put(KEY, {"r99": b"\x90"}, -1)
    assess(monitor, [call(1, 0.0)])
    assert {RateBaseline.key, "r99"} <= monitor.profiles.packed(KEY).keys()


def test_ids_do_not_depend_on_the_run_but_on_the_configuration() -> None:
    wipe = call(1, DAY_5, "delete", tool="delete_volume", resource="prod/pg", credential_id="x")
    one, same = (alert_ids(assess(known_agent(), [wipe])) for _ in range(2))
    other = alert_ids(assess(known_agent(Config(kappa=0.06)), [wipe]))
    assert one == same
    assert one[0] != other[0]


def test_an_intent_and_its_completion_are_one_incident() -> None:
    wipe = call(1, DAY_5, "delete", tool="delete_volume", resource="prod/pg", credential_id="x")
    announced = msgspec.structs.replace(wipe, phase="intent")
    said = assess(known_agent(PROMOTED), [announced, wipe])
    assert [len(assessment.stop_requests) for assessment in said] == [1, 0]
    assert len({alert.alert_id for a in said for alert in a.alerts}) == 1


def test_a_profile_holds_every_baseline_a_detector_reads() -> None:
    monitor = new_monitor()
    assess(monitor, [call(1, 0.0)])
    own: Profile = monitor.profiles[KEY]
    assert {kind for d in detector_classes().values() for kind in d.baselines} <= set(own)
