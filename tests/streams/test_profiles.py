"""The profile store keeps every agent, the least recently used as bytes."""

import pytest

from baselines import Features, HoursBaseline
from streams.profiles import ProfileStore


def work(store: ProfileStore, key: str, hour: int = 9) -> None:
    store[key][HoursBaseline].learn_one(Features(time=0.0, hour=hour))


def test_what_rests_is_not_lost() -> None:
    store = ProfileStore(max_decoded=2)
    for _ in range(3):
        for i in range(100):
            work(store, f"default/{i}")
    assert len(store) == 100
    assert {store[f"default/{i}"][HoursBaseline].total for i in range(100)} == {3}


def test_how_many_are_decoded_makes_no_difference() -> None:
    small, large = ProfileStore(max_decoded=1), ProfileStore()
    for store in (small, large):
        for i in range(500):
            work(store, f"default/{i % 7}", hour=i % 48)
            store[f"default/{i % 7}"].last_offset = i
    assert small.state_hash() == large.state_hash()
    assert [store["default/3"].last_offset for store in (small, large)] == [
        498 - 498 % 7 + 3 - 7
    ] * 2


def test_the_one_used_least_recently_rests_first() -> None:
    store = ProfileStore(max_decoded=2)
    busy = store["default/busy"]
    for i in range(10):
        assert store["default/busy"] is busy
        work(store, f"default/{i}")


def test_a_key_looked_for_is_not_made() -> None:
    store = ProfileStore()
    assert "default/a" not in store
    assert len(store) == 0


def test_a_restored_profile_replaces_the_decoded_one() -> None:
    """After a partition is taken back, what it held before counts no more."""
    store, other = ProfileStore(), ProfileStore()
    work(store, "default/a", hour=1)
    work(other, "default/a", hour=2)
    store.put("default/a", other.packed("default/a"), last_offset=7)
    assert store["default/a"][HoursBaseline].counts[1:3] == [0, 1]
    assert store["default/a"].last_offset == 7
    assert len(store) == 1


def test_agents_stand_in_order_of_their_keys() -> None:
    store = ProfileStore(max_decoded=1)
    for name in ("b", "c", "a"):
        work(store, f"default/{name}")
    assert [key for key, _ in store.items_sorted()] == ["default/a", "default/b", "default/c"]


def test_looking_at_all_profiles_wakes_none() -> None:
    """A snapshot of a million agents must not decode a million profiles at once."""
    store = ProfileStore(max_decoded=1)
    for name in ("a", "b"):
        work(store, f"default/{name}")
    awake = store["default/b"]
    for _, profile in store.items_sorted():
        profile[HoursBaseline].learn_one(Features(time=0.0, hour=3))
    assert store["default/b"] is awake
    assert store["default/a"][HoursBaseline].counts[3] == 0


@pytest.mark.parametrize("change", ["key", "state"])
def test_the_hash_is_of_keys_and_states(change: str) -> None:
    one, other = ProfileStore(), ProfileStore()
    work(one, "default/a", hour=9)
    work(other, "default/b" if change == "key" else "default/a", hour=9 + (change == "state"))
    assert one.state_hash() != other.state_hash()


def test_offsets_are_no_part_of_the_hash() -> None:
    """Two brokers number the same events differently."""
    one, other = ProfileStore(), ProfileStore()
    for store, offset in ((one, 1), (other, 99)):
        work(store, "default/a")
        store["default/a"].last_offset = offset
    assert one.state_hash() == other.state_hash()


def test_at_least_one_is_decoded() -> None:
    with pytest.raises(ValueError, match="max_decoded must be at least 1; got 0"):
        ProfileStore(max_decoded=0)
