"""Altair plots of what detectors say, each a function of a frame: for notebooks and reports.

Needs the extra `notebooks`. Every function gives a chart that can be changed further.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

import altair as alt
import pandas as pd

from alerts.breakdown import Breakdown

Chart: TypeAlias = alt.Chart | alt.LayerChart

_RED, _BLUE, _GREY = "#c0392b", "#2c6fbb", "#888888"
_LEAST = 1e-4


def agent_timeline(
    scores: pd.DataFrame, agent_id: str, detector: str = "burst", last: int = 2_000
) -> Chart:
    """What an agent did against what was expected of it, and where it was alerted.

    Parameters
    ----------
    scores
        From `workbench.replay`.
    agent_id
        Whose life is shown.
    detector
        Whose figures are shown: the band lies between what the agent's own past and its peers'
        past would have, the points are what was seen.
    last
        How many of its last events are shown.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from roguewatch import workbench as rw
    >>> fleet = rw.Fleet(seed=1, n_agents=5, start=datetime(2026, 1, 5, tzinfo=UTC), n_days=1)
    >>> scores = rw.replay(fleet.events())
    >>> agent_timeline(scores, scores["agent_id"][0]).title == scores["agent_id"][0]
    True
    """
    own = scores[scores["agent_id"] == agent_id].tail(last)
    seen = pd.DataFrame(
        {
            "time": own["time"],
            "observed": own[f"{detector}_observed"].astype(float),
            "agent": own[f"{detector}_by_agent"].astype(float),
            "peers": own[f"{detector}_by_peers"].astype(float),
            "tool": own["tool"],
            "risk": own["risk"],
            "decision": own["decision"],
        }
    ).dropna(subset=["observed"])
    band = seen[["agent", "peers"]]
    # On a scale of ratios nothing is zero.
    seen = seen.assign(
        low=band.min(axis=1).clip(lower=_LEAST),
        high=band.max(axis=1).clip(lower=2 * _LEAST),
        observed=seen["observed"].clip(lower=_LEAST),
    )
    time = alt.X("time:T", title=None)
    base = alt.Chart(seen)
    area = base.mark_area(opacity=0.25, color=_BLUE).encode(x=time, y="low:Q", y2="high:Q")
    points = base.mark_circle(size=18).encode(
        x=time,
        y=alt.Y("observed:Q", scale=alt.Scale(type="log"), title=f"{detector}: seen, expected"),
        color=alt.Color("risk:Q", scale=alt.Scale(scheme="orangered", domain=[0, 100])),
        tooltip=["time:T", "tool", "observed", "agent", "peers", "risk", "decision"],
    )
    told = seen[seen["decision"] != "none"]
    alerts = alt.Chart(told).mark_rule(color=_RED).encode(x="time:T", strokeDash="decision:N")
    chart: Chart = (area + points + alerts).properties(width=640, height=240, title=agent_id)
    return chart


def risk_decomposition(breakdown: Breakdown) -> Chart:
    """An alert's evidence as a sum, part by part, against its two thresholds.

    Parameters
    ----------
    breakdown
        Of an alert; its bars add up to the evidence, ln W, and so to the risk.

    Examples
    --------
    >>> risk_decomposition(Breakdown(alert_at=5.0, stop_at=10.0, carried=8.0)).title
    'risk 80'
    """
    named = [("earlier sessions", breakdown.carried)]
    named += [
        (f"{i + 1}. {part.detector}: {part.action} {part.tool}", part.nats)
        for i, part in enumerate(breakdown.parts)
    ]
    named += [("the rest", breakdown.rest)]
    rows, so_far = [], 0.0
    for name, nats in named:
        rows.append({"part": name, "start": so_far, "end": so_far + nats, "nats": nats})
        so_far += nats
    rows.append({"part": "evidence", "start": 0.0, "end": so_far, "nats": so_far})
    bars = (
        alt.Chart(pd.DataFrame(rows))
        .mark_bar()
        .encode(
            x=alt.X("start:Q", title="nats of evidence"),
            x2="end:Q",
            y=alt.Y("part:N", sort=None, title=None),
            color=alt.condition("datum.nats < 0", alt.value(_GREY), alt.value(_BLUE)),
            tooltip=["part", "nats"],
        )
    )
    limits = pd.DataFrame(
        {"nats": [breakdown.alert_at, breakdown.stop_at], "threshold": ["alert", "stop"]}
    )
    rules = alt.Chart(limits).mark_rule(color=_RED).encode(x="nats:Q", strokeDash="threshold:N")
    chart: Chart = (bars + rules).properties(width=560, title=f"risk {breakdown.risk}")
    return chart


def roc(is_rogue: Sequence[bool], scores: Sequence[float], budget: float | None = None) -> Chart:
    """The ROC curve, and the budget: the share of false alarms that one can bear.

    Parameters
    ----------
    is_rogue, scores
        Of each session, or event; higher is odder.
    budget
        False-positive rate to draw a line at.

    Examples
    --------
    >>> roc([True, True, False, False], [3.0, 1.0, 2.0, 0.5], budget=0.01).title
    '50 % caught at 1 % false alarms'
    """
    curve = roc_points(is_rogue, scores)
    line = (
        alt.Chart(curve)
        .mark_line(interpolate="step-after", color=_BLUE)
        .encode(
            x=alt.X("false:Q", title="share of benign ones alerted"),
            y=alt.Y("true:Q", title="share of rogue ones caught"),
            order="step:Q",
            tooltip=["false", "true", "threshold"],
        )
    )
    chart: Chart = line.properties(width=320, height=320)
    if budget is None:
        return chart
    within = curve[curve["false"] <= budget]["true"].max()
    rule = alt.Chart(pd.DataFrame({"budget": [budget]})).mark_rule(color=_RED).encode(x="budget:Q")
    title = f"{100 * within:.0f} % caught at {100 * budget:g} % false alarms"
    chart = (line + rule).properties(width=320, height=320, title=title)
    return chart


def roc_points(is_rogue: Sequence[bool], scores: Sequence[float]) -> pd.DataFrame:
    """The corners of a ROC curve; equal scores make one step.

    Examples
    --------
    >>> roc_points([True, False, True], [3.0, 2.0, 2.0])[["false", "true"]].values.tolist()
    [[0.0, 0.0], [0.0, 0.5], [1.0, 1.0]]
    """
    ranked = pd.DataFrame({"rogue": list(is_rogue), "score": list(scores)})
    n_rogue = int(ranked["rogue"].sum())
    n_benign = len(ranked) - n_rogue
    if not n_rogue or not n_benign:
        raise ValueError(f"both kinds must be there; got {n_rogue} rogue and {n_benign} benign")
    by_score = ranked.groupby("score")["rogue"].agg(["sum", "count"]).sort_index(ascending=False)
    steps = zip(by_score.index, by_score["sum"].cumsum(), by_score["count"].cumsum(), strict=True)
    rows: list[dict[str, Any]] = [{"step": 0, "false": 0.0, "true": 0.0, "threshold": None}]
    for step, (threshold, caught, n) in enumerate(steps, start=1):
        rows.append(
            {
                "step": step,
                "false": (n - caught) / n_benign,
                "true": caught / n_rogue,
                "threshold": threshold,
            }
        )
    return pd.DataFrame(rows)


def nominal_against_realised(table: pd.DataFrame) -> Chart:
    """False alerts as promised against those that came, with their intervals.

    Parameters
    ----------
    table
        Columns `nominal`, `realised`, `low` and `high`, in 1,000 agent-days, and perhaps `cohort`.

    Examples
    --------
    >>> table = pd.DataFrame({"nominal": [5.0], "realised": [4.0], "low": [1.0], "high": [9.0]})
    >>> len(nominal_against_realised(table).layer)
    3
    """
    ends = [
        float(table[["nominal", "low"]].min().min()),
        float(table[["nominal", "high"]].max().max()),
    ]
    line = pd.DataFrame({"nominal": ends, "realised": ends})
    kept = (
        alt.Chart(line)
        .mark_line(strokeDash=[4, 4], color=_GREY)
        .encode(x="nominal:Q", y="realised:Q")
    )
    base = alt.Chart(table)
    colour: Any = alt.Color("cohort:N") if "cohort" in table else alt.value(_BLUE)
    points = base.mark_circle(size=60).encode(
        x=alt.X("nominal:Q", title="promised in 1,000 agent-days"),
        y=alt.Y("realised:Q", title="came in 1,000 agent-days"),
        color=colour,
        tooltip=list(table.columns),
    )
    whiskers = base.mark_rule().encode(x="nominal:Q", y="low:Q", y2="high:Q", color=colour)
    chart: Chart = (kept + whiskers + points).properties(width=320, height=320)
    return chart


def detection_delay(calls: pd.DataFrame) -> Chart:
    """The share of incidents alerted, and stopped, by their n-th rogue call.

    Parameters
    ----------
    calls
        One row an incident: `alert_at` and `stop_at`, counted from 1; empty where it never came.

    Examples
    --------
    >>> chart = detection_delay(pd.DataFrame({"alert_at": [1, 3], "stop_at": [3, None]}))
    >>> chart.data.query("call == 3")["share"].tolist()
    [1.0, 0.5]
    """
    n_incidents = len(calls)
    if not n_incidents:
        raise ValueError("calls must have one incident at least; got none")
    last = int(max(calls[name].max(skipna=True) or 1 for name in ("alert_at", "stop_at")))
    rows = [
        {"call": call, "share": float((calls[name] <= call).sum()) / n_incidents, "what": what}
        for name, what in (("alert_at", "alerted"), ("stop_at", "stop requested"))
        for call in range(last + 1)
    ]
    chart: Chart = (
        alt.Chart(pd.DataFrame(rows))
        .mark_line(interpolate="step-after")
        .encode(
            x=alt.X("call:Q", title="rogue call", axis=alt.Axis(tickMinStep=1)),
            y=alt.Y("share:Q", title="share of incidents", scale=alt.Scale(domain=[0, 1])),
            color=alt.Color("what:N", title=None),
        )
        .properties(width=420, height=220)
    )
    return chart
