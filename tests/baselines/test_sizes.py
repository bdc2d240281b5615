"""Sizes are learned by their logarithms, of which the small ones are looked up."""

import math

from hypothesis import given
from hypothesis import strategies as st

from baselines.sizes import Sizes, log_size


@given(st.integers(0, 300) | st.integers(0, 2**62))
def test_a_logarithm_looked_up_is_the_one_calculated(n: int) -> None:
    assert log_size(n) == math.log1p(n)


def test_one_size_far_off_is_clipped() -> None:
    sizes = Sizes()
    for value in [2.0] * 50 + [40.0]:
        sizes.learn(value, weight=1.0, memory=500.0)
    assert 2.0 < sizes.mean < 2.05
