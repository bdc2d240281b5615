"""The score follows the rules of the benchmark, computed here by hand or the long way."""

import math
import random

import pytest

from roguewatch.evaluation.nab.score import PROFILES, NabProfile, nab_score
from roguewatch.evaluation.nab.series import NabSeries

SERIES = NabSeries("a.csv", [0.0] * 200, [(60, 79), (140, 159)])
STANDARD = PROFILES["standard"]


def alarms(*at: int, n: int = 200) -> list[float]:
    return [float(i in at) for i in range(n)]


def score(*at: int, profile: NabProfile = STANDARD) -> float:
    return nab_score([SERIES], [alarms(*at)], profile)


def worth(position: float) -> float:
    return 2.0 / (1.0 + math.exp(5.0 * position)) - 1.0


@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_silence_is_zero_and_perfection_a_hundred(profile: NabProfile) -> None:
    assert nab_score([SERIES], [[0.5] * 200], profile) == pytest.approx(0.0)
    assert score(60, 140, profile=profile) == pytest.approx(100.0)


def test_one_of_two_windows_is_half() -> None:
    assert score(60) == pytest.approx(50.0)


def test_later_in_a_window_is_worth_less_and_only_the_earliest_counts() -> None:
    assert score(60) > score(70) > score(79) > score()
    assert score(70, 75, 79) == pytest.approx(score(70))
    expected = (worth(-10 / 20) / worth(-1.0) + 1.0) / 4.0
    assert score(70) == pytest.approx(100.0 * expected)


def test_a_false_alarm_costs_more_the_further_it_is_past_a_window() -> None:
    found = (60, 140)
    assert 100.0 > score(*found, 80) > score(*found, 85) > score(*found, 130)
    cost = 0.11 * -worth(5 / 19)
    assert score(*found, 84) == pytest.approx(100.0 * (1.0 - cost / 4.0))


def test_before_the_first_window_it_costs_all() -> None:
    assert score(60, 140, 40) == pytest.approx(100.0 * (1.0 - 0.11 / 4.0))


def test_in_probation_nothing_counts() -> None:
    assert score(60, 140, 10, 29) == pytest.approx(100.0)


def test_one_threshold_serves_all_series() -> None:
    """A scorer that shouts in one series and whispers in another pays for it."""
    loud = [9.0 * value for value in alarms(60, 140)]
    quiet = alarms(60, 140)
    noisy = [2.0 if i % 3 else 0.0 for i in range(200)]
    corpus = [SERIES, SERIES, NabSeries("c.csv", [0.0] * 200, [])]
    assert nab_score(corpus, [loud, quiet, [0.0] * 200], STANDARD) == pytest.approx(100.0)
    assert nab_score(corpus, [loud, quiet, noisy], STANDARD) == pytest.approx(50.0)


def test_the_sweep_finds_what_trying_every_threshold_finds() -> None:
    chance = random.Random(4)
    for _ in range(20):
        scored = [[float(chance.randrange(6)) for _ in range(200)] for _ in range(2)]
        tried = [
            nab_score([SERIES] * 2, [[float(s >= at) for s in one] for one in scored], STANDARD)
            for at in range(7)
        ]
        assert nab_score([SERIES] * 2, scored, STANDARD) == pytest.approx(max(tried))


def test_what_cannot_be_scored_is_refused() -> None:
    with pytest.raises(ValueError, match="a score for every value"):
        nab_score([SERIES], [[0.0]], STANDARD)
    with pytest.raises(ValueError, match="at least one window"):
        nab_score([NabSeries("c.csv", [0.0], [])], [[0.0]], STANDARD)
