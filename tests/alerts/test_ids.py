"""Ids are the same whoever computes them."""

import pytest

from alerts.ids import alert_id, cmd_id, digest, manual_id, subject


def test_the_border_between_parts_counts() -> None:
    assert digest("ab", "c") != digest("a", "bc")


def test_a_lone_surrogate_has_an_id_too() -> None:
    """A hostile name must not stop the worker."""
    assert len(digest("\ud800")) == 32


def test_the_order_of_the_detectors_does_not_matter() -> None:
    first = alert_id("default", "mail-1", ("burst", "volume"), 60.0, "c")
    assert first == alert_id("default", "mail-1", ("volume", "burst"), 60.0, "c")


@pytest.mark.parametrize(
    "other",
    [
        ("t2", "mail-1", ("burst",), 60.0, "c"),
        ("default", "mail-2", ("burst",), 60.0, "c"),
        ("default", "mail-1", ("volume",), 60.0, "c"),
        ("default", "mail-1", ("burst",), 60.001, "c"),
        ("default", "mail-1", ("burst",), 60.0, "d"),
    ],
)
def test_each_part_makes_another_alert(other: tuple[str, str, tuple[str, ...], float, str]) -> None:
    assert alert_id(*other) != alert_id("default", "mail-1", ("burst",), 60.0, "c")


def test_a_command_id_is_made_of_alert_subject_and_action() -> None:
    ids = {
        cmd_id("a", "t/x", "suspend"),
        cmd_id("b", "t/x", "suspend"),
        cmd_id("a", "t/y", "suspend"),
        cmd_id("a", "t/x", "reinstate"),
    }
    assert len(ids) == 4


def test_asking_again_by_hand_is_a_new_request() -> None:
    first = manual_id("ann", subject("t", "a/b"), "suspend", 60.0)
    assert first != manual_id("ann", subject("t", "a/b"), "suspend", 61.0)
