"""Hours counts when an agent works, the last weeks most."""

from baselines import Features, HoursBaseline


def test_weekdays_and_weekends_are_apart() -> None:
    baseline = HoursBaseline()
    baseline.learn_one(Features(time=0.0, hour=9))
    baseline.learn_one(Features(time=0.0, hour=24 + 9))
    assert (baseline.counts[9], baseline.counts[33], baseline.total) == (1, 1, 2)


def test_what_looked_odd_is_not_learned() -> None:
    baseline = HoursBaseline()
    baseline.learn_one(Features(time=0.0, hour=3), weight=0.25)
    assert baseline.total == 0


def test_old_hours_fade_when_new_ones_come() -> None:
    baseline = HoursBaseline(max_total=100)
    for _ in range(100):
        baseline.learn_one(Features(time=0.0, hour=9))
    for _ in range(100):
        baseline.learn_one(Features(time=0.0, hour=22))
    assert baseline.counts[22] > 2 * baseline.counts[9]
    assert baseline.total == sum(baseline.counts) <= 100


def test_peers_add_up() -> None:
    peers, other = HoursBaseline(), HoursBaseline()
    for hour in (9, 9, 10):
        other.learn_one(Features(time=0.0, hour=hour))
    peers.merge_one(other)
    peers.merge_one(other)
    assert (peers.counts[9], peers.counts[10], peers.total) == (4, 2, 6)
