"""One incident is one alert that is kept up to date, and asks for one stop."""

import itertools
from collections.abc import Sequence

import msgspec
import pytest

from alerts.alert import Alert
from alerts.stop_request import StopRequest
from baselines import IncidentState, Profile, RecentEvents, SessionPeaks, SessionsBaseline
from detectors.config import Config
from detectors.settings.detector_setting import DetectorSetting, Stage
from streams.assessing.assessment import Assessment
from streams.events import ActionEvent
from tests.streams.core_run import (
    DAY_5,
    PROMOTED,
    assess,
    call,
    known_agent,
    new_monitor,
    restored,
)

SEEN = RecentEvents.key


def stages(**stage: Stage) -> Config:
    """Return the configuration in which these stages differ from `alert`."""
    settings = {name: DetectorSetting(stage=value) for name, value in stage.items()}
    return Config(detectors=Config().detectors | settings)


def deletes(n: int, at_s: float = DAY_5, step_s: float = 0.3) -> list[ActionEvent]:
    return [
        call(
            90_000 + i,
            at_s + step_s * i,
            "delete",
            event_id=f"delete-{at_s}-{i}",
            session_id=f"rogue-{at_s}",
            resource=f"inbox/{i}",
        )
        for i in range(n)
    ]


def one_call(at_s: float = DAY_5) -> ActionEvent:
    """Return the incident of record: one production volume, one stray token, one call."""
    return call(
        99_999,
        at_s,
        "delete",
        tool="delete_volume",
        resource="prod/pg-data",
        credential_id="stray",
    )


def sends(n: int, at_s: float = DAY_5) -> list[ActionEvent]:
    """Return a storm of mail, which no direct detector minds."""
    return [
        call(80_000 + i, at_s + 0.3 * i, "send", session_id="storm", resource=f"x{i}@y.org")
        for i in range(n)
    ]


def alerts(said: Sequence[Assessment]) -> list[Alert]:
    return [alert for assessment in said for alert in assessment.alerts]


def requests(said: Sequence[Assessment]) -> list[StopRequest]:
    return [request for assessment in said for request in assessment.stop_requests]


def test_one_call_that_destroys_much_alerts_and_stops_on_event_one() -> None:
    """No statistic sees a single call; nine seconds end to end leave time for nothing else."""
    said = known_agent().process_one(one_call())
    assert [alert.activity for alert in said.alerts] == ["create"]
    assert "high_impact" in said.alerts[0].detectors
    assert said.alerts[0].direct
    assert [request.action for request in said.stop_requests] == ["suspend"]
    assert said.stop_requests[0].direct
    assert said.risk == 100


def test_mass_deletion_asks_for_a_stop_at_the_third_call() -> None:
    said = assess(known_agent(), deletes(3))
    assert [len(a.stop_requests) for a in said] == [0, 0, 1]


def test_statistics_alone_see_it_at_the_third_call_too() -> None:
    config = Config(detectors=PROMOTED.detectors | {"high_impact": DetectorSetting(stage="shadow")})
    said = assess(known_agent(config), deletes(3))
    assert [len(a.stop_requests) for a in said] == [0, 0, 1]
    assert "high_impact" not in requests(said)[0].detectors


def test_an_incident_is_one_alert_and_one_request_however_long_it_lasts() -> None:
    said = assess(known_agent(), deletes(200))
    assert len({alert.alert_id for alert in alerts(said)}) == 1
    assert [alert.activity for alert in alerts(said)] == ["create", "update"]
    assert len(requests(said)) == 1


def test_an_update_says_that_a_stop_was_asked_for() -> None:
    *_, last = alerts(assess(known_agent(), deletes(3)))
    assert last.is_stop_requested
    assert last.severity == "critical"
    assert last.risk == 100


def test_an_alert_that_may_ask_for_nothing_still_says_that_it_would() -> None:
    """The shipped configuration promotes nobody: its first week is read before one does."""
    told = alerts(assess(known_agent(Config()), deletes(50)))
    assert [(alert.activity, alert.risk) for alert in told] == [("create", 88), ("update", 100)]
    assert not any(alert.is_stop_requested for alert in told)


def test_risk_of_an_alert_never_falls() -> None:
    risks = [alert.risk for alert in alerts(assess(known_agent(), deletes(50)))]
    assert risks == sorted(risks)


def test_an_incident_closes_after_half_an_hour_of_quiet() -> None:
    monitor = known_agent()
    opened = alerts(assess(monitor, deletes(3)))[0]
    (closing,) = alerts(assess(monitor, [call(1, DAY_5 + 1_801.0, event_id="calm")]))
    assert (closing.activity, closing.alert_id) == ("close", opened.alert_id)
    assert closing.ending == "quiet"
    assert not monitor.profiles["default/a"][IncidentState].is_open


@pytest.mark.parametrize(
    ("rogue", "n_runs", "n_direct"), [(sends(8), 1, 0), (sends(40), 0, 0), ([one_call()], 0, 1)]
)
def test_what_was_alerted_sets_the_scale_once_it_is_over_unless_it_would_have_been_stopped(
    rogue: list[ActionEvent], n_runs: int, n_direct: int
) -> None:
    """Thresholds follow what alerts of ordinary sessions come to; an attack is no such session."""
    monitor = known_agent(Config())
    assess(monitor, rogue)
    peaks = monitor.profiles["default/a"][SessionPeaks]
    before = sum(peaks.evidence.values())
    assess(monitor, [call(1, DAY_5 + 1_900.0, event_id="calm")])
    assert sum(peaks.evidence.values()) - before == peaks.n_alerts == n_runs
    assert peaks.n_direct == n_direct


def test_an_incident_stays_open_as_long_as_its_evidence_stands() -> None:
    """A call now and then keeps half an hour from passing, until good sessions wear it off."""
    monitor = known_agent()
    assess(monitor, deletes(3))
    calls = [call(i, DAY_5 + 1_700.0 * i, event_id=f"calm-{i}") for i in range(1, 3)]
    assert alerts(assess(monitor, calls)) == []
    assert monitor.profiles["default/a"][IncidentState].is_open


def test_after_it_closed_a_new_incident_is_a_new_alert() -> None:
    monitor = known_agent()
    first = alerts(assess(monitor, deletes(3)))[0]
    said = assess(monitor, deletes(10, at_s=DAY_5 + 7_200.0))
    assert [alert.activity for alert in alerts(said)][:2] == ["close", "create"]
    assert alerts(said)[1].alert_id != first.alert_id
    assert len(requests(said)) == 1


def test_what_is_not_promoted_never_asks_for_a_stop() -> None:
    said = assess(known_agent(Config()), [*deletes(100), one_call(DAY_5 + 60.0)])
    assert alerts(said)
    assert requests(said) == []


def test_a_detector_in_shadow_has_no_say() -> None:
    """It is scored and written down, and changes nothing else."""
    config = Config(
        detectors={name: DetectorSetting(stage="shadow") for name in PROMOTED.detectors}
    )
    said = assess(known_agent(config), [*deletes(100), one_call(DAY_5 + 60.0)])
    assert alerts(said) == []
    assert requests(said) == []
    assert {assessment.risk for assessment in said} == {0}
    assert min(a.scores["burst"].p for a in said if a.scores["burst"]) < 1e-20


def test_a_detector_that_is_not_named_is_in_shadow() -> None:
    said = assess(known_agent(Config(detectors={})), [*deletes(20), one_call(DAY_5 + 60.0)])
    assert alerts(said) == []
    assert said[-1].scores["high_impact"] is not None


def test_a_stop_is_spoken_for_by_who_asks_and_not_by_who_opened_the_incident() -> None:
    """An incident opened by what is not promoted must not protect the agent from policy."""
    said = assess(known_agent(stages(high_impact="promoted")), [*sends(40), one_call(DAY_5 + 30.0)])
    assert alerts(said)[0].detectors == ("burst",)
    (request,) = requests(said)
    assert request.promoted == ("high_impact",)
    assert {"burst", "high_impact"} <= set(request.detectors)
    assert request.direct


def test_only_the_promoted_part_of_the_evidence_counts_towards_a_stop() -> None:
    said = assess(known_agent(stages(hijack="promoted")), sends(100))
    assert said[-1].risk == 100
    assert requests(said) == []


def test_a_stop_is_spoken_for_by_who_is_promoted_though_another_leads() -> None:
    """Policy stops nobody for whom no promoted detector speaks."""
    monitor = known_agent(stages(burst="promoted"))
    said = assess(monitor, sends(12))
    (session,) = monitor.profiles["default/a"][SessionsBaseline].live.values()
    (spree,) = (one.base for one in monitor.scoring.plan if one.name == "spree")
    session.peaks[spree] = 600.0
    (request,) = requests([*said, *assess(monitor, sends(100)[12:])])
    assert request.detectors == ("burst", "high_impact", "spree")
    assert request.promoted == ("burst",)


@pytest.mark.parametrize("config", [PROMOTED, Config()], ids=["promoted", "shipped"])
def test_every_alert_says_who_and_why(config: Config) -> None:
    for alert in alerts(assess(known_agent(config), [*deletes(5), *sends(50, DAY_5 + 60.0)])):
        assert alert.detectors
        assert alert.reasons
        assert alert.evidence[0].event_id == f"delete-{DAY_5}-1"
        assert alert.config_hash == config.hash


def test_evidence_of_earlier_sessions_has_names_too() -> None:
    """A later, ordinary call may be what lifts the sum to the threshold."""
    monitor = known_agent()
    state = monitor.profiles["default/a"][IncidentState]
    state.end_session(30.0, 30.0, ["hijack"])
    said = monitor.process_one(call(1, DAY_5, event_id="ordinary"))
    (alert,) = said.alerts
    assert alert.detectors == ("hijack",)
    assert [reason.detector for reason in alert.reasons] == ["hijack"]
    assert "earlier sessions" in alert.reasons[0].sentence
    assert said.stop_requests[0].promoted == ("hijack",)


def test_reasons_stand_in_order_of_their_share() -> None:
    (alert, *_) = alerts(assess(known_agent(), deletes(3)))
    shares = [reason.share for reason in alert.reasons]
    assert alert.reasons[0].detector == "high_impact"
    assert shares == sorted(shares, reverse=True)


def test_evidence_is_the_first_calls_and_no_more_than_eight() -> None:
    monitor = known_agent()
    assess(monitor, deletes(200))
    evidence = monitor.profiles["default/a"][IncidentState].evidence
    assert [item["event_id"] for item in evidence] == [f"delete-{DAY_5}-{i}" for i in range(1, 9)]


def test_text_of_evidence_is_cut() -> None:
    long = msgspec.structs.replace(one_call(), resource="prod/" + "\N{SNOWMAN}" * 2_000)
    (alert,) = known_agent().process_one(long).alerts
    assert alert.evidence[0].resource == "prod/" + "\N{SNOWMAN}" * 83


def test_the_record_is_all_it_takes_to_decide_again() -> None:
    """The profile of the record and its event give the same scores, alert and request."""
    monitor = known_agent()
    before = restored(monitor.profiles)
    said = monitor.process_one(one_call())
    record = msgspec.msgpack.decode(said.alerts[0].record)
    again = new_monitor()
    profile = Profile.unpack(record["profile"])
    # The record is made while the event is judged: its incident is open, its id is seen.
    profile[IncidentState].close()
    again.profiles.put("default/a", {**profile.pack(), SEEN: before.packed("default/a")[SEEN]}, -1)
    event = msgspec.convert(record["event"], ActionEvent)
    repeated = again.process_one(event)
    assert repeated.scores == said.scores
    assert [alert.alert_id for alert in repeated.alerts] == [said.alerts[0].alert_id]
    assert repeated.stop_requests == said.stop_requests


def test_who_goes_on_for_hours_is_asked_to_be_stopped_each_hour() -> None:
    """A suspend lapses after one: whoever is at it then must not be safe for having been at it."""
    said = list(assess(known_agent(PROMOTED), deletes(300, step_s=30.0)))
    asked = requests(said)
    assert len({request.request_id for request in asked}) == len(asked) == 3
    gaps = [b.time - a.time for a, b in itertools.pairwise(asked)]
    assert all(3_600.0 < gap < 3_700.0 for gap in gaps)
    assert {alert.ending for alert in alerts(said) if alert.activity == "close"} == {"lapsed"}


def test_within_the_hour_it_is_asked_for_once() -> None:
    assert len(requests(assess(known_agent(PROMOTED), deletes(110, step_s=30.0)))) == 1
