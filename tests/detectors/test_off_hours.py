"""Off hours scores sessions at an hour that is rare for the agent."""

import pytest

from baselines import Features, HoursBaseline, Profile, SessionsBaseline
from detectors import OffHours, Score


def at(hour: int) -> Features:
    return Features(time=0.0, hour=hour, session=1)


def worker(*hours: int, days: int = 60) -> Profile:
    profile = Profile()
    for _ in range(days):
        for hour in hours:
            profile[HoursBaseline].learn_one(at(hour))
    return profile


def score(hour: int, own: Profile, peers: Profile | None = None) -> Score:
    given = OffHours().score_one(at(hour), own, peers or Profile())
    assert given is not None
    return given


def test_an_hour_never_worked_is_rarer_than_one_often_worked() -> None:
    own = worker(9, 10, 11)
    assert score(3, own).p < 0.12
    assert score(10, own).p == 1.0


def test_the_longer_the_rhythm_the_odder_the_exception() -> None:
    ps = [score(3, worker(9, 10, 11, days=days)).p for days in (20, 60, 200)]
    assert ps == sorted(ps, reverse=True)
    assert ps[-1] < 0.04


def test_who_works_around_the_clock_has_no_odd_hour() -> None:
    own = worker(*range(24))
    assert min(score(hour, own).p for hour in range(24)) == 1.0


def test_weekends_are_judged_by_weekends() -> None:
    own = worker(*range(9, 17), 24 + 12)
    assert score(24 + 12, own).p == 1.0
    assert score(24 + 3, own).p < 0.5


def test_abstains_on_few_hours() -> None:
    assert OffHours().score_one(at(3), worker(9, days=49), Profile()) is None
    assert OffHours().score_one(at(3), worker(9, days=50), Profile()) is not None


def test_peers_count_as_one_day_of_hours() -> None:
    """Night watchers may work at night, from their first night on."""
    night = worker(*range(6), days=50)
    own = worker(9, days=2)
    assert score(3, own, night).p > score(3, worker(9, days=50)).p


@pytest.mark.parametrize(("hour", "p"), [(3, 1.0), (4, 0.1)])
def test_only_the_first_event_of_a_session_in_an_hour_is_judged(hour: int, p: float) -> None:
    own = worker(9, 10, 11)
    session, _ = own[SessionsBaseline].open(at(3))
    session.hour = 3
    assert score(hour, own).p == pytest.approx(p, abs=0.02)
