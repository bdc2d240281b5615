"""Suite `calibration` counts what it says it counts."""

import pytest

from roguewatch.evaluation.suites import Calibration, Options, Progress, calibration


def test_quick_counts_every_cohort_and_judges_where_the_days_can_tell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calibration, "N_AGENTS_QUICK", 16)
    monkeypatch.setattr(calibration, "TELLING", 1.5)
    rows = Calibration().run(Options(is_quick=True), Progress(None)).rows
    assert len(rows) == 9
    whole, *cohorts = [row.figures for row in rows]
    for name in ("agent-days", "false alerts", "direct", "expected"):
        assert whole[name] == pytest.approx(sum(row[name] or 0.0 for row in cohorts))
    assert (whole["agent-days"] or 0.0) > 100
    judged = [row for row in rows if row.must]
    assert 1 < len(judged) < 9
    for row in rows:
        low, high = row.intervals["ratio"]
        assert low <= (row.figures["ratio"] or 0.0) <= high
        assert bool(row.must) == ((row.figures["expected"] or 0.0) >= 1.5)
        assert row.part.endswith("(too few days)") == (not row.must)


def test_fleets_of_several_seeds_are_replayed_under_every_dial() -> None:
    runs = list(calibration._runs(Options(seed=7)))
    assert len(runs) == len(set(runs)) == 13
    seeds = {run.seed for run in runs if run.condition == "everything"}
    assert seeds == {7, 1_007, 2_007}
    assert {run.condition for run in runs[9:]} == {"rhythm", "bursts", "releases", "planned"}
