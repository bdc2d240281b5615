"""Suite `poisoning` tells how far an attacker gets who knows that he is watched."""

import pytest

from roguewatch.evaluation.suites import (
    OURS,
    Options,
    Poisoning,
    Progress,
    Row,
    poisoning,
    ten_times,
)

# On one worker: the suite runs once for all of them.
pytestmark = pytest.mark.xdist_group("poisoning")


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(poisoning, "RAMPS_QUICK", (0.5,))
        patch.setattr(poisoning, "SPLITS", (1, 4))
        patch.setattr(poisoning, "N_MIMICS", 3)
        patch.setattr(ten_times, "N_AGENTS_QUICK", 16)
        return Poisoning().run(Options(is_quick=True), Progress(None)).rows


def by_suite(rows: list[Row], name: str) -> list[Row]:
    return [row for row in rows if row.suite == f"poisoning, {name}"]


def test_a_ramp_does_damage_until_it_is_seen(rows: list[Row]) -> None:
    ramps = [row.figures for row in by_suite(rows, "ramps") if "damage" in row.figures]
    assert len(ramps) == 2
    for figures in ramps:
        assert (figures["alert at x"] is not None) is bool(figures["seen"])
        # Up to fifty times takes ten days at half as much again a day.
        whole = sum(min(50.0, 1.5**day) - 1.0 for day in range(11))
        assert 0.0 < (figures["damage"] or 0.0) <= whole + 1e-6


def test_the_largest_unseen_ramp_is_one_that_was_not_seen(rows: list[Row]) -> None:
    *ramps, largest = by_suite(rows, "ramps")[:2]
    assert (largest.figures["% a day"] == 0.0) is bool(ramps[0].figures["seen"])


def test_nobody_is_alerted_twice_over(rows: list[Row]) -> None:
    for row in by_suite(rows, "theft shared out"):
        assert (row.figures["alerted"] or 0.0) <= (row.figures["takes part"] or 0.0)
    for row in by_suite(rows, "mimicry"):
        assert (row.figures["alerted"] or 0.0) <= (row.figures["mimics"] or 0.0)


def test_ten_times_the_size_is_judged_on_the_same_calls(rows: list[Row]) -> None:
    ours, other = by_suite(rows, "ten times the size")
    assert ours.competitor == OURS
    assert ours.figures["calls"] == other.figures["calls"]
    assert 0.0 <= (ours.figures["caught"] or 0.0) <= 1.0
