"""Benign company: at their usual hour, at their usual work, and enough of them."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from msgspec.structs import replace

from roguewatch.simulation import Fleet
from roguewatch.simulation.casting import observe
from roguewatch.simulation.extras import LONGEST_S, QUIET, benign_parts, company

MONDAY = datetime(2026, 11, 9, tzinfo=UTC)
EVENTS = list(Fleet(2, 60, MONDAY, 8).events())
NOW = MONDAY + timedelta(days=8, hours=14)


def test_a_large_fleet_needs_no_company() -> None:
    assert company(list(Fleet(2, 200, MONDAY, 3).events()), seed=1) == []


def test_company_fills_a_small_fleet_up_within_its_own_days() -> None:
    added = company(EVENTS, seed=1)
    assert all(event.agent_id.startswith("simulated-") for event in added)
    assert EVENTS[0].time <= added[0].time
    assert added[-1].time <= EVENTS[-1].time
    last_day = EVENTS[-1].time - timedelta(days=1)
    active = {event.key for event in [*EVENTS, *added] if event.time > last_day}
    assert len(active) > 140


def test_they_begin_a_session_as_they_did_before() -> None:
    busy = {"default/mail-001"}
    parts = benign_parts(EVENTS, observe(EVENTS), busy, NOW, seed=1)
    assert len({part.key for part in parts} - busy) == 5
    for part in parts:
        assert part.n_rogue_calls == 0
        assert sum(call.delay_s for call in part.calls) <= LONGEST_S
        past = {(e.tool, e.resource) for e in EVENTS if e.key == part.key}
        assert {(call.tool, call.resource) for call in part.calls} <= past


def test_without_the_names_of_sessions_a_pause_begins_one() -> None:
    nameless = [replace(event, session_id=None) for event in EVENTS]
    parts = benign_parts(nameless, observe(nameless), set(), NOW, seed=1)
    assert len({part.key for part in parts}) == 5
    for part in parts:
        times = [e.time for e in nameless if e.key == part.key]
        pauses = {after for before, after in pairwise(times) if after - before > QUIET}
        began = [e for e in nameless if e.key == part.key and e.time in {times[0], *pauses}]
        first = part.calls[0]
        assert (first.tool, first.resource) in {(e.tool, e.resource) for e in began}


def test_an_empty_history_has_nobody_to_play() -> None:
    assert benign_parts([], {}, set(), NOW, seed=1) == []
