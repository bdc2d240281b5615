"""Who goes rogue has a past, and is few among many."""

from datetime import UTC, datetime, timedelta

import pytest

from detectors.config import Config
from roguewatch.evaluation.latency.fleet import OTHERS_PER_STOP, LatencyFleet
from roguewatch.evaluation.latency.run import CONFIG, LatencyOptions
from roguewatch.simulation.casting import observe

SUNDAY = datetime(2026, 1, 11, 0, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def fleet() -> LatencyFleet:
    return LatencyFleet.make(n_stops=5, seed=3, now=SUNDAY)


def test_each_has_a_past_without_deletes_and_deletes_until_stopped(fleet: LatencyFleet) -> None:
    habits = observe(fleet.events)
    assert len({part.key for part in fleet.parts}) == 5
    for part in fleet.parts:
        assert habits[part.key].n_events >= 50
        assert habits[part.key].n_deletes == 0
        assert part.n_rogue_calls == 75
        assert all(call.is_rogue for call in part.calls[-75:])


def test_the_storm_guard_has_room_for_all_of_them(fleet: LatencyFleet) -> None:
    active = {e.key for e in fleet.events if SUNDAY - e.time < timedelta(hours=23)}
    assert len(active) >= 10 * 5
    assert len({e.key for e in fleet.events}) <= (OTHERS_PER_STOP + 1) * 5


def test_the_history_lies_in_the_past_and_in_order(fleet: LatencyFleet) -> None:
    times = [event.time for event in fleet.events]
    assert times == sorted(times)
    assert times[-1] <= SUNDAY


def test_load_is_harmless_and_none_of_the_rogues(fleet: LatencyFleet) -> None:
    rogues = {part.key for part in fleet.parts}
    assert fleet.load
    assert all(event.action == "read" and event.key not in rogues for event in fleet.load)


def test_all_detectors_are_scored_and_one_may_stop() -> None:
    config = Config.parse(CONFIG)
    stages = {name: setting.stage for name, setting in config.detectors.items()}
    assert stages.keys() >= Config().detectors.keys()
    assert [name for name, stage in stages.items() if stage == "promoted"] == ["high_impact"]


def test_the_last_wave_may_be_smaller() -> None:
    sizes = [(20, 10, 2), (21, 10, 3), (1, 10, 1)]
    for n_stops, n_at_once, n_waves in sizes:
        options = LatencyOptions(bootstrap_servers="x:1", n_stops=n_stops, n_at_once=n_at_once)
        assert options.n_waves == n_waves
