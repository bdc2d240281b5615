"""Every exported baseline keeps the contract; a new one is tested by being exported."""

import inspect

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baselines import Baseline, Features, Profile
from streams.events import ActionEvent

from .exported import BASELINES, name_of, parameters_of
from .material import features, lived, packed, profile_after, strangers
from .strategies import MONDAY, lives

HARD_CAP = 65_536
"""Bytes of a packed profile, whatever the agent does."""

every_baseline = pytest.mark.parametrize("kind", BASELINES, ids=name_of)


def assert_restored_learns_on_alike(first: Baseline, n: int) -> None:
    """Pack it, restore another one from that, and teach both the same."""
    again = type(first)()
    again.unpack(msgspec.msgpack.decode(packed(first)))
    for x in features(strangers(n)):
        first.learn_one(x)
        again.learn_one(x)
    assert packed(again) == packed(first)


def taught(kind: type[Baseline], n: int = 200) -> Baseline:
    return profile_after(n)[kind]


def test_all_of_a_profile_is_exported() -> None:
    """What the monitor uses and nobody exports would escape this contract."""
    assert set(lived(strangers(20)).profiles["default/a"]) <= set(BASELINES)


def test_names_are_unique() -> None:
    """Letter or name, and the version, are the key in a packed profile."""
    assert len({kind.name for kind in BASELINES}) == len(BASELINES)
    assert len({kind.letter for kind in BASELINES}) == len(BASELINES)


@every_baseline
def test_is_named_and_versioned(kind: type[Baseline]) -> None:
    assert kind.name.isidentifier()
    assert kind.name == kind.name.lower()
    assert kind.version >= 1


@every_baseline
def test_its_parameters_are_those_that_are_written(kind: type[Baseline]) -> None:
    """Compiled, a parameter whose default is no literal would be lost to `parameters`."""
    assert list(inspect.signature(kind).parameters) == parameters_of(kind)


@every_baseline
def test_parameters_are_kept_under_their_own_names(kind: type[Baseline]) -> None:
    for name, parameter in inspect.signature(kind).parameters.items():
        assert getattr(kind(), name) == parameter.default


@every_baseline
def test_a_clone_is_fresh_and_has_the_same_parameters(kind: type[Baseline]) -> None:
    names = inspect.signature(kind).parameters
    given = {name: parameter.default * 2 for name, parameter in names.items()}
    clone = kind(**given).clone()
    assert {name: getattr(clone, name) for name in names} == given
    assert packed(taught(kind).clone()) == packed(kind())


@every_baseline
@pytest.mark.parametrize("n", [0, 1, 200])
def test_a_packed_state_comes_back_as_it_was(kind: type[Baseline], n: int) -> None:
    before = packed(taught(kind, n))
    again = kind()
    again.unpack(msgspec.msgpack.decode(before))
    assert packed(again) == before


@every_baseline
def test_a_restored_baseline_learns_on_alike(kind: type[Baseline]) -> None:
    assert_restored_learns_on_alike(taught(kind), 500)


@every_baseline
def test_reinstated_it_is_one_that_can_be_packed_and_learns_on(kind: type[Baseline]) -> None:
    first = taught(kind)
    first.reinstate()
    assert_restored_learns_on_alike(first, 100)


@every_baseline
def test_a_restored_baseline_shares_nothing_with_its_packed_state(kind: type[Baseline]) -> None:
    """A profile at rest must not change because its decoded twin learns."""
    state = taught(kind).pack()
    before = msgspec.msgpack.encode(state, enc_hook=list)
    decoded = msgspec.msgpack.decode(before)
    again = kind()
    again.unpack(decoded)
    for x in features(strangers(50)):
        again.learn_one(x)
    assert msgspec.msgpack.encode(state, enc_hook=list) == before


@every_baseline
def test_merging_leaves_the_other_as_it_was(kind: type[Baseline]) -> None:
    """Also afterwards: peers and agent must not share a list."""
    other, peers = taught(kind), kind()
    before = packed(other)
    for _ in range(2):
        peers.merge_one(other)
        for x in features(strangers(50)):
            peers.learn_one(x)
    assert packed(other) == before


@every_baseline
def test_merging_an_empty_baseline_changes_nothing(kind: type[Baseline]) -> None:
    peers = kind()
    peers.merge_one(taught(kind))
    before = packed(peers)
    peers.merge_one(kind())
    assert packed(peers) == before


@every_baseline
def test_an_event_of_the_past_is_learned_without_rewinding(kind: type[Baseline]) -> None:
    """Afterwards an event of the present finds no gap that had been bridged before."""
    baseline, twin = taught(kind), taught(kind)
    *_, now = features(strangers(200))
    late: Features = now.replace(time=now.time - 86_400.0)
    twin.learn_one(now)
    baseline.learn_one(late)
    for x in (now, late, now):
        baseline.learn_one(x)
    assert latest_time(baseline) == latest_time(twin)


def latest_time(baseline: Baseline) -> float:
    """Return the largest time a baseline remembers: what decay is counted from."""
    start, end = MONDAY.timestamp(), MONDAY.timestamp() + 366 * 86_400.0
    return max((v for v in numbers(baseline.pack()) if start <= v <= end), default=0.0)


def numbers(value: object) -> list[float]:
    if isinstance(value, float):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [number for item in value for number in numbers(item)]
    return []


@every_baseline
def test_memory_is_bounded_whatever_an_agent_invents(kind: type[Baseline]) -> None:
    """Ten thousand agents' worth of symbols from one agent must not move memory."""
    assert len(packed(profile_after(10_000)[kind])) <= HARD_CAP / 2


def test_a_whole_profile_stays_below_its_hard_cap() -> None:
    profile = profile_after(10_000)
    assert sum(len(name) + len(state) for name, state in profile.pack().items()) <= HARD_CAP


def test_the_longest_names_do_not_lift_a_profile_above_its_hard_cap() -> None:
    """The evidence of an open incident is text an agent chose."""
    text = "\N{SNOWMAN}" * 250
    monitor = lived(
        ActionEvent(
            event_id=f"{text}{i}",
            agent_id="a",
            time=MONDAY,
            session_id=f"{text}{i}",
            credential_id=text,
            source_ip=text,
            environment=text,
            tool=f"delete_volume_{text[:200]}{i}",
            action="delete",
            resource=f"{text * 8}{i}",
        )
        for i in range(100)
    )
    packed_profile = monitor.profiles.packed("default/a")
    assert sum(len(name) + len(state) for name, state in packed_profile.items()) <= HARD_CAP


@every_baseline
@given(events=lives)
@settings(max_examples=15)
def test_any_life_can_be_learned_packed_and_merged(
    kind: type[Baseline], events: list[ActionEvent]
) -> None:
    for key, profile in lived(events).profiles.items_sorted():
        baseline, peers, again = profile[kind], kind(), kind()
        for x in features(events):
            baseline.learn_one(x, weight=0.3)
        again.unpack(msgspec.msgpack.decode(packed(baseline)))
        assert packed(again) == packed(baseline), key
        peers.merge_one(baseline)
        peers.merge_one(again)
        assert all(abs(number) < float("inf") for number in numbers(peers.pack()))


@every_baseline
@given(events=lives, data=st.data())
@settings(max_examples=25)
def test_a_restore_between_any_two_events_makes_no_difference(
    kind: type[Baseline], events: list[ActionEvent], data: st.DataObject
) -> None:
    """Whatever is remembered beside the packed state must follow from it, odd events too."""
    whole, broken = kind(), kind()
    for x in features(events):
        weight = data.draw(st.sampled_from([1.0, 0.3]))
        whole.learn_one(x, weight)
        broken.learn_one(x, weight)
        state, broken = packed(broken), kind()
        broken.unpack(msgspec.msgpack.decode(state))
    assert packed(broken) == packed(whole)


def test_a_profile_is_equal_bytes_in_whatever_order_it_was_asked() -> None:
    first, second = Profile(), Profile()
    for kind in BASELINES:
        first[kind]
    for kind in reversed(BASELINES):
        second[kind]
    assert list(first.pack().items()) == list(second.pack().items())
