"""Competitors that read numbers only, on the same runs."""

import datetime
import math
from collections.abc import Iterator, Sequence

import msgspec

from roguewatch.evaluation.competitors.ew_z_score import EwZScore
from roguewatch.evaluation.competitors.half_space import HalfSpace
from roguewatch.evaluation.competitors.loda import Loda
from roguewatch.evaluation.competitors.scorer import DAY_S, Scorer
from streams.events import ActionEvent

from .run import Run
from .walking import Judged

N_FOLDS = 5
_LEAST_CALLS = 200
KINDS: tuple[type[Scorer], ...] = (EwZScore, HalfSpace, Loda)


def judge_by_numbers(runs: Sequence[Run]) -> Iterator[tuple[str, Run, Judged]]:
    """Judge one agent's runs by each competitor, a fifth of the tasks held out at a time.

    Their numbers carry no names of tools or targets, so holding out several tasks at once costs
    them nothing and saves much time. A short past is gone through again, day after day, until the
    trees have seen two of their windows, before which they are silent.

    Parameters
    ----------
    runs
        All runs of one agent, in order of their start.
    """
    tasks = sorted({run.task for run in runs}, key=str)
    for kind in KINDS:
        for fold in range(N_FOLDS):
            held_out = set(tasks[fold::N_FOLDS])
            # Its dials set thresholds, which nobody asks for here.
            scorer = kind(1.0, 1.0)
            end = _teach(scorer, [r for r in runs if r.is_benign and r.task not in held_out])
            scorer.learns = False
            for run in runs:
                if run.task not in held_out:
                    continue
                moved = _after(run, end)
                end = moved[-1].timestamp
                calls = [scorer.score_one(event) for event in moved]
                yield scorer.name, run, Judged(max(calls), calls)


def _teach(scorer: Scorer, past: list[Run]) -> float:
    """Lead it through a past; returns when that ended."""
    end, n_calls = 0.0, sum(len(run.calls) for run in past)
    for _ in range(math.ceil(_LEAST_CALLS / n_calls) if n_calls else 0):
        for run in past:
            moved = _after(run, end)
            end = moved[-1].timestamp
            for event in moved:
                scorer.score_one(event)
    return end


def _after(run: Run, end: float) -> list[ActionEvent]:
    """The run's events a day or more after everything else, at the same time of the day."""
    days = max(0, math.ceil((end - run.start) / DAY_S) + 1)
    shift = datetime.timedelta(days=days)
    return [msgspec.structs.replace(call.event, time=call.event.time + shift) for call in run.calls]
