"""River's GaussianScorer over what is new in a call, its verb class and its size."""

import math
from collections.abc import Sequence

from river.anomaly import GaussianScorer

from baselines import ACTIONS
from roguewatch.evaluation.traces.run import Call, Run
from roguewatch.evaluation.traces.walking import Judged

from .peer import Peer

_GRACE = 10
Seen = set[tuple[str, ...]]


class GaussianPeer(Peer):
    """The mean over features of how far a call lies from what its agent usually does.

    Features are one flag for each verb class, the logarithm of the size, and whether the agent,
    in its past or in this run, has never used the tool, the verb class, the changed target, or
    the tool after the one before it. The package scores a feature that never varied as odd as can
    be for its own usual value; here that is not odd at all.
    """

    name = "River GaussianScorer, mean of 13"

    def __init__(self, past: Sequence[Run]) -> None:
        self._seen: Seen = set()
        self._scorers: list[GaussianScorer] = []
        for run in past:
            for x in _features(run, self._seen):
                self._scorers = self._scorers or [_made() for _ in x]
                for scorer, value in zip(self._scorers, x, strict=True):
                    scorer.learn_one(None, value)  # type: ignore[no-untyped-call]  # River's

    def judge(self, run: Run) -> Judged:
        calls = [self._mean(x) for x in _features(run, set(self._seen))]
        return Judged(sum(calls) / len(calls), calls)

    def _mean(self, x: list[float]) -> float:
        pairs = zip(self._scorers, x, strict=True)
        return sum(_score(scorer, value) for scorer, value in pairs) / len(x)


def _score(scorer: GaussianScorer, value: float) -> float:
    if not scorer.gaussian.sigma:
        return float(value != scorer.gaussian.mu)
    return float(scorer.score_one(None, value))  # type: ignore[no-untyped-call]  # River's


def _features(run: Run, seen: Seen) -> list[list[float]]:
    """Thirteen numbers a call; what they show is added to what was seen."""
    rows, before = [], ""
    for call in run.calls:
        x = [float(call.x.verb == verb) for verb in range(len(ACTIONS) - 1)]
        x.append(math.log1p(call.event.n_items or 0))
        for shown in _shown(call, before):
            x.append(float(shown not in seen))
            seen.add(shown)
        rows.append(x)
        before = call.event.tool
    return rows


def _shown(call: Call, before: str) -> list[tuple[str, ...]]:
    tool, target = call.named
    changed = (tool, target or "") if call.x.is_changing else ()
    return [
        ("tool", tool),
        ("verb", str(call.x.verb)),
        ("target", *changed),
        ("pair", before, tool),
    ]


def _made() -> GaussianScorer:
    return GaussianScorer(grace_period=_GRACE)  # type: ignore[no-untyped-call]  # River's
