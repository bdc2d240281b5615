"""Recent events tell a repeat from another call under an old id."""

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
