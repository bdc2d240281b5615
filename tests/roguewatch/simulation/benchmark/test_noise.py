"""The benign part is as unruly as real fleets: tools break, releases come."""

from collections import Counter, defaultdict
from datetime import UTC, datetime

import pytest

from roguewatch.simulation import Fleet
from roguewatch.simulation.benchmark.flaky import Flaky
from roguewatch.simulation.benchmark.releases import Releases
from roguewatch.simulation.personas import EIGHT
from streams.events import ActionEvent


@pytest.fixture(scope="module")
def ordinary() -> list[ActionEvent]:
    return list(Fleet(4, 60, datetime(2026, 1, 5, tzinfo=UTC), 14, personas=EIGHT).events())


def test_a_broken_tool_is_retried_and_nothing_is_lost(ordinary: list[ActionEvent]) -> None:
    noisy = list(Flaky(4).pass_on(ordinary))
    ids = {event.event_id for event in ordinary}
    assert ids <= {event.event_id for event in noisy}
    added = [event for event in noisy if event.event_id not in ids]
    assert 20 < len(added) < 0.05 * len(ordinary)
    assert {event.outcome for event in added} == {"failure", "success"}


def test_a_tool_breaks_for_a_trade_not_for_an_agent(ordinary: list[ActionEvent]) -> None:
    before = {event.event_id: event.outcome for event in ordinary}
    broken: defaultdict[tuple[str | None, str, int], set[str]] = defaultdict(set)
    for event in Flaky(4).pass_on(ordinary):
        if before.get(event.event_id, "failure") != event.outcome:
            broken[event.cohort, event.tool, event.time.toordinal()].add(event.agent_id)
    assert max(map(len, broken.values())) >= 3


def test_a_release_moves_a_whole_trade_once(ordinary: list[ActionEvent]) -> None:
    last: dict[str, ActionEvent] = {e.agent_id: e for e in Releases(4).pass_on(ordinary)}
    versions: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for event in last.values():
        versions[event.cohort or ""][event.agent_version or ""] += 1
    moved = [counts for counts in versions.values() if len(counts) == 1]
    assert 2 <= len(moved) < len(versions)


def test_the_demo_fleet_is_what_it_was() -> None:
    """Three trades were added beside it; its own streams must not move."""
    events = list(
        Fleet(seed=1, n_agents=20, start=datetime(2026, 1, 5, tzinfo=UTC), n_days=1).events()
    )
    assert {event.cohort for event in events} == {"coding", "data", "mail", "operations", "support"}
    assert (len(events), events[0].event_id, events[-1].event_id) == (
        *(693, "bcb87a19695aefa6", "90bd6cdf082b1f56"),
    )
