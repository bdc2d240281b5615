"""Rate knows how often an agent acts, by verb class and by the clock."""

import math

import pytest

from baselines import Features, RateBaseline
from baselines.rate import APPROVED

DAY_S = 86_400.0
READ, DELETE = 0, 2


def minutely(n: int, verb: int = READ) -> RateBaseline:
    baseline = RateBaseline()
    for minute in range(n):
        baseline.learn_one(Features(time=60.0 * minute, verb=verb))
    return baseline


def test_every_event_lengthens_the_time_observed_for_all_classes() -> None:
    """Never having deleted in a day is knowledge."""
    baseline = minutely(1_441)
    assert baseline.observed_s == pytest.approx(DAY_S, rel=0.08)
    assert baseline.n_calls(DELETE, DAY_S) == 0.0


def test_the_first_event_has_seen_no_time_pass() -> None:
    assert minutely(1).observed_s == 0.0


def test_calls_fade_by_the_clock() -> None:
    baseline = RateBaseline(memory_s=DAY_S)
    baseline.learn_one(Features(time=0.0, verb=READ))
    assert baseline.n_calls(READ, DAY_S) == pytest.approx(math.exp(-1))


def test_a_burst_does_not_push_the_past_out() -> None:
    """By the call, ten thousand calls in a second would be all that is remembered."""
    baseline = minutely(1_440)
    before = baseline.n_calls(READ, DAY_S)
    for _ in range(10_000):
        baseline.learn_one(Features(time=DAY_S, verb=DELETE))
    assert baseline.n_calls(READ, DAY_S) == before


def test_recent_calls_fade_within_their_window() -> None:
    baseline = RateBaseline()
    baseline.learn_one(Features(time=0.0, verb=READ))
    _, minute, hour, day = baseline.recent(READ, 60.0)
    assert minute == pytest.approx(math.exp(-1))
    assert hour == pytest.approx(math.exp(-1 / 60))
    assert day == pytest.approx(math.exp(-1 / 1440))


def test_what_is_held_back_still_happened() -> None:
    baseline = RateBaseline()
    for _ in range(4):
        baseline.learn_one(Features(time=0.0, verb=DELETE), weight=0.0)
    assert baseline.recent(DELETE, 0.0) == (0.0, 4.0, 4.0, 4.0)


def test_asking_for_the_past_does_not_raise_counts() -> None:
    baseline = minutely(10)
    assert baseline.n_calls(READ, -1e9) == baseline.n_calls(READ, 540.0)
    assert baseline.recent(READ, -1e9) == baseline.recent(READ, 540.0)


def test_a_late_event_counts_without_turning_the_clock_back() -> None:
    baseline = minutely(10)
    observed = baseline.observed_s
    baseline.learn_one(Features(time=-1e6, verb=READ))
    baseline.learn_one(Features(time=540.0, verb=READ))
    assert baseline.observed_s == observed


def test_a_clump_teaches_once_it_is_over() -> None:
    """A burst must not excuse itself while it lasts."""
    baseline = RateBaseline()
    for _ in range(50):
        baseline.learn_one(Features(time=0.0, verb=DELETE))
    assert baseline.clump(DELETE)[0] == 1.0
    baseline.learn_one(Features(time=7_200.0, verb=DELETE))
    minute, hour, day, n = baseline.clump(DELETE)
    assert minute > 20.0
    assert hour > 20.0
    assert day == 1.0
    assert n == 50.0


def test_one_verb_class_says_nothing_of_another() -> None:
    baseline = minutely(100)
    assert baseline.recent(DELETE, 6_000.0) == (0.0, 0.0, 0.0, 0.0)
    assert baseline.clump(DELETE)[3] == 0.0


def test_peers_add_up_calls_and_time() -> None:
    peers = RateBaseline()
    for _ in range(3):
        peers.merge_one(minutely(100))
    alone = minutely(100)
    assert peers.observed_s == pytest.approx(3 * alone.observed_s)
    assert peers.n_calls(READ, 5_940.0) == pytest.approx(3 * alone.n_calls(READ, 5_940.0))


def test_what_somebody_approved_is_counted_apart() -> None:
    """A planned job must not make the unplanned one after it look usual."""
    baseline = RateBaseline()
    for n in range(100):
        baseline.learn_one(Features(time=float(n), verb=2, is_approved=True))
    assert baseline.n_calls(2, 100.0) == 0.0
    assert baseline.n_calls(2 + APPROVED, 100.0) > 99.0
    again = RateBaseline()
    again.unpack(baseline.pack())
    assert again.pack() == baseline.pack()


@pytest.mark.parametrize("gap_s", [0.3, 3.0, 12.0])
@pytest.mark.parametrize("n", [1, 3, 8])
def test_the_pace_of_calls_shows_in_what_the_minute_forgot_of_the_hour(
    n: int, gap_s: float
) -> None:
    baseline = RateBaseline()
    for i in range(n):
        baseline.learn_one(Features(time=gap_s * i, verb=DELETE))
    pace = baseline.pace(DELETE, gap_s * n)
    assert 0.4 * gap_s < pace < 1.1 * gap_s


def test_there_is_no_pace_without_calls_of_the_class_in_the_last_hour() -> None:
    baseline = minutely(60)
    assert baseline.pace(DELETE, 3_600.0) == math.inf
    baseline.learn_one(Features(time=3_600.0, verb=DELETE))
    assert baseline.pace(DELETE, DAY_S) == math.inf


def test_a_few_single_calls_of_the_peers_do_not_tell_that_such_calls_never_come_together() -> None:
    few, many = RateBaseline(), RateBaseline()
    for hour in range(200):
        for peers in (few, many)[hour > 4 :]:
            peers.learn_one(Features(time=3_600.0 * hour, verb=DELETE))
    of_few, of_many, of_none = (
        RateBaseline().clump_with(peers, DELETE, 5.0)[0] for peers in (few, many, RateBaseline())
    )
    assert of_none == 2.0
    assert 1.3 < of_few < 1.8
    assert 1.0 < of_many < 1.05


def batch(at_s: float, n: int, weight: float = 1.0, of: RateBaseline | None = None) -> RateBaseline:
    baseline = of or RateBaseline()
    for i in range(n):
        x: Features = Features(time=at_s + 8.0 * i, verb=DELETE)
        baseline.learn_one(x, weight)
        if weight < 1.0:
            baseline.hold(x, 1.0 - weight)
    return baseline


@pytest.mark.parametrize(("hours", "n_expected"), [(11.9, 0.6), (12.1, 6.0)])
def test_what_an_incident_held_back_is_believed_half_a_day_later(
    hours: float, n_expected: float
) -> None:
    baseline = batch(0.0, 6, weight=0.1)
    at_s = 48.0 + 3_600.0 * hours
    baseline.learn_one(Features(time=at_s, verb=READ))
    fading = math.exp(-at_s / baseline.memory_s)
    assert baseline.n_calls(DELETE, at_s) == pytest.approx(n_expected * fading, rel=1e-3)


def test_its_batch_is_a_usual_one_then_even_if_single_calls_came_in_between() -> None:
    baseline = batch(0.0, 20, weight=0.0)
    assert baseline.clump(DELETE)[1] == 1.0
    for hour in (3, 6, 20):
        baseline.learn_one(Features(time=3_600.0 * hour, verb=DELETE))
    minute, hour_long, _, _ = baseline.clump(DELETE)
    assert 6.0 < minute < 8.0
    assert 19.0 < hour_long < 20.0


def test_what_is_held_back_is_believed_once() -> None:
    baseline = batch(0.0, 6, weight=0.0)
    for hour in (20, 40):
        baseline.learn_one(Features(time=3_600.0 * hour, verb=READ))
    fading = math.exp(-40 * 3_600.0 / baseline.memory_s)
    assert baseline.n_calls(DELETE, 40 * 3_600.0) == pytest.approx(6.0 * fading, rel=1e-2)


def test_planned_calls_and_retries_are_not_held_back() -> None:
    baseline = RateBaseline()
    marked: list[Features] = [
        Features(time=0.0, verb=DELETE, is_approved=True),
        Features(time=0.0, verb=DELETE, is_planned=True),
        Features(time=0.0, verb=DELETE, is_retry=True),
    ]
    for x in marked:
        baseline.learn_one(x, 0.0)
        baseline.hold(x, 1.0)
    assert baseline.pack()[-1] == []


def test_held_back_calls_survive_a_restart() -> None:
    baseline, again = batch(0.0, 6, weight=0.1), RateBaseline()
    again.unpack(baseline.pack())
    for one in (baseline, again):
        one.learn_one(Features(time=DAY_S, verb=READ))
    assert again.pack() == baseline.pack()
    assert again.n_calls(DELETE, DAY_S) > 5.0


def test_it_is_known_what_the_calls_of_the_last_hour_lack() -> None:
    baseline = batch(0.0, 4, weight=0.25)
    assert baseline.lack(DELETE, 24.0) == pytest.approx(3.0, rel=0.01)
    assert baseline.lack(DELETE, 24.0 + 3_600.0) == pytest.approx(3.0 / math.e, rel=0.01)
    assert baseline.lack(READ, 24.0) == 0.0
