"""The bound is the 99 % quantile of a Poisson variable."""

import pytest

from roguewatch.demo.dial import poisson_bound


@pytest.mark.parametrize(
    ("mean", "bound"),
    [(0.0, 0), (0.01, 0), (0.02, 1), (1.0, 4), (5.0, 11), (11.0, 19), (100.0, 124)],
)
def test_known_quantiles(mean: float, bound: int) -> None:
    assert poisson_bound(mean) == bound


def test_a_very_large_mean_ends() -> None:
    assert 730 < poisson_bound(700.0) < 800


@pytest.mark.parametrize("mean", [-1.0, float("nan"), float("inf")])
def test_no_mean_no_bound(mean: float) -> None:
    with pytest.raises(ValueError, match="mean must be finite and not negative"):
        poisson_bound(mean)
