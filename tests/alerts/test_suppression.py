"""People see each thing once, the important first, and every one is counted."""

from typing import Any

import msgspec
import pytest

from alerts.finding import encode_finding
from alerts.finding_view import FindingView, read_finding
from alerts.suppression import Collapsed, Suppression

from .make import make_alert

T0 = 1_764_000_000.0


def finding(**changes: Any) -> FindingView:
    fields: dict[str, Any] = {"time": T0, "severity": "medium", "is_stop_requested": False}
    return read_finding(encode_finding(make_alert(**(fields | changes))))


def outcomes(suppression: Suppression, *findings: FindingView) -> list[str]:
    return [suppression.process_one(one) for one in findings]


def test_a_repeat_is_not_shown() -> None:
    """Delivery is at least once, so a worker that crashed writes its alerts again."""
    assert outcomes(Suppression(), finding(), finding()) == ["new", "repeat"]


def test_what_an_agent_can_vary_does_not_make_a_new_alert() -> None:
    suppression = Suppression()
    event = make_alert().evidence[0]
    shown = [
        suppression.process_one(
            finding(
                alert_id=f"a{i}",
                evidence=(msgspec.structs.replace(event, resource=f"r{i}", tool=f"t{i}"),),
            )
        )
        for i in range(1_000)
    ]
    assert shown == ["new"] + ["folded"] * 999


def test_other_detectors_or_another_agent_are_another_alert() -> None:
    suppression = Suppression()
    assert (
        outcomes(
            suppression,
            finding(),
            finding(alert_id="a2", agent_id="mail-2"),
            finding(alert_id="a3", detectors=("volume",)),
            finding(alert_id="a4", tenant="t2"),
        )
        == ["new"] * 4
    )


def test_after_the_window_it_is_new_again() -> None:
    suppression = Suppression(window_s=600.0)
    assert outcomes(
        suppression,
        finding(),
        finding(alert_id="a2", time=T0 + 599.0),
        finding(alert_id="a3", time=T0 + 600.0),
    ) == ["new", "folded", "new"]


@pytest.mark.parametrize("changes", [{"severity": "high"}, {"is_stop_requested": True}])
def test_what_matters_more_is_never_folded(changes: dict[str, Any]) -> None:
    suppression = Suppression()
    worse = finding(alert_id="a2", time=T0 + 10.0, **changes)
    assert outcomes(suppression, finding(), worse, worse) == ["new", "new", "repeat"]
    assert suppression.process_one(finding()) == "repeat"


def test_updates_come_when_they_say_something_new() -> None:
    suppression = Suppression(update_s=60.0)

    def update(seconds: float, **changes: Any) -> FindingView:
        return finding(activity="update", time=T0 + seconds, **changes)

    assert outcomes(
        suppression,
        finding(),
        update(10),
        update(20, severity="high"),
        update(30, severity="high", is_stop_requested=True),
        update(40, severity="high", is_stop_requested=True),
        update(90, severity="high", is_stop_requested=True),
    ) == ["new", "repeat", "update", "update", "repeat", "update"]


def test_a_close_is_shown_once() -> None:
    suppression = Suppression()
    close = finding(activity="close", time=T0 + 5.0)
    assert outcomes(suppression, finding(), close, close) == ["new", "update", "repeat"]


def test_a_flood_collapses_and_its_counts_are_exact() -> None:
    suppression = Suppression(budget=100)
    for i in range(5_000):
        suppression.process_one(finding(alert_id=f"a{i}", agent_id=f"fake-{i}"))
    assert suppression.counts["new"] == 100
    assert suppression.counts["over_budget"] == 4_900
    assert suppression.collapsed() == []
    suppression.process_one(finding(alert_id="later", agent_id="x", time=T0 + 600.0))
    assert suppression.collapsed() == [Collapsed("default", 3, T0 // 600 * 600, 5_000, 100)]
    assert suppression.collapsed() == []


def test_a_flood_hides_neither_a_graver_finding_nor_another_tenants() -> None:
    suppression = Suppression(budget=1)
    for i in range(50):
        suppression.process_one(finding(alert_id=f"a{i}", agent_id=f"fake-{i}"))
    planted = finding(alert_id="real", agent_id="db-1", severity="critical")
    assert suppression.process_one(planted) == "new"
    assert suppression.process_one(finding(alert_id="b", tenant="t2")) == "new"


def test_a_hidden_incident_that_gets_worse_comes_to_light() -> None:
    suppression = Suppression(budget=1)
    hidden = {"alert_id": "a2", "agent_id": "mail-2"}
    assert outcomes(
        suppression,
        finding(),
        finding(**hidden),
        finding(activity="update", time=T0 + 90.0, **hidden),
        finding(activity="update", time=T0 + 91.0, severity="critical", **hidden),
    ) == ["new", "over_budget", "over_budget", "update"]


def test_a_million_agents_do_not_fill_the_memory() -> None:
    suppression = Suppression(budget=1)
    one = finding()
    for i in range(100_500):
        suppression.process_one(msgspec.structs.replace(one, agent=str(i)))
    assert len(suppression._incidents) == 100_000


@pytest.mark.parametrize(("name", "value"), [("window_s", 0.0), ("budget", 0)])
def test_a_parameter_out_of_range_is_named(name: str, value: float) -> None:
    arguments: dict[str, Any] = {name: value}
    with pytest.raises(ValueError, match=f"{name} must be"):
        Suppression(**arguments)
