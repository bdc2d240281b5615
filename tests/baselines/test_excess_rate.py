"""One step says and learns what two would."""

import random

from baselines import RateBaseline
from baselines.excess import excess, weight_of
from baselines.excess_rate import ExcessRate


def test_one_step_is_excess_and_then_count() -> None:
    """To the last digit, also for calls that arrive late, and for floods."""
    chance, one, two, time = random.Random(3), ExcessRate(), RateBaseline(), 1e6
    for _ in range(3_000):
        time += chance.choice((0.0, 0.0, 0.0, 0.0, -30.0, 20.0, 4_000.0))
        key = chance.choice((0, 0, 0, 1, chance.randrange(50)))
        said = excess(two, key, time)
        two.count(key, time, weight_of(said))
        assert one.take_one(key, time) == said
    assert one.pack() == two.pack()


def test_a_flood_teaches_less_than_ordinary_calls() -> None:
    rate = ExcessRate()
    for minute in range(1_000):
        rate.take_one(0, 60.0 * minute)
    known = rate.n_calls(0, 6e4)
    for _ in range(5_000):
        rate.take_one(0, 6e4)
    assert rate.n_calls(0, 6e4) < known + 200.0
