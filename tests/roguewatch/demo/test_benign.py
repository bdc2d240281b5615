"""Innocent agents are counted against the dial, and may never be stopped."""

from roguewatch.demo.benign import BenignReport, judge_benign
from roguewatch.demo.sighting import Seen, Sighting

ROGUE = {"default/r": 1_000.0}


def report(
    created: list[tuple[str, Seen]],
    sightings: dict[str, Sighting] | None = None,
    agent_days: int = 2_000,
) -> BenignReport:
    return judge_benign(created, sightings or {}, ROGUE, 100.0, agent_days, 5.0)


def alerts(n: int, key: str = "default/a", about: float = 500.0) -> list[tuple[str, Seen]]:
    return [(key, Seen(about, about))] * n


def test_up_to_the_bound_is_allowed_and_one_more_is_not() -> None:
    assert (report([]).expected, report([]).bound) == (10.0, 18)
    assert report(alerts(18)).misses == ()
    assert report(alerts(19)).misses == ("19 benign alerts exceed the dial's bound of 18",)


def test_the_first_three_days_are_for_learning() -> None:
    assert report(alerts(50, about=99.0)).n_alerts == 0


def test_a_rogue_agent_is_benign_until_it_goes_rogue() -> None:
    assert report(alerts(1, "default/r", 999.0)).n_alerts == 1
    assert report(alerts(1, "default/r", 1_000.5)).n_alerts == 0


def test_a_benign_agent_that_was_stopped_fails_the_demo() -> None:
    stopped = {"default/a": Sighting(commands=[Seen(500.0, 500.1)])}
    assert report([], stopped).misses == ("default/a was stopped",)


def test_stopping_before_the_end_of_learning_counts_too() -> None:
    stopped = {"default/a": Sighting(commands=[Seen(5.0, 500.1)])}
    assert report([], stopped).stopped == ("default/a",)


def test_a_rogue_agent_may_be_stopped_only_once_it_is_rogue() -> None:
    assert report([], {"default/r": Sighting(commands=[Seen(1_001.0, 1_001.1)])}).stopped == ()
    assert report([], {"default/r": Sighting(commands=[Seen(900.0, 900.1)])}).stopped
