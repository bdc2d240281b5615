"""Tails are bounds: never smaller than the truth, never zero, never above one."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.judging.tail import count_tail, log_floor, size_tail


def exact(n: int, mean: float, shape: float) -> float:
    """P(N >= n) of a negative binomial, summed term by term."""
    q = mean / (mean + shape)
    return sum(
        math.exp(
            math.lgamma(k + shape)
            - math.lgamma(shape)
            - math.lgamma(k + 1)
            + shape * math.log1p(-q)
            + k * math.log(q)
        )
        for k in range(n, n + 2_000)
    )


@pytest.mark.parametrize("shape", [0.2, 1.0, 10.0])
@pytest.mark.parametrize("mean", [0.01, 1.0, 5.0])
@pytest.mark.parametrize("n", [1, 3, 10, 40])
def test_a_count_is_bounded_from_above(n: int, mean: float, shape: float) -> None:
    assert count_tail(n, mean, shape) >= 0.999_999 * exact(n, mean, shape)


def test_far_out_the_bound_is_close() -> None:
    assert count_tail(40, 1.0, 10.0) < 1.5 * exact(40, 1.0, 10.0)


@given(st.floats(0, 1e9), st.floats(1e-12, 1e9), st.floats(1e-6, 1e9))
def test_any_count_has_a_tail_in_bounds(n: float, mean: float, shape: float) -> None:
    assert 0.0 < count_tail(n, mean, shape) <= 1.0


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_larger_size_is_never_less_odd(z: float, more: float) -> None:
    assert 0.0 < size_tail(z + more) <= size_tail(z) <= 0.5


def test_sizes_beyond_three_sigma_are_not_normal() -> None:
    """Else one export of ten times the usual size would look like the end of the world."""
    assert size_tail(3.000_001) == pytest.approx(size_tail(3.0), rel=1e-4)
    assert size_tail(10.0) > 1e6 * 0.5 * math.erfc(10.0 / math.sqrt(2))


@given(st.floats(0, 1e5), st.floats(1e-9, 1e5), st.floats(1e-6, 1e6))
def test_no_count_is_rarer_than_its_floor(n: float, mean: float, shape: float) -> None:
    floor = max(-700.0, log_floor(n, mean, shape))
    assert math.log(count_tail(n, mean, shape)) >= min(0.0, floor) - 1e-6


@pytest.mark.parametrize("shape", [0.01, 0.5, 3.0, 100.0])
def test_a_floor_is_not_far_below(shape: float) -> None:
    """Or it would spare nobody the gamma function."""
    assert math.log(count_tail(9.0, 2.0, shape)) - log_floor(9.0, 2.0, shape) < 2.0
