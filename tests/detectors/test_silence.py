"""Silence is told by an agent's own pauses, when it is heard of again."""

import pytest

from baselines import Features, Profile, SessionPeaks, SilencesBaseline
from detectors import Score, Silence

HOUR_S = 3_600.0


def life(hours: list[float]) -> Profile:
    own = Profile()
    for hour in hours:
        own[SilencesBaseline].learn_one(Features(time=HOUR_S * hour))
        own[SessionPeaks].learn_session({}, HOUR_S * hour, 0)
    return own


def office(days: int) -> list[float]:
    """Every working hour of weekdays."""
    return [24.0 * d + h for d in range(days) if d % 7 < 5 for h in range(8, 18)]


def at(own: Profile, hour: float) -> Score | None:
    return Silence().score_one(Features(time=HOUR_S * hour), own, Profile())


def test_an_hourly_agent_is_missed_after_a_day() -> None:
    score = at(life([float(h) for h in range(240)]), 263.0)
    assert score is not None
    assert score.p < 5e-5


@pytest.mark.parametrize("days", [12, 19, 26])
def test_a_night_and_a_weekend_are_no_silence(days: int) -> None:
    own = life(office(days))
    night, weekend = at(own, 24.0 * days + 8), at(own, 24.0 * (days + 2) + 8)
    assert night is not None
    assert night.p == 1.0
    assert weekend is not None
    assert weekend.p == 1.0


def test_longer_silences_are_odder() -> None:
    own = life(office(26))
    ps = [score.p for day in (30, 37, 60) if (score := at(own, 24.0 * day + 8)) is not None]
    assert ps == sorted(ps, reverse=True)
    assert ps[0] > 30 * ps[2]


def test_an_agent_that_comes_and_goes_is_hardly_missed() -> None:
    score = at(life([0.0, 50.0, 120.0, 150.0, 240.0, 300.0]), 450.0)
    assert score is not None
    assert score.p > 0.05


def test_a_young_agent_has_no_rhythm() -> None:
    assert at(life([float(h) for h in range(24 * 8)]), 400.0) is None


def test_a_restart_teaches_a_pause_and_the_next_event_is_ordinary() -> None:
    own = life([float(h) for h in range(240)])
    own[SilencesBaseline].learn_one(Features(time=HOUR_S * 300))
    score = at(own, 300.1)
    assert score is not None
    assert score.p == 1.0
