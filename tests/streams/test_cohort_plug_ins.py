"""A River pipeline that learns whole cohorts scores the same wherever an agent's partition is."""

from zlib import crc32

import pytest
from msgspec.structs import replace

from baselines import Features, Profile
from baselines.river.cohort import MAX_OWN, MAX_PEERS, RiverCohort
from baselines.river.plugin import river_cohort
from detectors import Score
from detectors.config import Config
from detectors.plugged.pipelines import written_pipeline
from detectors.registry import make_detectors
from streams.monitor import Monitor
from streams.profiles import ProfileStore
from streams.replay import HOUR_S, Replay
from streams.snapshot import Snapshot, build_snapshot

from .core_run import HASH_KEY, fleet_events

PIPELINE = "StandardScaler | HalfSpaceTrees(n_trees=3, height=4, window_size=20, seed=1)"
CONFIG = Config().clone(
    {
        "odd_ones": {
            "pipeline": PIPELINE,
            "per": "cohort",
            "grace": 30,
            "features": ["gap", "items", "delete", "read"],
        }
    }
)


def cohort_of(features: tuple[str, ...] = ("items",)) -> type[RiverCohort]:
    return river_cohort("odd_ones", written_pipeline(PIPELINE), features, None, 30)


def member(n: int, items: int) -> RiverCohort:
    made = cohort_of()()
    for i in range(n):
        made.learn_one(Features(time=float(i), n_items=items + i % 3))
    return made


def scores_of(n_partitions: int) -> dict[str, Score | None]:
    """Score a fleet in partitions of their own, which meet each hour as the builder has them."""
    stores = [ProfileStore() for _ in range(n_partitions)]
    monitors = [Monitor(CONFIG, HASH_KEY, store) for store in stores]
    found: dict[str, Score | None] = {}
    hour = int(fleet_events()[0].timestamp) // HOUR_S
    for event in fleet_events():
        now = int(event.timestamp) // HOUR_S
        if now > hour:
            hour = now
            # As from checkpoints: unpacked from bytes.
            known = sorted((key, store) for store in stores for key, _ in store.items_sorted())
            profiles = [(key, Profile.unpack(store.packed(key))) for key, store in known]
            shared = monitors[0].scoring.shared
            snapshot = build_snapshot(hour, float(hour * HOUR_S), profiles, shared)
            for monitor in monitors:
                monitor.snapshot = Snapshot.unpack(snapshot.pack())
        place = crc32(event.key.encode()) % n_partitions
        found[event.event_id] = monitors[place].process_one(event).scores["odd_ones"]
    return found


def test_partitions_and_processes_change_no_score() -> None:
    replay = Replay(CONFIG, HASH_KEY)
    whole = {e.event_id: replay.process_one(e).scores["odd_ones"] for e in fleet_events()}
    assert sum(score is not None for score in whole.values()) > 500
    assert scores_of(1) == scores_of(3) == whole


def test_a_member_unlike_the_others_is_odd_and_they_are_not() -> None:
    kind = river_cohort("sizes", written_pipeline("GaussianScorer"), ("items",), "items", 30)
    peers = kind()
    for _ in range(8):
        one = kind()
        for i in range(40):
            one.learn_one(Features(time=float(i), n_items=10 + i % 3))
        peers.merge_one(one)
    usual = peers.judge({"items": 2.5})
    odd = peers.judge({"items": 12.0})
    assert usual is not None
    assert odd is not None
    assert odd[1] < usual[1]


def test_too_few_events_of_peers_say_nothing() -> None:
    peers = cohort_of()()
    peers.merge_one(member(40, 10))
    assert peers.judge({"items": 2.5}) is None
    peers.merge_one(member(40, 10))
    assert peers.judge({"items": 2.5}) is not None


def test_what_is_kept_is_bounded_and_comes_back_as_it_was() -> None:
    own = member(500, 1)
    assert len(own.pack()[2]) == MAX_OWN
    peers = cohort_of()()
    for n in range(60):
        peers.merge_one(member(40, n))
    packed = peers.pack()
    assert len(packed[2]) == MAX_PEERS
    again = cohort_of()()
    again.unpack(packed)
    assert again.pack() == packed
    assert again.judge({"items": 2.5}) == peers.judge({"items": 2.5})


def test_events_for_another_pipeline_are_not_taken_over() -> None:
    own = cohort_of()()
    own.unpack(cohort_of(("items", "gap"))().pack())
    own.unpack([0, 5.0, [[1.0]] * 40])
    assert own.pack()[2] == []


def test_what_looked_odd_is_kept_from_the_peers() -> None:
    own = cohort_of()()
    own.learn_one(Features(time=0.0, n_items=9_999), weight=0.25)
    assert own.pack()[2] == []


def test_per_is_agent_or_cohort() -> None:
    with pytest.raises(ValueError, match="per must be"):
        make_detectors(CONFIG.clone({"odd_ones.per": "fleet"}))


def test_a_worker_that_does_not_ask_has_the_same_profiles() -> None:
    """Also of an agent whose first word is an intent, which teaches nothing."""
    config = CONFIG.clone({"trees": {"pipeline": PIPELINE, "grace": 30, "features": ["items"]}})
    asking, silent = ProfileStore(), ProfileStore()
    monitors = [
        Monitor(config, HASH_KEY, asking),
        Monitor(config, HASH_KEY, silent, is_all_scored=False),
    ]
    intent = replace(fleet_events()[0], agent_id="new", event_id="i", phase="intent")
    for event in (intent, *fleet_events()[:400]):
        for monitor in monitors:
            monitor.process_one(event)
    assert asking.state_hash() == silent.state_hash()
