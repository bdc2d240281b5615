"""Suite `calibration` counts what it says it counts."""

import pytest

from roguewatch.evaluation.suites import Calibration, Options, Progress, calibration


def test_quick_judges_every_cohort_and_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibration, "N_AGENTS_QUICK", 16)
    rows = Calibration().run(Options(is_quick=True), Progress(None)).rows
    assert len(rows) == 9
    whole, *cohorts = [row.figures for row in rows]
    for name in ("agent-days", "false alerts", "direct"):
        assert whole[name] == sum(row[name] or 0.0 for row in cohorts)
    assert (whole["agent-days"] or 0.0) > 100
    for row in rows:
        low, high = row.intervals["ratio"]
        assert low <= (row.figures["ratio"] or 0.0) <= high
        assert row.must == {"off by": 2.0}
