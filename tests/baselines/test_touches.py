"""Touches of a session come back as they were, whatever they are."""

from hypothesis import given
from hypothesis import strategies as st

from baselines.touch import Touch
from baselines.touches import pack_touches, unpack_touches

symbols = st.integers(0, 2**32 - 1)
touch_lists = st.dictionaries(
    symbols,
    st.builds(Touch, st.integers(0, 8), st.integers(0, 8), symbols, symbols, symbols, symbols),
    max_size=64,
)


def told(touched: dict[int, Touch]) -> list[tuple[int, ...]]:
    return [
        (pair, one.verb, one.level, one.tool, one.target, one.class_target, one.prefix)
        for pair, one in touched.items()
    ]


@given(touch_lists)
def test_touches_come_back_in_their_order(touched: dict[int, Touch]) -> None:
    assert told(unpack_touches(pack_touches(touched))) == told(touched)
