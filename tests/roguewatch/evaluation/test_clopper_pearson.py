"""The interval holds the share it should, and is as wide as it has to be."""

import math

import pytest

from roguewatch.evaluation.clopper_pearson import clopper_pearson


@pytest.mark.parametrize("share", [0.002, 0.03, 0.4])
def test_it_covers_the_truth_at_least_as_often_as_it_says(share: float) -> None:
    n, covered = 300, 0.0
    for k in range(n + 1):
        low, high = clopper_pearson(k, n)
        if low <= share <= high:
            covered += math.comb(n, k) * share**k * (1.0 - share) ** (n - k)
    assert 0.95 <= covered < 1.0


def test_nothing_seen_follows_the_rule_of_three() -> None:
    low, high = clopper_pearson(0, 1_000)
    assert low == 0.0
    assert high == pytest.approx(3.7e-3, rel=0.01)


def test_more_than_all_is_refused() -> None:
    with pytest.raises(ValueError, match="k must be between 0 and n"):
        clopper_pearson(3, 2)
