"""The simulated fleet lives an ordinary life, the same one for the same seed."""

import itertools
from collections import Counter, defaultdict
from datetime import UTC, datetime

import pytest

from roguewatch.simulation import Fleet
from streams.decoding import decode_event
from streams.events import ActionEvent, encode_event

MONDAY = datetime(2026, 11, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def history() -> list[ActionEvent]:
    return list(Fleet(seed=3, n_agents=200, start=MONDAY, n_days=14).events())


def test_the_same_seed_gives_the_same_history() -> None:
    first, again = (list(Fleet(5, 10, MONDAY, 2).events()) for _ in range(2))
    assert first == again


def test_another_seed_gives_another_history() -> None:
    assert list(Fleet(5, 10, MONDAY, 1).events()) != list(Fleet(6, 10, MONDAY, 1).events())


def test_an_agent_is_the_same_whatever_the_size_of_the_fleet_and_the_length() -> None:
    """Otherwise tuning on a small fleet says nothing about a large one."""
    small = [e for e in Fleet(5, 10, MONDAY, 1).events() if e.agent_id == "mail-001"]
    large = [e for e in Fleet(5, 60, MONDAY, 2).events() if e.agent_id == "mail-001"]
    assert small
    assert large[: len(small)] == small


def test_two_hundred_agents_of_five_cohorts_within_a_hundred_thousand_events(
    history: list[ActionEvent],
) -> None:
    assert len({event.agent_id for event in history}) == 200
    assert len({event.cohort for event in history}) == 5
    assert 70_000 < len(history) < 100_000


def test_events_come_in_time_order_with_ids_of_their_own(history: list[ActionEvent]) -> None:
    assert all(a.time <= b.time for a, b in itertools.pairwise(history))
    assert len({event.event_id for event in history}) == len(history)


def test_every_event_passes_the_contract(history: list[ActionEvent]) -> None:
    assert all(decode_event(encode_event(event)) == event for event in history[:2_000])


def test_a_third_of_mail_and_coding_agents_deletes_and_few_at_a_time(
    history: list[ActionEvent],
) -> None:
    deletes = [event for event in history if event.action == "delete"]
    for cohort in ("mail", "coding"):
        agents = {e.agent_id for e in history if e.cohort == cohort}
        deleters = {e.agent_id for e in deletes if e.cohort == cohort}
        assert 0.2 < len(deleters) / len(agents) < 0.5
    clumps = Counter((event.session_id, event.cohort) for event in deletes)
    assert max(clumps.values()) <= 9
    assert sum(n <= 3 for n in clumps.values()) > 0.9 * len(clumps)


def test_weekends_are_quieter_and_not_silent(history: list[ActionEvent]) -> None:
    """The storm guard counts the agents of the last day, on Sundays too."""
    by_day: defaultdict[int, set[str]] = defaultdict(set)
    for event in history:
        by_day[(event.time - MONDAY).days].add(event.agent_id)
    assert len(by_day[6]) < len(by_day[2])
    assert len(by_day[6]) >= 140


def test_some_calls_fail_and_few_are_denied(history: list[ActionEvent]) -> None:
    outcomes = Counter(event.outcome for event in history)
    assert 0.01 < outcomes["failure"] / len(history) < 0.06
    assert 0 < outcomes["denied"] / len(history) < 0.005


def test_too_small_a_fleet_is_refused() -> None:
    with pytest.raises(ValueError, match="n_agents must be at least 5; got 4"):
        Fleet(1, 4, MONDAY)


def test_a_start_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="start must have a time zone"):
        Fleet(1, 10, datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point
