"""A profile makes, packs and keeps baselines, also those nobody here can read."""

from array import array
from collections.abc import Sequence

import pytest

from baselines import (
    ApprovalsBaseline,
    Baseline,
    Features,
    HoursBaseline,
    IdentityBaseline,
    OutcomeBaseline,
    Packed,
    Profile,
    RateBaseline,
    VolumeBaseline,
)

FOREIGN = {"r99": b"\x91\x01", "tomorrow@1": b"\x90"}


def test_a_baseline_is_made_on_first_use() -> None:
    profile = Profile()
    assert profile[RateBaseline] is profile[RateBaseline]


NAMES = (
    *("changes", "days", "hours", "identity", "incident", "intents", "membership"),
    *("new_touches", "outcome", "rate", "recent", "sequence", "sessions", "volume"),
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stands_for_a_subscription(name: str) -> None:
    profile = Profile()
    named = getattr(profile, name)
    assert profile[type(named)] is named is getattr(profile, name)


@pytest.mark.parametrize("name", NAMES)
def test_a_baseline_that_is_replaced_is_found_by_its_name(name: str) -> None:
    profile = Profile()
    kind = type(getattr(profile, name))
    profile[kind] = new = kind()
    assert getattr(profile, name) is new


def test_what_is_gathered_is_what_a_subscription_finds() -> None:
    profile, kinds = Profile(), (OutcomeBaseline, RateBaseline)
    assert profile.gather(kinds) == [profile[kind] for kind in kinds]
    profile[RateBaseline] = new = RateBaseline()
    assert profile.gather(kinds)[1] is new
    assert profile.gather(kinds[:1]) == [profile[OutcomeBaseline]]


def test_peeking_makes_none() -> None:
    profile = Profile()
    assert profile.peek(RateBaseline) is None
    assert profile.pack() == {}


def test_packing_names_baseline_and_version() -> None:
    profile = Profile()
    profile[HoursBaseline], profile[RateBaseline]
    assert list(profile.pack()) == [HoursBaseline.key, RateBaseline.key]


def test_what_nobody_here_can_read_is_written_back_untouched() -> None:
    """A worker of an older release must not destroy what a newer one has learned."""
    profile = Profile.unpack(FOREIGN)
    profile[RateBaseline].learn_one(Features(time=0.0, verb=0))
    again = Profile.unpack(profile.pack())
    assert FOREIGN.items() <= again.pack().items()
    assert again[RateBaseline].n_calls(0, 0.0) == 1.0


def test_a_profile_not_looked_into_is_the_same_bytes() -> None:
    profile = Profile()
    profile[OutcomeBaseline].learn_one(Features(time=1.0, outcome="denied"))
    assert Profile.unpack(profile.pack()).pack() == profile.pack()


def test_unpacking_leaves_the_given_map_as_it_is() -> None:
    midnight_only = Profile()
    midnight_only[HoursBaseline].learn_one(Features(time=0.0, hour=0))
    given = midnight_only.pack()
    profile = Profile.unpack(given)
    profile[HoursBaseline].learn_one(Features(time=0.0, hour=1))
    assert given == midnight_only.pack()


def test_merging_takes_only_the_kinds_it_is_asked_for() -> None:
    other, peers = Profile(), Profile()
    other[HoursBaseline].learn_one(Features(time=0.0, hour=1))
    other[IdentityBaseline].learn_one(Features(time=0.0, credential=5, address=0))
    peers.merge(other, (HoursBaseline, RateBaseline))
    assert list(peers.pack()) == [HoursBaseline.key]


def test_broken_bytes_are_an_error_and_no_empty_baseline() -> None:
    """A baseline that silently starts anew would make everything usual look new."""
    with pytest.raises(ValueError, match=r"data|malformed|invalid"):
        Profile.unpack({HoursBaseline.key: b"\xc1"})[HoursBaseline]


def call(tool: int) -> Features:
    return Features(time=0.0, tool=tool, is_changing=True)


class Newer(Baseline):
    """The hours as a later release might keep them, with symbols."""

    name = HoursBaseline.name
    letter = HoursBaseline.letter
    version = 99
    symbols: Sequence[int] = (7, 300, 9)

    def pack(self) -> Packed:
        return [array("I", self.symbols)]

    def unpack(self, packed: Packed) -> None:
        self.symbols = list(packed[0])


def test_symbols_of_what_nobody_here_can_read_survive_a_table_made_anew() -> None:
    later = Profile()
    later[Newer]
    later[ApprovalsBaseline].learn_one(call(300))
    written = later.pack()
    ours = Profile.unpack(written)
    ours[ApprovalsBaseline].learn_one(call(5))
    again = Profile.unpack(ours.pack())
    assert [again[ApprovalsBaseline].row(tool) for tool in (300, 5)] == [(1, 0, 1)] * 2
    assert again[Newer].symbols == [7, 300, 9]


def test_a_symbol_of_several_baselines_is_written_once() -> None:
    profile = Profile()
    for kind in (ApprovalsBaseline, VolumeBaseline):
        profile[kind].learn_one(call(70_000))
    packed = profile.pack()
    assert packed[""] == (70_000).to_bytes(4, "little")
    assert not any(packed[""] in state for key, state in packed.items() if key)
    assert Profile.unpack(packed)[VolumeBaseline].tool_row(70_000).items.n == 1.0


@pytest.mark.parametrize("symbols", [(), range(300)], ids=["none", "too many"])
def test_arrays_come_back_where_there_is_no_table(symbols: Sequence[int]) -> None:
    profile = Profile()
    profile[Newer].symbols = symbols
    assert list(profile.pack()) == [Newer.key]
    assert profile.unpack(profile.pack())[Newer].symbols == list(symbols)


def test_a_restored_profile_packs_to_the_same_bytes_whatever_was_looked_at() -> None:
    profile = Profile()
    for kind in (ApprovalsBaseline, VolumeBaseline):
        for tool in (5, 300, 70_000):
            profile[kind].learn_one(call(tool))
    again = Profile.unpack(profile.pack())
    assert again.pack() == profile.pack()
    assert again[VolumeBaseline].tool_row(300).items.n == 1.0
    assert again.pack() == profile.pack()
