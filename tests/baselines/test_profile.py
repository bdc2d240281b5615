"""A profile makes, packs and keeps baselines, also those nobody here can read."""

import pytest

from baselines import HoursBaseline, IdentityBaseline, OutcomeBaseline, Profile, RateBaseline

FOREIGN = {"rate@99": b"\x91\x01", "tomorrow@1": b"\x90"}


def test_a_baseline_is_made_on_first_use() -> None:
    profile = Profile()
    assert profile[RateBaseline] is profile[RateBaseline]


def test_peeking_makes_none() -> None:
    profile = Profile()
    assert profile.peek(RateBaseline) is None
    assert profile.pack() == {}


def test_packing_names_baseline_and_version() -> None:
    profile = Profile()
    profile[HoursBaseline], profile[RateBaseline]
    assert list(profile.pack()) == ["hours@1", "rate@3"]


def test_what_nobody_here_can_read_is_written_back_untouched() -> None:
    """A worker of an older release must not destroy what a newer one has learned."""
    profile = Profile.unpack(FOREIGN)
    profile[RateBaseline].learn_one({"time": 0.0, "verb": 0})
    again = Profile.unpack(profile.pack())
    assert FOREIGN.items() <= again.pack().items()
    assert again[RateBaseline].n_calls(0, 0.0) == 1.0


def test_a_profile_not_looked_into_is_the_same_bytes() -> None:
    profile = Profile()
    profile[OutcomeBaseline].learn_one({"time": 1.0, "outcome": "denied"})
    assert Profile.unpack(profile.pack()).pack() == profile.pack()


def test_unpacking_leaves_the_given_map_as_it_is() -> None:
    midnight_only = b"\xdc\x00\x30" + b"\x01" + b"\x00" * 47
    given = {"hours@1": midnight_only}
    profile = Profile.unpack(given)
    profile[HoursBaseline].learn_one({"time": 0.0, "hour": 1})
    assert given == {"hours@1": midnight_only}


def test_merging_takes_only_the_kinds_it_is_asked_for() -> None:
    other, peers = Profile(), Profile()
    other[HoursBaseline].learn_one({"time": 0.0, "hour": 1})
    other[IdentityBaseline].learn_one({"time": 0.0, "credential": 5, "address": 0})
    peers.merge(other, (HoursBaseline, RateBaseline))
    assert list(peers.pack()) == ["hours@1"]


def test_broken_bytes_are_an_error_and_no_empty_baseline() -> None:
    """A baseline that silently starts anew would make everything usual look new."""
    with pytest.raises(ValueError, match=r"data|malformed|invalid"):
        Profile.unpack({"hours@1": b"\xc1"})[HoursBaseline]
