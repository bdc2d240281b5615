"""Rows come back bit for bit, and what is as expected takes next to no room."""

from hypothesis import given
from hypothesis import strategies as st

from baselines.binary import pack_all, squeeze, unsqueeze
from baselines.rows import Rows

ROWS = Rows([1.0, 1.0, 0.0], like={1: 0})
figures = st.floats(width=32)


@given(st.lists(st.tuples(figures, figures, figures)))
def test_rows_come_back_whatever_they_are(given: list[tuple[float, float, float]]) -> None:
    figures = pack_all("f", [figure for row in given for figure in row])
    assert ROWS.unpack(ROWS.pack(figures)) == figures


@given(st.binary(max_size=300))
def test_bytes_come_back_whatever_they_are(given: bytes) -> None:
    assert unsqueeze(squeeze(given)) == given


def test_what_is_as_expected_takes_a_bit_a_byte() -> None:
    usual, alike = [1.0, 1.0, 0.0], [0.3, 0.3, 0.0]
    assert len(ROWS.pack(pack_all("f", usual * 8))) == 2 + 96 // 8 + 1
    assert len(ROWS.pack(pack_all("f", alike * 8))) == 2 + 96 // 8 + 1 + 8 * 4
