"""Who moves more with every day is seen, unless all its peers do."""

import random

from baselines import DaysBaseline, Features, Profile
from detectors import Growth, Score

DAY_S = 86_400.0
N_DAYS = 80


def sizes(seed: int, per_day: float = 0.0, begins: int = 20) -> list[int]:
    rng = random.Random(seed)
    return [
        round(1_000 * rng.lognormvariate(0.0, 0.4) * (1.0 + per_day) ** max(0, day - begins))
        for day in range(N_DAYS)
    ]


def call(day: int, n_items: int) -> Features:
    return Features(time=DAY_S * day, verb=3, n_items=n_items, n_bytes=0)


def total(score: Score | None) -> float:
    """Return its points; where there are none, nothing."""
    return 0.0 if score is None or score.points is None else score.points.total


def first_alert(mine: list[int], others: list[list[int]]) -> int | None:
    """The first day on which this agent's growth is worth an alert, beside these peers."""
    profiles = [Profile() for _ in (mine, *others)]
    for day in range(N_DAYS):
        for profile, life in zip(profiles, (mine, *others), strict=True):
            profile[DaysBaseline].learn_one(call(day, life[day]))
        peers = Profile()
        for profile in profiles:
            peers.merge(profile, (DaysBaseline,))
        score = Growth().score_one(call(day, 1), profiles[0], peers)
        if total(score) >= Growth().alert_at:
            return day
    return None


STEADY = [sizes(seed) for seed in range(1, 6)]


def test_a_ramp_is_seen_long_before_it_is_fifty_times_as_much() -> None:
    day = first_alert(sizes(0, per_day=0.05), STEADY)
    assert day is not None
    assert 1.05 ** (day - 20) < 15.0


def test_what_goes_up_and_down_is_no_growth() -> None:
    assert [first_alert(life, STEADY) for life in STEADY] == [None] * 5


def test_growth_of_all_is_nobodys() -> None:
    growing = [sizes(seed, per_day=0.05) for seed in range(1, 6)]
    assert first_alert(sizes(0, per_day=0.05), growing) is None


def test_an_agent_does_not_excuse_itself_by_being_one_of_its_peers() -> None:
    ramp = sizes(0, per_day=0.05)
    among_few, among_many = first_alert(ramp, STEADY[:2]), first_alert(ramp, STEADY)
    assert among_few is not None
    assert among_many is not None
    assert abs(among_few - among_many) <= 5


def test_a_day_is_judged_once() -> None:
    own = Profile()
    for day, n_items in enumerate(sizes(0, per_day=0.1)):
        own[DaysBaseline].learn_one(call(day, n_items))
    own[DaysBaseline].learn_one(call(N_DAYS - 1, 1))
    score = Growth().score_one(call(N_DAYS - 1, 1), own, Profile())
    assert score is not None
    assert total(score) == 0.0


def test_growth_alone_never_asks_for_a_stop() -> None:
    own = Profile()
    points = []
    for day in range(40):
        own[DaysBaseline].learn_one(call(day, 10 if day < 20 else 10**9))
        score = Growth().score_one(call(day, 1), own, Profile())
        points.append(total(score))
    assert Growth().alert_at < max(points) < Growth().stop_at
