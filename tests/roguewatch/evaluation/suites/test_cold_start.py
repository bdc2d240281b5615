"""Suite `cold-start` plays its bursts, newcomers, release and loners to everybody alike."""

from collections import defaultdict

import pytest

from roguewatch.evaluation.suites import OURS, ColdStart, Options, Progress, Row, cold_start
from roguewatch.simulation.benchmark import lives

# On one worker: the suite runs once for all of them.
pytestmark = pytest.mark.xdist_group("cold_start")


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cold_start, "SIZES_QUICK", (16, 1, 8))
        patch.setattr(lives, "N_DELETES", 60)
        return ColdStart().run(Options(is_quick=True), Progress(None)).rows


def test_every_part_is_measured_for_both(rows: list[Row]) -> None:
    who: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        who[row.suite, row.part].append(row.competitor)
    assert all(names == [OURS, "static thresholds"] for names in who.values())
    assert len(who) == 6 + 5 + 1 + 4


def test_bursts_add_up(rows: list[Row]) -> None:
    bursts = [row for row in rows if row.suite == "cold-start" and row.competitor == OURS]
    *parts, whole = [row.figures["bursts"] or 0.0 for row in bursts]
    assert whole == sum(parts) >= 16
    assert all(0.0 <= (row.figures["by call 3"] or 0.0) <= 1.0 for row in bursts)


def test_static_thresholds_see_the_tenth_delete_of_anybody(rows: list[Row]) -> None:
    """They know nothing of agents, so what they say here is known beforehand."""
    alone = [row for row in rows if row.suite == "cold-start, alone" and row.competitor != OURS]
    assert [row.figures["alert at call"] for row in alone] == [10.0, 10.0, None, None]
