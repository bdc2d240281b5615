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
from roguewatch.evaluation.measures import caught
from roguewatch.evaluation.planted_runs import (
    COLD,
    FITTED_S,
    KINDS,
    LEARNED_S,
    Runs,
    planted_runs,
)
from roguewatch.replaying.key import REPLAY_KEY
from streams.events import ActionEvent
from streams.replay import Replay

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

Peaks = dict[tuple[str, str], dict[str, float]]


class HeadToHead(Suite):
    """Runs in which one thing is wrong, at the threshold that 1 % of the benign runs pass.

    Everybody's statistics are brought to one scale by calm runs before, each getting an equal
    part of the budget, and a run has its highest; each statistic alone has a line, too. agentnorm
    is fitted on the first six days and scores whole runs; the others see every event, and learn
    on. Which of our detectors are asked was chosen on these runs, by their first results. Not
    measured here: agentomaly, cordon-detect, kaizen-security, agent-rbac and agent-patrol. Last
    come four agents quite alone.
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
        for name, peaks in _everybody(runs, start, progress):
            if not peaks:
                rows.append(Row(suite=self.name, competitor=name, part=PART, figures={}))
                continue
            rows.append(_row(name, _ratios(peaks, calm, judged), wrong))
            statistics = sorted({statistic for peak in peaks.values() for statistic in peak})
            for one in statistics if len(statistics) > 1 else ():
                alone = {key: {one: peak.get(one, 0.0)} for key, peak in peaks.items()}
                rows.append(_row(f"{name}, {one}", _ratios(alone, calm, judged), wrong))
        makers: list[Callable[[], Judge]] = [lambda: WorkerCore(demo_config()), StaticThresholds]
        lone = alone_rows([*makers, lambda: EwZScore(5.0, 0.5)], options.seed)
        return Result(rows + lone)


def _at(run: list[ActionEvent], start: float) -> float:
    return run[0].timestamp - start


def _everybody(runs: Runs, start: float, progress: Progress) -> Iterable[tuple[str, Peaks]]:
    replay = Replay(demo_config(), REPLAY_KEY)
    yield OURS, _online(runs, lambda event: _nats(replay, event), progress, OURS)
    if find_spec("agentnorm") is None:
        yield "agentnorm, not installed", {}
    else:
        from roguewatch.evaluation.competitors.norm_runs import NormRuns

        norm = NormRuns([run for run in runs.values() if _at(run, start) < FITTED_S])
        yield NormRuns.name, {key: norm.peaks(run) for key, run in runs.items()}
    for kind in RIVER:
        yield kind.name, _online(runs, partial(_number, kind(5.0, 0.5)), progress, kind.name)


def _number(scorer: Scorer, event: ActionEvent) -> dict[str, float]:
    return {"score": scorer.score_one(event)}


def _nats(replay: Replay, event: ActionEvent) -> dict[str, float]:
    scores = replay.process_one(event).scores
    found = {name: scores.get(name) for name in DETECTORS}
    return {name: -math.log(score.p) for name, score in found.items() if score is not None}


def _online(
    runs: Runs,
    score: Callable[[ActionEvent], dict[str, float]],
    progress: Progress,
    name: str,
) -> Peaks:
    """Highest statistics of each run, its events being seen in order of time with all others."""
    events = [(event, key) for key, run in runs.items() for event in run]
    events.sort(key=lambda pair: pair[0].time)
    peaks: Peaks = {key: {} for key in runs}
    for event, key in progress.follow(events, name):
        peak = peaks[key]
        for statistic, value in score(event).items():
            peak[statistic] = max(value, peak.get(statistic, 0.0))
    return peaks


def _ratios(
    peaks: Peaks, calm: list[tuple[str, str]], judged: list[tuple[str, str]]
) -> dict[tuple[str, str], float]:
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


def _row(name: str, scores: dict[tuple[str, str], float], wrong: dict[tuple[str, str], str]) -> Row:
    figures: dict[str, float | None] = {}
    benign = [score for key, score in scores.items() if key not in wrong]
    for kind in (*KINDS, *COLD):
        bad = [score for key, score in scores.items() if wrong.get(key) == kind]
        flags = [False] * len(benign) + [True] * len(bad)
        figures[kind] = caught(flags, benign + bad, BUDGET)
    return Row(
        suite=HeadToHead.name,
        competitor=name,
        part=PART,
        figures=figures,
        must=_FLOORS if name == OURS else {},
        goal=_GOALS if name == OURS else {},
    )
