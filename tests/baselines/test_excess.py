"""Excess bounds how unlikely a count is, grows with it, and is finite for any."""

import math

import pytest

from baselines import Features, RateBaseline
from baselines.excess import excess


def known(calls_a_minute: int = 1, minutes: int = 2_000) -> RateBaseline:
    rate = RateBaseline()
    for minute in range(minutes):
        for _ in range(calls_a_minute):
            rate.learn_one(Features(time=60.0 * minute, verb=0))
    return rate


def nats_of_negative_binomial(n: int, mean: float, shape: float) -> float:
    """Return -ln P(N >= n), summed term by term."""
    log_first = shape * math.log(shape / (shape + mean))
    terms = [
        math.exp(
            log_first
            + math.lgamma(k + shape)
            - math.lgamma(shape)
            - math.lgamma(k + 1)
            + k * math.log(mean / (mean + shape))
        )
        for k in range(n, n + 4_000)
    ]
    return -math.log(sum(terms))


def test_it_never_says_more_than_the_tail_does() -> None:
    """A key nobody ever saw: its mean and shape are those of the prior."""
    rate = known()
    mean = math.sqrt(60.0 * 3_600.0) * 0.5 / (rate.observed_s + 3_600.0)
    shape = 0.5 / 3.0
    said = excess(rate, 9, 2e6)
    assert 0.0 < said <= nats_of_negative_binomial(1, mean, shape)


def test_it_grows_with_every_call_of_a_burst() -> None:
    rate, said = known(), []
    for i in range(50):
        said.append(excess(rate, 0, 120_000.0 + 0.1 * i))
        rate.learn_one(Features(time=120_000.0 + 0.1 * i, verb=0))
    assert said == sorted(said)
    assert said[-1] > 20.0 > 3.0 > said[0]


def test_the_same_burst_is_less_odd_for_who_is_always_busy() -> None:
    quiet, busy = known(1), known(20)
    for rate in (quiet, busy):
        for _ in range(40):
            rate.learn_one(Features(time=120_000.0, verb=0))
    assert excess(busy, 0, 120_000.0) < 0.5 * excess(quiet, 0, 120_000.0)


def test_less_than_usual_is_no_excess() -> None:
    assert excess(known(20), 0, 130_000.0) == 0.0


def test_at_first_nothing_stands_out() -> None:
    assert excess(RateBaseline(), 3, 0.0) < 5.0


@pytest.mark.parametrize("n", [10_000])
def test_a_flood_has_a_finite_excess_that_still_grows(n: int) -> None:
    """Where a probability is rounded to nothing, floods could not be told apart."""
    rate = known()
    for _ in range(n):
        rate.learn_one(Features(time=120_000.0, verb=0), weight=0.0)
    first = excess(rate, 0, 120_000.0)
    rate.learn_one(Features(time=120_000.0, verb=0), weight=0.0)
    assert 700.0 < first < excess(rate, 0, 120_000.0) < math.inf
