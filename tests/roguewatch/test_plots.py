"""A plot shows the numbers it is given, and nothing that is not there."""

from typing import Any

import pandas as pd
import pytest

from alerts.breakdown import Breakdown, Part
from roguewatch import plots
from roguewatch.workbench import example, replay_whole


def data_of(chart: plots.Chart) -> list[list[dict[str, Any]]]:
    """Return the rows of each data set of a chart."""
    return list(chart.to_dict()["datasets"].values())


def rows_with(chart: plots.Chart, column: str) -> list[dict[str, Any]]:
    return next(rows for rows in data_of(chart) if rows and column in rows[0])


def test_a_timeline_has_the_agents_events_band_and_alerts() -> None:
    week = example(n_agents=8, n_days=4)
    scores = replay_whole(week.events).scores
    chart = plots.agent_timeline(scores, week.agent_id, "burst", last=60)
    rows = rows_with(chart, "observed")
    own = scores[scores["agent_id"] == week.agent_id].tail(60)["burst_observed"].dropna()
    assert len(rows) == len(own)
    assert all(row["low"] <= row["high"] for row in rows)
    assert {row["decision"] for row in rows} - {"none"}


def test_bars_of_a_decomposition_end_at_the_evidence() -> None:
    parts = [
        Part(
            event_id=f"e{i}",
            time=0.0,
            tool="rm",
            action="delete",
            detector="burst",
            observed=1,
            expected_by_agent=0,
            expected_by_peers=0,
            p=1e-3,
            n=9,
            nats=1.5 * i,
        )
        for i in range(3)
    ]
    breakdown = Breakdown(alert_at=4.0, stop_at=8.0, carried=1.0, parts=tuple(parts), rest=-0.5)
    rows = rows_with(plots.risk_decomposition(breakdown), "part")
    assert rows[-1]["end"] == pytest.approx(breakdown.log_evidence)
    assert rows[-2]["end"] == pytest.approx(breakdown.log_evidence)
    assert sum(row["nats"] for row in rows[:-1]) == pytest.approx(breakdown.log_evidence)


def test_a_roc_is_what_counting_gives_and_the_title_keeps_to_the_budget() -> None:
    rogue = [True, True, False, False, False, True]
    scores = [9.0, 7.0, 8.0, 1.0, 2.0, 3.0]
    points = plots.roc_points(rogue, scores)
    for row in points.to_dict("records")[1:]:
        alerted = [r for r, s in zip(rogue, scores, strict=True) if s >= row["threshold"]]
        assert row["true"] == pytest.approx(sum(alerted) / 3)
        assert row["false"] == pytest.approx(alerted.count(False) / 3)
    assert "100 % caught at 40 %" in str(plots.roc(rogue, scores, 0.4).to_dict()["title"])
    assert "33 % caught at 5 %" in str(plots.roc(rogue, scores, 0.05).to_dict()["title"])
    with pytest.raises(ValueError, match="both kinds"):
        plots.roc([True], [1.0])


def test_nominal_against_realised_keeps_every_interval() -> None:
    table = pd.DataFrame(
        {"nominal": [1.0, 5.0], "realised": [2.0, 4.0], "low": [0.5, 2.0], "high": [6.0, 8.0]}
    )
    for given in (table, table.assign(cohort=["mail", "coding"])):
        rows = rows_with(plots.nominal_against_realised(given), "high")
        assert [row["high"] for row in rows] == [6.0, 8.0]


def test_delay_rises_to_the_share_that_was_ever_found() -> None:
    calls = pd.DataFrame({"alert_at": [1.0, 3.0, None, 2.0], "stop_at": [2.0, None, None, None]})
    rows = rows_with(plots.detection_delay(calls), "share")
    by = {(row["what"], row["call"]): row["share"] for row in rows}
    assert (by["alerted", 0], by["alerted", 1], by["alerted", 3]) == (0.0, 0.25, 0.75)
    assert by["stop requested", 3] == 0.25
    with pytest.raises(ValueError, match="one incident"):
        plots.detection_delay(calls.head(0))
