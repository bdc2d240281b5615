"""The competitors are no straw men: each sees what it is made for, within its budget."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from roguewatch.evaluation.competitors.episodes import Episodes, threshold
from roguewatch.evaluation.competitors.ew_z_score import EwZScore
from roguewatch.evaluation.competitors.gaussian import Gaussian
from roguewatch.evaluation.competitors.half_space import HalfSpace
from roguewatch.evaluation.competitors.loda import Loda
from roguewatch.evaluation.competitors.static_thresholds import StaticThresholds
from roguewatch.evaluation.judging import Judge, Tally
from roguewatch.simulation import Fleet
from streams.events import ActionEvent

START = datetime(2026, 1, 5, tzinfo=UTC)
JUDGES: list[Callable[[], Judge]] = [
    StaticThresholds,
    lambda: EwZScore(50.0, 5.0),
    lambda: HalfSpace(50.0, 5.0),
    lambda: Loda(50.0, 5.0),
    lambda: Gaussian(50.0, 5.0),
]
IDS = ("static", "z-score", "trees", "loda", "gaussian")


@pytest.fixture(scope="module")
def fleet() -> list[ActionEvent]:
    return list(Fleet(2, 15, START, 10).events())


def burst(like: ActionEvent, n_calls: int) -> list[ActionEvent]:
    return [
        msgspec.structs.replace(
            like,
            event_id=f"burst-{n}",
            time=like.time + timedelta(seconds=0.2 * (n + 1)),
            action="delete",
            n_items=200_000,
            environment="production",
        )
        for n in range(n_calls)
    ]


@pytest.mark.parametrize("make", JUDGES[:2], ids=IDS[:2])
def test_a_crude_burst_is_seen(make: Callable[[], Judge], fleet: list[ActionEvent]) -> None:
    last = fleet[-1]
    usual = [msgspec.structs.replace(e, action="delete") for e in fleet if e.key == last.key]
    events = [*usual, *burst(last, 120)]
    spoken = list(make().run(events))
    assert any(one.is_alert for one in spoken[-120:])


@pytest.mark.parametrize("make", JUDGES[1:], ids=IDS[1:])
def test_on_calm_days_it_keeps_its_budget(
    make: Callable[[], Judge], fleet: list[ActionEvent]
) -> None:
    calm = [event for event in fleet if event.time < START + timedelta(days=9)]
    tally = Tally([], START.timestamp())
    for event, spoken in zip(calm, make().run(calm), strict=True):
        tally.add_one(event, spoken)
    assert 0 < len(tally.false_alerts) <= 0.05 * tally.agent_days
    assert len(tally.false_stops) <= 0.005 * tally.agent_days + 1


def test_every_event_is_answered(fleet: list[ActionEvent]) -> None:
    few = fleet[:300]
    assert [len(list(make().run(few))) for make in JUDGES] == [300] * len(JUDGES)


def test_an_episode_is_one_alert_and_one_stop() -> None:
    episodes = Episodes(1.0, 2.0)
    said = [episodes.speak("a", float(t), 3.0) for t in (0, 10, 20, 2_000)]
    assert [one.is_new for one in said] == [True, False, False, True]
    assert [one.is_stop for one in said] == [True, False, False, True]


def test_the_threshold_is_the_lowest_that_fits_the_budget(fleet: list[ActionEvent]) -> None:
    events = fleet[:200]
    scores = [float(n % 50) for n in range(200)]
    found = threshold(events, scores, 3)
    for at, fits in ((found, True), (found - 1.0, False)):
        episodes = Episodes(at, at)
        n = sum(
            episodes.speak(e.key, e.timestamp, s).is_new
            for e, s in zip(events, scores, strict=True)
        )
        assert (n <= 3) is fits


def test_no_budget_at_all_means_silence() -> None:
    event = ActionEvent(event_id="1", agent_id="a", tool="t", time=START)
    assert threshold([event], [5.0], 0.0) > 5.0
