"""A summary counts incidents, not messages about them."""

from typing import Literal

from alerts.alert import Alert
from roguewatch.replaying import Summary
from streams.assessing.assessment import Assessment
from streams.reading import Report


def alert(activity: Literal["create", "update", "close"], *detectors: str) -> Alert:
    return Alert(
        alert_id="a1",
        activity=activity,
        tenant="default",
        agent_id="a",
        time=60.0,
        first_seen=60.0,
        detectors=detectors,
        risk=50,
        severity="medium",
        config_hash="c",
        snapshot_version=0,
    )


def assessment(time: float, *alerts: Alert) -> Assessment:
    return Assessment("default/a", f"e{time}", time, 0, [], alerts)


def test_an_incident_counts_once_as_it_stood_last() -> None:
    """The message that closes it says nothing new about it."""
    summary = Summary(Report())
    summary.add_one(assessment(0.0, alert("create", "burst")))
    summary.add_one(assessment(1.0, alert("update", "burst", "hijack")))
    summary.add_one(assessment(2.0, alert("close", "burst", "hijack")))
    assert summary.counts()["alerts"] == 1
    assert summary.counts()["alerts_by_detector"] == {"burst": 1, "hijack": 1}
    assert [x.activity for x in summary.incidents.values()] == ["update"]


def test_agent_days_are_days_on_which_an_agent_acted() -> None:
    summary = Summary(Report())
    for time in (0.0, 1.0, 86_399.0, 86_400.0, 5 * 86_400.0):
        summary.add_one(assessment(time))
    assert summary.counts()["agent_days"] == 3
    assert summary.counts()["agents"] == 1
