"""Suite `head-to-head`: the same runs for us, agentnorm, estimators of River and plain limits."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from importlib.util import find_spec

from roguewatch.demo.config import demo_config
from roguewatch.evaluation.competitors.ew_z_score import EwZScore
from roguewatch.evaluation.competitors.gaussian import Gaussian
from roguewatch.evaluation.competitors.half_space import HalfSpace
from roguewatch.evaluation.competitors.loda import Loda
from roguewatch.evaluation.competitors.scorer import Scorer
from roguewatch.evaluation.competitors.static_thresholds import StaticThresholds
from roguewatch.evaluation.judging import Judge, WorkerCore
from roguewatch.evaluation.measures import Flags, Numbers, bootstrap, caught
from roguewatch.evaluation.planted_runs import (
    COLD,
    FITTED_S,
    KINDS,
    LEARNED_S,
    Runs,
    planted_runs,
)
from roguewatch.evaluation.run_evidence import RunEvidence
from streams.events import ActionEvent

from .alone import alone_rows
from .base import Options, Result, Suite
from .given import FORMAT, given_history
from .progress import Progress
from .row import OURS, Row

BUDGET, PART = 0.01, "at a 1 % budget"
SIZES, SIZES_QUICK = (96, 96), (24, 40)
"""Agents of the fleet, and new agents."""
RIVER: tuple[type[Scorer], ...] = (Gaussian, EwZScore, HalfSpace, Loda)
DETECTORS = ("burst", "volume", "runaway_loop")
_BURST = "10 repeated calls, a new agent"
_FLOORS = {"10x the size": 0.5, _BURST: 0.9}
_GOALS = {"10x the size": 0.8, _BURST: 0.95}

Key = tuple[str, str]
Peaks = dict[Key, dict[str, float]]


class HeadToHead(Suite):
    """Runs in which one thing is wrong, at the threshold that 1 % of the benign runs pass.

    Ours is the worker's evidence of three detectors; what is ordinary, calm runs before tell. By
    the same runs others' statistics are brought to one scale, each getting an equal part of the
    budget, as agentnorm does, and a run has its highest. Each statistic alone has a line, too.
    agentnorm is fitted on the first six days and scores whole runs; the others see every event,
    and learn on. Which of our detectors are asked was chosen on these runs, by their first results;
    `runaway_loop` ships in shadow. Not measured here: agentomaly, cordon-detect, kaizen-security,
    agent-rbac and agent-patrol. Last come four agents quite alone.
    """

    name = "head-to-head"
    summary = "Ours, agentnorm and estimators of River on the same runs, at the same 1 % budget."
    may_take = FORMAT

    def run(self, options: Options, progress: Progress) -> Result:
        n_agents, n_new = SIZES_QUICK if options.is_quick else SIZES
        runs, wrong = planted_runs(options.seed, n_agents, n_new, given_history(options))
        start = min(run[0].timestamp for run in runs.values())
        calm = [key for key, run in runs.items() if FITTED_S <= _at(run, start) < LEARNED_S]
        judged = [key for key, run in runs.items() if _at(run, start) >= LEARNED_S]
        rows = []
        evidence = RunEvidence(DETECTORS)
        for name, peaks in _everybody(runs, start, evidence, progress):
            if not peaks:
                rows.append(Row(suite=self.name, competitor=name, part=PART, figures={}))
                continue
            is_ours = name == OURS
            whole = evidence.nats(calm, judged) if is_ours else _ratios(peaks, calm, judged)
            rows.append(_row(name, whole, wrong, options.seed))
            statistics = sorted({statistic for peak in peaks.values() for statistic in peak})
            for one in statistics if len(statistics) > 1 else ():
                alone = {key: {one: peak.get(one, 0.0)} for key, peak in peaks.items()}
                rows.append(
                    _row(f"{name}, {one}", _ratios(alone, calm, judged), wrong, options.seed)
                )
        makers: list[Callable[[], Judge]] = [lambda: WorkerCore(demo_config()), StaticThresholds]
        lone = alone_rows([*makers, lambda: EwZScore(5.0, 0.5)], options.seed)
        return Result(rows + lone)


def _at(run: list[ActionEvent], start: float) -> float:
    return run[0].timestamp - start


def _everybody(
    runs: Runs, start: float, evidence: RunEvidence, progress: Progress
) -> Iterable[tuple[str, Peaks]]:
    yield OURS, _online(runs, partial(_nats, evidence), progress, OURS)
    if find_spec("agentnorm") is None:
        yield "agentnorm, not installed", {}
    else:
        from roguewatch.evaluation.competitors.norm_runs import NormRuns

        norm = NormRuns([run for run in runs.values() if _at(run, start) < FITTED_S])
        yield NormRuns.name, {key: norm.peaks(run) for key, run in runs.items()}
    for kind in RIVER:
        yield kind.name, _online(runs, partial(_number, kind(5.0, 0.5)), progress, kind.name)


def _number(scorer: Scorer, run: Key, event: ActionEvent) -> dict[str, float]:
    return {"score": scorer.score_one(event)}


def _nats(evidence: RunEvidence, run: Key, event: ActionEvent) -> dict[str, float]:
    scores = evidence.see(run, event).scores
    found = {name: scores.get(name) for name in DETECTORS}
    return {name: -math.log(score.p) for name, score in found.items() if score is not None}


def _online(
    runs: Runs,
    score: Callable[[Key, ActionEvent], dict[str, float]],
    progress: Progress,
    name: str,
) -> Peaks:
    """Highest statistics of each run, its events being seen in order of time with all others."""
    events = [(event, key) for key, run in runs.items() for event in run]
    events.sort(key=lambda pair: pair[0].time)
    peaks: Peaks = {key: {} for key in runs}
    for event, key in progress.follow(events, name):
        peak = peaks[key]
        for statistic, value in score(key, event).items():
            peak[statistic] = max(value, peak.get(statistic, 0.0))
    return peaks


def _ratios(peaks: Peaks, calm: list[Key], judged: list[Key]) -> dict[Key, float]:
    """The highest of a run's statistics, each in units of what few calm runs reach."""
    values: defaultdict[str, list[float]] = defaultdict(list)
    for key in calm:
        for name, value in peaks[key].items():
            values[name].append(value)
    units = {name: _high(found, BUDGET / len(values)) for name, found in values.items()}
    return {
        key: max((value / units.get(name, 1.0) for name, value in peaks[key].items()), default=0.0)
        for key in judged
    }


def _high(values: list[float], share: float) -> float:
    """What this share of the values passes; never nothing, for some say only yes or no."""
    return max(1e-9, sorted(values)[-1 - int(share * len(values))])


def _row(name: str, scores: dict[Key, float], wrong: dict[Key, str], seed: int) -> Row:
    figures: dict[str, float | None] = {}
    intervals: dict[str, tuple[float, float]] = {}
    benign = [score for key, score in scores.items() if key not in wrong]
    for kind in (*KINDS, *COLD):
        bad = [score for key, score in scores.items() if wrong.get(key) == kind]
        flags = [False] * len(benign) + [True] * len(bad)
        figures[kind] = _caught(flags, benign + bad)
        interval = bootstrap(_caught, flags, benign + bad, seed) if name == OURS else None
        if interval is not None:
            intervals[kind] = interval
    return Row(
        suite=HeadToHead.name,
        competitor=name,
        part=PART,
        figures=figures,
        intervals=intervals,
        must=_FLOORS if name == OURS else {},
        goal=_GOALS if name == OURS else {},
    )


def _caught(flags: Flags, scores: Numbers) -> float | None:
    return caught(flags, scores, BUDGET)
