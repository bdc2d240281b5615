"""The package cordon-detect: a graph of who may hand over to whom, drafted from clean traces."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from cordon import draft_from_traces
from cordon import run as check

from roguewatch.evaluation.traces.run import Run
from roguewatch.evaluation.traces.walking import Judged

from .peer import Peer


class CordonPeer(Peer):
    """How many of a run's steps it blocks.

    It was made for several agents that hand over; one agent's tools stand for them here, which
    ranks better than its documented use, and none of them is required.
    """

    name = "cordon, tools as nodes"

    def __init__(self, past: Sequence[Run]) -> None:
        self._schema, _ = draft_from_traces([_steps(run) for run in past], verified_clean=True)
        self._schema.required_agents = set()

    def judge(self, run: Run) -> Judged:
        steps = _steps(run)
        pairs = [steps[:1], *([before, step] for before, step in pairwise(steps))]
        calls = [float(check(pair, self._schema).blocked) for pair in pairs]
        return Judged(sum(calls), calls)


def _steps(run: Run) -> list[dict[str, Any]]:
    return [
        {"type": "tool", "agent": call.event.tool, "tool": call.event.tool} for call in run.calls
    ]
