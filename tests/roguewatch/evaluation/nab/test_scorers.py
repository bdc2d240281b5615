"""Each scorer finds a spike, whatever the scale, and knows nothing of the future."""

import random

import pytest

from roguewatch.evaluation.nab.scorers import RIVALS, Scorer, by_volume, once
from roguewatch.evaluation.nab.series import NabSeries

every_scorer = pytest.mark.parametrize(
    "scorer", [by_volume, *RIVALS.values()], ids=["volume", *RIVALS]
)


def series(scale: float = 1.0, spike: float = 30.0) -> NabSeries:
    chance = random.Random(6)
    values = [scale * (50.0 + chance.gauss(0.0, 1.0)) for _ in range(1_000)]
    values[800] += scale * spike
    return NabSeries("a.csv", values, [])


@every_scorer
@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e6])
@pytest.mark.parametrize("spike", [30.0, -30.0])
def test_a_spike_scores_highest(scorer: Scorer, scale: float, spike: float) -> None:
    given = series(scale, spike)
    scores = scorer(given)
    counted = scores[given.n_probation :]
    assert len(scores) == 1_000
    assert scores[800] == max(counted)
    assert sum(score >= scores[800] for score in counted) == 1


@every_scorer
def test_a_score_knows_nothing_of_what_comes_later(scorer: Scorer) -> None:
    """Beyond the probation, whose median is the unit."""
    whole = series()
    later = NabSeries("a.csv", [*whole.values[:900], *([1e3] * 100)], [])
    assert scorer(later)[:900] == scorer(whole)[:900]


@every_scorer
@pytest.mark.parametrize("values", [[], [5.0], [0.0] * 300, [-4.0] * 300])
def test_flat_short_and_empty_series_are_survived(scorer: Scorer, values: list[float]) -> None:
    assert len(scorer(NabSeries("a.csv", values, []))) == len(values)


def test_an_alarm_is_raised_once_until_a_larger_one() -> None:
    given = NabSeries("a.csv", [0.0] * 200, [])
    kept = once(given, [5.0, 4.0, 5.0, 6.0, *([0.0] * 20), 3.0])
    assert [i for i, score in enumerate(kept) if score > 1.0] == [0, 3, 24]
