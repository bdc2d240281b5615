"""Touches of a session come back as they were, whatever they are."""

from hypothesis import given
from hypothesis import strategies as st

from baselines.touches import pack_touches, unpack_touches

symbols = st.integers(0, 2**32 - 1)
touch_lists = st.dictionaries(
    symbols,
    st.tuples(st.integers(0, 8), st.integers(0, 8), symbols, symbols, symbols, symbols),
    max_size=64,
)


@given(touch_lists)
def test_touches_come_back_in_their_order(
    touched: dict[int, tuple[int, int, int, int, int, int]],
) -> None:
    again = unpack_touches(pack_touches(touched))
    assert list(again.items()) == list(touched.items())
