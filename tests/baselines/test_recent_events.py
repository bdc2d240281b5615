"""Recent events tell a repeat from another call under an old id."""

import pytest

from baselines import RecentEvents


def test_the_same_call_twice_is_a_duplicate() -> None:
    recent = RecentEvents()
    assert [recent.see(1, 10), recent.see(1, 10), recent.see(1, 10)] == [
        "new",
        "duplicate",
        "duplicate",
    ]


def test_another_call_under_an_old_id_is_a_conflict() -> None:
    """A rogue agent would else hide a delete behind the id of a read."""
    recent = RecentEvents()
    assert [recent.see(1, 10), recent.see(1, 11), recent.see(1, 11)] == [
        "new",
        "conflict",
        "duplicate",
    ]


def test_only_the_last_ids_are_remembered() -> None:
    recent = RecentEvents(max_known=2)
    for ident in (1, 2, 3):
        recent.see(ident, 0)
    assert [recent.see(3, 0), recent.see(2, 0), recent.see(1, 0)] == [
        "duplicate",
        "duplicate",
        "new",
    ]


def test_repeats_push_nothing_out() -> None:
    recent = RecentEvents(max_known=2)
    recent.see(1, 0)
    for content in range(10):
        recent.see(2, content)
    assert recent.see(1, 0) == "duplicate"


def test_an_id_that_shows_only_across_two_others_is_new() -> None:
    recent = RecentEvents()
    recent.see(0x4433_2211, 0)
    recent.see(0x8877_6655, 0)
    assert recent.see(0x6655_4433, 0) == "new"
    assert recent.see(0x6655_4433, 0) == "duplicate"


def test_a_conflict_changes_what_is_known_of_that_id_alone() -> None:
    recent, again = RecentEvents(), RecentEvents()
    for ident in (1, 2, 3):
        recent.see(ident, 10 * ident)
    assert recent.see(2, 0xABCD_0021) == "conflict"
    again.unpack(recent.pack())
    assert [again.see(1, 10), again.see(2, 0x21), again.see(3, 30)] == ["duplicate"] * 3


@pytest.mark.parametrize("packed", [[b"1234", b"12345678"], [b"12345", b"12"], [b"1234", b"123"]])
def test_ids_and_contents_that_do_not_fit_together_are_refused(packed: list[bytes]) -> None:
    with pytest.raises(ValueError, match=r"event ids have 4 bytes each and contents 2.* got \d"):
        RecentEvents().unpack(packed)
