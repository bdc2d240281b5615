"""Together bounds how likely so many deviations at once are."""

import math

import pytest

from detectors.judging.together import poisson_tail


@pytest.mark.parametrize("mean", [0.02, 0.5, 3.0, 40.0])
def test_the_tail_is_the_poisson_tail(mean: float) -> None:
    for n in range(12):
        exact = 1.0 - math.fsum(
            math.exp(i * math.log(mean) - mean - math.lgamma(i + 1.0)) for i in range(n)
        )
        assert poisson_tail(n, mean) == pytest.approx(exact, rel=1e-6, abs=1e-13)


def test_it_is_never_nothing() -> None:
    assert poisson_tail(5_000, 1e-9) > 0.0
