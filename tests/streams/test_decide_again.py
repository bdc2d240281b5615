"""A decision record gives the same decision again, and its risk is the sum of its parts."""

import math
from functools import cache

import msgspec
import pytest

from alerts.alert import Alert
from detectors.config import Config
from streams.assessing.assessment import Assessment
from streams.decide_again import CannotDecide, decide_again, open_record
from streams.events import ActionEvent
from streams.replay import Replay
from streams.snapshot import Snapshot

from .core_run import HASH_KEY, PROMOTED, call, fleet_events, office_days


@cache
def decided() -> list[tuple[Assessment, Alert, Snapshot]]:
    """Return every alert of a fleet with an incident, and the snapshot it was made with."""
    found = []
    for history in (fleet_events(), incidents()):
        replay = Replay(PROMOTED, HASH_KEY)
        for event in history:
            assessment = replay.process_one(event)
            found += [(assessment, alert, replay.monitor.snapshot) for alert in assessment.alerts]
    return found


def incidents() -> tuple[ActionEvent, ...]:
    rogue = [
        call(9_000 + i, 4 * 86_400.0 + 30.0 * i, "delete", tool=f"t{i % 3}", session_id="r")
        for i in range(20)
    ]
    return (*office_days(4), *rogue)


def told() -> list[tuple[Assessment, Alert, Snapshot]]:
    return [item for item in decided() if item[1].activity != "close"]


def test_the_parts_add_up_to_the_risk_on_every_alert() -> None:
    assert len(told()) >= 4
    for assessment, alert, _ in told():
        breakdown = alert.breakdown
        assert breakdown is not None
        nats = [breakdown.carried, *(part.nats for part in breakdown.parts), breakdown.rest]
        by_evidence = int(100.0 * math.fsum(nats) / breakdown.stop_at)
        risk = max(0, min(100, max(by_evidence, breakdown.points)))
        assert risk == breakdown.risk == assessment.risk
        assert alert.risk >= risk
        if alert.activity == "create":
            assert alert.risk == risk


def test_the_direct_path_is_apart_and_adds_no_evidence() -> None:
    direct = [alert.breakdown for _, alert, _ in told() if alert.breakdown and alert.direct]
    assert any(breakdown.direct and breakdown.points >= 65 for breakdown in direct)
    assert all(part.nats == 0.0 for breakdown in direct for part in breakdown.direct)


def test_the_parts_are_events_with_what_the_detectors_said_of_them() -> None:
    events = {event.event_id: event for event in (*fleet_events(), *incidents())}
    parts = [p for _, alert, _ in told() if alert.breakdown for p in alert.breakdown.parts]
    assert len({part.detector for part in parts}) >= 2
    for part in parts:
        event = events[part.event_id]
        assert (part.tool, part.action) == (event.tool, event.action)
        assert 0.0 < part.p < 0.05


def test_most_of_a_burst_is_its_events_and_not_the_rest() -> None:
    breakdowns = [alert.breakdown for _, alert, _ in told() if "burst" in alert.detectors]
    for breakdown in breakdowns:
        assert breakdown is not None
        nats = breakdown.by_detector()
        if breakdown.carried == 0.0 and not breakdown.points:
            assert sum(nats.values()) > 0.9 * breakdown.log_evidence


def test_a_record_is_decided_again_with_the_same_risk() -> None:
    n_decided = 0
    for assessment, alert, snapshot in told():
        if not alert.record:
            continue
        again = decide_again(open_record(alert.record), PROMOTED, snapshot, HASH_KEY)
        n_decided += 1
        assert again.risk == assessment.risk
        assert again.scores == assessment.scores
        assert [x.alert_id for x in again.alerts] == [alert.alert_id]
        assert again.alerts[0].breakdown == alert.breakdown
        assert again.stop_requests == assessment.stop_requests
    assert n_decided >= 3


def test_with_other_means_nothing_is_decided() -> None:
    _, alert, snapshot = next(item for item in told() if item[1].record)
    record = open_record(alert.record)
    with pytest.raises(CannotDecide, match="configuration"):
        decide_again(record, Config(kappa=0.9), snapshot, HASH_KEY)
    with pytest.raises(CannotDecide, match="snapshot"):
        decide_again(record, PROMOTED, Snapshot(version=1), HASH_KEY)
    for bytes_of_something in (b"", b"{}", msgspec.msgpack.encode([1])):
        with pytest.raises(CannotDecide, match="decision record"):
            open_record(bytes_of_something)
