"""What several agents have in common raises one alert, and the fleet's habits raise none."""

from typing import Any

import pytest

from alerts.alert import Alert
from alerts.first_use import FirstUse
from alerts.fleet.fleet import Fleet
from alerts.fleet.tenant import Tenant
from detectors.config import Config
from detectors.settings.detector_setting import DetectorSetting

from .telling import DAY_9, DAY_S, deviation, heard, known_fleet, use


def told(fleet: Fleet, *uses: FirstUse) -> list[Alert]:
    return [alert for one in uses for alert in fleet.process_first(one)]


def test_a_credential_of_another_agent_is_told_of_with_both_events() -> None:
    (alert,) = told(known_fleet(), use("credential", "c7", "agent-3", DAY_9, n_known=1))
    assert (alert.agent_id, alert.detectors, alert.activity) == (
        "agent-3",
        ("shared_credential",),
        "create",
    )
    assert "agent-7" in alert.reasons[0].sentence
    assert [event.event_id for event in alert.evidence] == ["agent-7@0", "agent-3@777600"]
    assert not alert.is_stop_requested


def test_seconds_between_two_agents_are_enough() -> None:
    """A credential nobody knew an hour ago, used by two agents within seconds."""
    fleet = known_fleet()
    first = use("credential", "stolen", "agent-3", DAY_9, n_known=1)
    second = use("credential", "stolen", "agent-4", DAY_9 + 2.0, n_known=1)
    assert told(fleet, first) == []
    assert len(told(fleet, second)) == 1


def test_one_credential_is_told_of_once() -> None:
    fleet = known_fleet()
    uses = [use("credential", "c7", f"agent-{n}", DAY_9 + n, n_known=1) for n in range(20, 60)]
    assert len(told(fleet, *uses)) == 1


def test_the_same_use_told_twice_is_one() -> None:
    """After a crash a worker tells again what it had told."""
    fleet, again = known_fleet(), use("credential", "c7", "agent-3", DAY_9, n_known=1)
    assert len(told(fleet, again, again, again)) == 1
    assert told(fleet, use("credential", "c7", "agent-7", DAY_9)) == []


def test_the_same_story_gives_the_same_ids() -> None:
    story = use("credential", "c7", "agent-3", DAY_9, n_known=1)
    assert told(known_fleet(), story) == told(known_fleet(), story)


def test_a_fleet_that_shares_by_habit_is_not_told_of() -> None:
    fleet = known_fleet()
    for n in range(0, 40, 2):
        told(fleet, use("credential", f"c{n}", f"agent-{n + 1}", DAY_S, n_known=1))
    assert told(fleet, use("credential", "c70", "agent-3", DAY_9, n_known=1)) == []


@pytest.mark.parametrize(("n_agents", "time"), [(20, DAY_9), (100, DAY_S)])
def test_a_small_fleet_and_a_young_one_are_not_judged(n_agents: int, time: float) -> None:
    assert told(known_fleet(n_agents), use("credential", "c7", "agent-3", time, n_known=1)) == []


def test_tenants_are_worlds_apart() -> None:
    fleet = known_fleet()
    other = use("credential", "other-tenants-hash", "agent-3", DAY_9, tenant="acme")
    assert told(fleet, other) == []


def test_in_shadow_it_is_counted_and_not_told() -> None:
    hushed = {"shared_credential": DetectorSetting(stage="shadow")}
    fleet = known_fleet(config=Config(detectors=hushed))
    assert told(fleet, use("credential", "c7", "agent-3", DAY_9, n_known=1)) == []
    assert fleet.n_odd["shared_credential"] == 1


def test_a_machine_that_another_agent_acts_from_is_told_of() -> None:
    (alert,) = told(known_fleet(), use("address", "a7", "agent-3", DAY_9, n_known=1))
    assert alert.detectors == ("shared_address",)


def test_a_model_that_nobody_else_has_is_told_of_and_a_known_one_is_not() -> None:
    fleet = known_fleet()
    assert told(fleet, use("model", "m1", "agent-2", DAY_9, n_known=1)) == []
    (alert,) = told(fleet, use("model", "local", "agent-4", DAY_9, n_known=1))
    assert (alert.agent_id, alert.detectors) == ("agent-4", ("lone_model",))


def test_a_release_with_a_new_model_is_told_of_once() -> None:
    fleet = known_fleet()
    uses = [use("model", "next", f"agent-{n}", DAY_9 + n, n_known=1) for n in range(50)]
    assert len(told(fleet, *uses)) == 1


def test_a_newcomers_model_is_no_swap() -> None:
    assert told(known_fleet(), use("model", "own", "agent-new", DAY_9, n_known=0)) == []


def test_a_chain_of_first_orders_is_told_of_with_its_head() -> None:
    fleet = known_fleet()
    orders = [
        use("parent", "p1", "agent-2", DAY_9, parent="agent-1"),
        use("parent", "p2", "agent-3", DAY_9 + 60.0, parent="agent-2"),
    ]
    (alert,) = told(fleet, *orders)
    assert (alert.agent_id, alert.detectors) == ("agent-1", ("chain_reaction",))
    assert "agent-2, agent-3" in alert.reasons[0].sentence


def test_a_chain_is_seen_whichever_order_comes_first() -> None:
    """The two stand in different partitions, and different workers tell of them."""
    late = use("parent", "p1", "agent-2", DAY_9, parent="agent-1")
    early = use("parent", "p2", "agent-3", DAY_9 + 60.0, parent="agent-2")
    one, other = told(known_fleet(), late, early), told(known_fleet(), early, late)
    assert [alert.alert_id for alert in one] == [alert.alert_id for alert in other]


@pytest.mark.parametrize(
    ("later_s", "age_s"), [(3_600.0, DAY_9), (60.0, 30.0)], ids=["slow", "just born"]
)
def test_orders_hours_apart_and_to_newborn_agents_are_no_chain(
    later_s: float, age_s: float
) -> None:
    """Whoever starts helpers starts them with an order."""
    orders = [
        use("parent", "p1", "agent-2", DAY_9, parent="agent-1"),
        use("parent", "p2", "agent-3", DAY_9 + later_s, parent="agent-2", age_s=age_s),
    ]
    assert told(known_fleet(), *orders) == []


def test_agents_of_one_version_that_deviate_at_once_are_one_alert_about_the_version() -> None:
    fleet = known_fleet()
    alerts = [
        alert
        for n in range(40)
        for alert in fleet.process_deviation(
            deviation(f"agent-{n}", DAY_9 + 20.0 * n, version="v2", cohort="mail")
        )
    ]
    assert {alert.alert_id for alert in alerts} == {alerts[0].alert_id}
    assert [alert.activity for alert in alerts] == ["create", "update", "update", "update"]
    assert alerts[0].agent_id == "version v2"
    assert alerts[0].detectors == ("release_shift",)
    assert "suspect the release, not the agents" in alerts[0].reasons[0].sentence


def test_agents_without_a_version_are_taken_together_by_cohort() -> None:
    fleet = known_fleet()
    for n in range(2):
        fleet.process_deviation(deviation(f"agent-{n}", DAY_9 + n, cohort="mail"))
    (alert,) = fleet.process_deviation(deviation("agent-2", DAY_9 + 2, cohort="mail"))
    assert alert.agent_id == "cohort mail"


@pytest.mark.parametrize("common", ["target", "parent"])
def test_agents_that_deviate_on_one_target_or_under_one_parent_are_a_chain(common: str) -> None:
    fleet = known_fleet()
    named: dict[str, Any] = {common: "payroll"}
    for n in range(2):
        fleet.process_deviation(deviation(f"agent-{n}", DAY_9 + n, version=f"v{n}", **named))
    (alert,) = fleet.process_deviation(deviation("agent-2", DAY_9 + 2, version="v2", **named))
    assert alert.detectors == ("chain_reaction",)


def test_alerts_hours_apart_or_closed_or_of_the_fleet_make_no_pattern() -> None:
    fleet = known_fleet()
    story = [
        *(deviation(f"a{n}", DAY_9 + 3_000.0 * n, version="v2") for n in range(4)),
        *(deviation(f"b{n}", DAY_9 + n, version="v3", is_new=False) for n in range(4)),
        *(
            deviation(f"c{n}", DAY_9 + n, version="v4", detectors=("release_shift",))
            for n in range(4)
        ),
    ]
    assert [alert for one in story for alert in fleet.process_deviation(one)] == []


def test_a_noisy_fleet_needs_more_agents_to_make_a_pattern() -> None:
    """Where fifty alerts a day are usual, three in half an hour are chance."""
    fleet = known_fleet()
    for n in range(100):
        fleet.process_deviation(deviation(f"n{n}", DAY_9 + 860.0 * n))
    at = DAY_9 + 86_400.0
    alerts = [
        fleet.process_deviation(deviation(f"agent-{n}", at + n, version="v2")) for n in range(12)
    ]
    assert [bool(alert) for alert in alerts].index(True) > 4


def test_ten_thousand_invented_names_do_not_move_memory_nor_what_is_known() -> None:
    fleet = known_fleet()
    fleet.uses.most = 1_000
    for n in range(10_000):
        fleet.process_first(use("credential", f"x{n}", f"fake-{n}", DAY_9))
        fleet.process_first(use("parent", f"x{n}", f"fake-{n}", DAY_9, parent=f"fake-{n - 1}"))
    assert len(fleet.uses) == 1_000
    assert fleet.uses.n_refused > 9_000
    assert fleet.uses.first("c7") is not None


def test_tenants_without_end_are_bounded_too() -> None:
    fleet = Fleet(heard())
    for n in range(3_000):
        fleet.process_first(use("credential", f"x{n}", "agent", tenant=f"tenant-{n}"))
    assert len(fleet.uses) == 1_024


def test_counts_of_a_tenant_are_its_own() -> None:
    one, other = Tenant(0.0), Tenant(0.0)
    one.count("credential")
    assert (one.n_agents, other.n_agents, one.count_odd("x"), one.count_odd("x")) == (1, 0, 0, 1)
