"""Known symbols come back as they were, and touches take few bytes."""

import random

from hypothesis import given
from hypothesis import strategies as st

from baselines.known_symbols import (
    BITS,
    CLASSES,
    MIX_A,
    mix,
    mix_target,
    pack_symbols,
    unpack_symbols,
)
from streams.featurize import Featurizer
from tests.streams.core_run import call

symbols_32 = st.integers(1, BITS)


def touch(tool: int, target: int, is_changing: bool) -> list[int]:
    """Pair, target's class and target, as they are made of an event."""
    mixed = mix_target(target)
    return [tool * MIX_A & BITS ^ mixed, CLASSES[is_changing] ^ mixed, target]


def touches(n: int, n_tools: int) -> list[int]:
    chance = random.Random(1)
    tools = [chance.randrange(BITS) for _ in range(n_tools)]
    parts = [
        touch(tools[i % n_tools], chance.randrange(1, BITS), bool(i % n_tools % 2))
        for i in range(n)
    ]
    return [symbol for part in parts for symbol in part]


@given(st.lists(symbols_32, unique=True))
def test_any_symbols_come_back(symbols: list[int]) -> None:
    assert unpack_symbols(pack_symbols(symbols)) == symbols


@given(st.lists(st.tuples(symbols_32, symbols_32, st.booleans())), st.randoms())
def test_touches_come_back_also_where_some_of_their_symbols_moved(
    made: list[tuple[int, int, bool]], chance: random.Random
) -> None:
    symbols = [symbol for args in made for symbol in touch(*args)]
    for _ in range(len(symbols) // 5):
        symbols.append(symbols.pop(chance.randrange(len(symbols))))
    assert unpack_symbols(pack_symbols(symbols)) == symbols


def test_a_touch_takes_four_and_a_half_bytes() -> None:
    few, many = touches(50, n_tools=3), touches(250, n_tools=3)
    more = sum(map(len, pack_symbols(many))) - sum(map(len, pack_symbols(few)))
    assert more == 200 * 4.5


def test_more_tools_than_can_be_numbered_come_back_too() -> None:
    symbols = touches(200, n_tools=100)
    assert unpack_symbols(pack_symbols(symbols)) == symbols


def test_what_events_touch_is_packed_as_touches() -> None:
    """A change of how features are mixed would not break anything, and cost eight bytes a touch."""
    symbols: list[int] = []
    for i in range(50):
        x = Featurizer(b"0123456789abcdef")(call(i, 0.0, "write", resource=f"crm/{i}"), 0.0)
        symbols += (x.pair, x.class_target, x.target)
    assert len(pack_symbols(symbols)[4]) == 50 * 4


@given(st.integers(0, BITS), st.integers(0, BITS))
def test_two_hashes_make_a_third(a: int, b: int) -> None:
    """Profiles keep what was made of them: it has to stay the same for ever."""
    assert mix(a, b) == (((a * MIX_A) ^ (b * 0x85EB_CA77) ^ (b >> 15)) & BITS or 1)
