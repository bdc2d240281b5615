"""A bench begins with what the days before taught, and times what comes next."""

from itertools import pairwise

from detectors.config import Config
from roguewatch.evaluation.bench.material import BenchFleet, fleet_events
from streams.monitor import Monitor
from streams.profiles import ProfileStore

HASH_KEY = b"for benches only"


def test_the_warm_up_is_the_first_days_and_the_events_are_the_next_ones() -> None:
    fleet = BenchFleet(50, 1, Config(), HASH_KEY, warm_up_days=1, n_agents=20)
    events = list(fleet.events)
    life = list(fleet_events(50, seed=1, n_days_before=1, n_agents=20))
    assert events == life[-50:]
    assert all(a.time <= b.time for a, b in pairwise(life))
    before = life[:-50]
    assert {event.time.day for event in before} == {5}
    assert events[0].time.day == 6
    store = ProfileStore()
    monitor = Monitor(Config(), HASH_KEY, store)
    for event in before:
        monitor.process_one(event)
    assert fleet.profiles == {key: profile.pack() for key, profile in store.items_sorted()}


def test_scoring_begins_with_a_snapshot_of_the_warm_up() -> None:
    fleet = BenchFleet(3, 1, Config(), HASH_KEY, warm_up_days=1, n_agents=20)
    assert fleet.snapshot.version > 0
    assert [fleet.snapshot_before(event) for event in fleet.events] == [None, None, None]
