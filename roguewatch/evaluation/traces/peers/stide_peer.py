"""STIDE: windows of steps that the past never had."""

from collections.abc import Sequence
from itertools import pairwise

from roguewatch.evaluation.traces.run import Run
from roguewatch.evaluation.traces.walking import Judged

from .peer import Peer

_LOCALITY = 20
Step = tuple[str, str | None]


class StidePeer(Peer):
    """The most mismatches in twenty steps; a step is a tool, and of changing calls its target, too.

    Pairs of steps with an empty one before the first: of the lengths and alphabets one could
    choose, these rank runs best.

    References
    ----------
    Warrender, Forrest and Pearlmutter (1999), Detecting intrusions using system calls.
    """

    name = "STIDE, 2 steps"

    def __init__(self, past: Sequence[Run]) -> None:
        self._known = {pair for run in past for pair in pairwise(_steps(run))}

    def judge(self, run: Run) -> Judged:
        calls = [float(pair not in self._known) for pair in pairwise(_steps(run))]
        spans = (calls[max(0, end - _LOCALITY) : end] for end in range(1, len(calls) + 1))
        return Judged(max(map(sum, spans)), calls)


def _steps(run: Run) -> list[Step]:
    steps: list[Step] = [("", None)]
    for call in run.calls:
        tool, target = call.named
        steps.append((tool, target if call.x.is_changing else None))
    return steps
