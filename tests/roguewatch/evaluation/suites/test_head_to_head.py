"""Everybody is judged on the same runs at the same budget."""

import pytest

from roguewatch.evaluation.competitors.ew_z_score import EwZScore
from roguewatch.evaluation.suites import OURS, HeadToHead, Options, Progress, head_to_head


def test_all_competitors_have_a_line_and_a_larger_size_is_caught_more_often(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(head_to_head, "SIZES_QUICK", (8, 8))
    monkeypatch.setattr(head_to_head, "RIVER", (EwZScore,))
    monkeypatch.setattr(head_to_head, "alone_rows", lambda makers, seed: [])
    rows = HeadToHead().run(Options(is_quick=True), Progress(None)).rows
    figures = {row.competitor: row.figures for row in rows}
    assert {OURS, "agentnorm", EwZScore.name, f"{OURS}, volume"} < set(figures)
    volume = figures[f"{OURS}, volume"]
    assert (volume["100x the size"] or 0.0) >= (volume["10x the size"] or 0.0)
    assert [row.competitor for row in rows if row.must] == [OURS]
    assert [row.competitor for row in rows if row.intervals] == [OURS]
