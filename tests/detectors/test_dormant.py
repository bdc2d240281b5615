"""Who sleeps far longer than ever is noticed on waking, and nobody else."""

import pytest

from baselines import Features, Profile, SilencesBaseline
from detectors import Dormant

HOUR_S, DAY_S = 3_600.0, 86_400.0


def worker(n_days: int, pauses_days: tuple[float, ...] = ()) -> tuple[Profile, float]:
    """Return a profile of three calls a day, then some pauses, and the time of its last call."""
    own, time = Profile(), 0.0
    for n in range(3 * n_days):
        time = 8.0 * HOUR_S * n
        own[SilencesBaseline].learn_one(Features(time=time))
    for pause in pauses_days:
        time += pause * DAY_S
        own[SilencesBaseline].learn_one(Features(time=time))
    return own, time


def points(own: Profile, time: float) -> float | None:
    score = Dormant().score_one(Features(time=time), own, Profile())
    if score is None:
        return None
    return score.points.total if score.points is not None else 0.0


@pytest.mark.parametrize(("days", "expected"), [(3.0, 0.0), (6.9, 0.0), (8.0, 70.0), (400.0, 70.0)])
def test_a_week_of_silence_of_a_daily_worker_is_odd(days: float, expected: float) -> None:
    own, last = worker(10)
    assert points(own, last + days * DAY_S) == expected


def test_it_is_odd_once() -> None:
    own, last = worker(10)
    own[SilencesBaseline].learn_one(Features(time=last + 9 * DAY_S))
    assert points(own, last + 9 * DAY_S + 60.0) == 0.0


def test_one_holiday_excuses_nothing_and_a_rhythm_of_them_does() -> None:
    own, last = worker(10, (9.0,))
    assert points(own, last + 9 * DAY_S) == 70.0
    own, last = worker(10, (9.0, 9.0))
    assert points(own, last + 9 * DAY_S) == 0.0


def test_it_abstains_about_the_young() -> None:
    own, last = worker(2)
    assert points(own, last + 30 * DAY_S) is None
    assert points(Profile(), 0.0) is None
