"""What scores a stream of edges in one pass: the worker's estimators."""

import math
from collections.abc import Iterable

from baselines import ACTIONS, Features, Profile, RateBaseline
from baselines.excess import weight_of
from baselines.excess_rate import ExcessRate
from detectors import Burst

from .stream import Edge, Scorer

_MINUTE_S = 60.0


def by_excess(edges: Iterable[Edge], n_nodes: int) -> list[float]:
    """The burst baseline keyed by edge, source and destination: the sum of their excesses.

    What is odd in a key teaches that key less, as in the worker.
    """
    take, scores = ExcessRate().take_one, list[float]()
    for source, to, minute in edges:
        time = _MINUTE_S * minute
        nats = take(source, time) + take(n_nodes + to, time)
        scores.append(nats + take((2 + source) * n_nodes + to, time))
    return scores


def by_burst(edges: Iterable[Edge], n_nodes: int) -> list[float]:
    """The detector `burst` as shipped, on the same keys: the sum of its nats."""
    own, nobody, burst = Profile(), Profile(), Burst()
    rate, scores = own[RateBaseline], list[float]()
    for source, to, minute in edges:
        calls: list[Features] = [
            Features(time=_MINUTE_S * minute, verb=len(ACTIONS) + key)
            for key in (source, n_nodes + to, (2 + source) * n_nodes + to)
        ]
        total = 0.0
        for x in calls:
            score = burst.score_one(x, own, nobody)
            nats = 0.0 if score is None else -math.log(score.p)
            rate.learn_one(x, weight_of(nats))
            total += nats
        scores.append(total)
    return scores


OURS_TOO: dict[str, Scorer] = {"detector burst": by_burst}
