"""Each condition brings its own trouble and no other."""

from collections import Counter
from datetime import timedelta

import pytest

from roguewatch.simulation.benchmark.benchmark import START
from roguewatch.simulation.benchmark.traffic import UPGRADE_DAY, UPGRADED, benign
from streams.events import ActionEvent

N = 24


@pytest.fixture(scope="module")
def rhythm() -> list[ActionEvent]:
    return benign(3, N, "rhythm")


def test_the_same_seed_is_the_same_traffic() -> None:
    assert benign(3, 16, "everything") == benign(3, 16, "everything")


def test_busy_hours_add_calls_and_follow_each_other(rhythm: list[ActionEvent]) -> None:
    busy = benign(3, N, "bursts")
    assert 1.1 < len(busy) / len(rhythm) < 2.0
    before = Counter((e.key, int(e.timestamp) // 3_600) for e in rhythm)
    after = Counter((e.key, int(e.timestamp) // 3_600) for e in busy)
    growth = {at: after[at] / n for at, n in before.items() if n >= 4}
    following = [
        growth[key, hour + 1]
        for (key, hour), g in growth.items()
        if g > 2.0 and (key, hour + 1) in growth
    ]
    others = sum(growth.values()) / len(growth)
    assert sum(following) / len(following) > 1.15 * others


def test_a_release_renames_the_tools_of_some_trades(rhythm: list[ActionEvent]) -> None:
    moment = START + timedelta(days=UPGRADE_DAY)
    old = {event.tool for event in rhythm}
    for event in benign(3, N, "releases"):
        is_new = event.time >= moment and event.cohort in UPGRADED
        assert (event.tool not in old) is is_new


def test_planned_jobs_are_approved(rhythm: list[ActionEvent]) -> None:
    ids = {event.event_id for event in rhythm}
    added = [event for event in benign(3, N, "planned") if event.event_id not in ids]
    assert len(added) > 200
    assert all((event.approval_id or "").startswith("change-") for event in added)
