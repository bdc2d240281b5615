"""The package agentnorm: five checks of a finished run, each with a threshold of its own."""

import math
from collections.abc import Sequence

from roguewatch.evaluation.competitors.norm_runs import NormRuns
from roguewatch.evaluation.traces.run import Run
from roguewatch.evaluation.traces.walking import Judged

from .peer import Peer


class AgentnormPeer(Peer):
    """A run has the largest of its scores over their thresholds, a call that of a run of its own.

    It takes tools, their order and sizes; time, target and outcome it has no use for.
    """

    name = "agentnorm"

    def __init__(self, past: Sequence[Run]) -> None:
        self._norm = NormRuns([call.event for call in run.calls] for run in past)

    def judge(self, run: Run) -> Judged:
        events = [call.event for call in run.calls]
        calls = [self._norm.peaks([event]).get("novel_tool", 0.0) for event in events]
        ratios = self._norm.ratios(events).values()
        return Judged(max((r for r in ratios if math.isfinite(r)), default=0.0), calls)
