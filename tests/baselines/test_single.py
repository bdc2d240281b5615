"""Rounding to single precision gives the very bits that an array of them holds."""

import math
import struct
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baselines.single import single

LARGEST = 2.0**128 - 2.0**104
LEAST_NORMAL = 2.0**-126
LEAST = 2.0**-149


def bits(x: float) -> bytes:
    return struct.pack("<d", x)


@given(st.floats(allow_nan=False))
def test_any_number_is_rounded_as_an_array_does(x: float) -> None:
    assert bits(single(x)) == bits(array("f", (x,))[0])


@given(
    st.integers(2**23, 2**24 - 1) | st.integers(2**24 - 3, 2**24 - 1),
    st.integers(0, 2**29 - 1)
    | st.sampled_from([0, 1, 2**28 - 1, 2**28, 2**28 + 1, 2**29 - 2, 2**29 - 1]),
    st.integers(-152, 129),
    st.sampled_from([1.0, -1.0]),
)
def test_ties_and_ends_of_powers_of_two_are_rounded_as_an_array_does(
    first: int, rest: int, exponent: int, sign: float
) -> None:
    """The first 24 bits, and what lies between two numbers of single precision, or on half way."""
    x = sign * math.ldexp(first * 2**29 + rest, exponent - 53)
    assert bits(single(x)) == bits(array("f", (x,))[0])


@given(st.integers(0, 2**25), st.sampled_from([-(2.0**-190), 0.0, 2.0**-190]))
def test_what_has_few_bits_left_is_rounded_as_an_array_does(halves: int, off: float) -> None:
    x = 0.5 * LEAST * halves + off
    assert bits(single(x)) == bits(array("f", (x,))[0])
    assert bits(single(-x)) == bits(array("f", (-x,))[0])


@given(st.floats(width=32, allow_nan=False))
def test_what_is_single_stays_the_same(x: float) -> None:
    assert bits(single(x)) == bits(x)


@pytest.mark.parametrize(
    "x",
    [
        *(0.0, -0.0, LEAST, 0.5 * LEAST, math.nextafter(0.5 * LEAST, 1.0), 5e-324, -5e-324),
        *(LEAST_NORMAL, math.nextafter(LEAST_NORMAL, 0.0), LEAST_NORMAL - 0.5 * LEAST),
        *(LARGEST, LARGEST + 2.0**102, math.nextafter(LARGEST + 2.0**103, 0.0)),
        *(LARGEST + 2.0**103, 1e300, 1.7976931348623157e308, math.inf, -math.inf, -1e300),
    ],
)
def test_limits_are_those_of_an_array(x: float) -> None:
    assert bits(single(x)) == bits(array("f", (x,))[0])


def test_what_is_no_number_stays_none() -> None:
    assert math.isnan(single(math.nan))
