"""What scores a stream of edges in one pass: the worker's estimators, and MIDAS."""

import math
from collections.abc import Callable, Iterable

from baselines import ACTIONS, Features, Profile, RateBaseline
from baselines.excess import excess
from detectors import Burst

from .edge_stream import Edge

Scorer = Callable[[Iterable[Edge], int], list[float]]
"""Scores edges between so many nodes, each by what came before it."""

_MINUTE_S = 60.0
_FADE = 0.5
_FORGOTTEN = 1e-3
# Evidence of nats is an e-value of half of them, and from ln 20 on it teaches less: as in Monitor.
_WEIGHT_FULL = 2.0 * math.log(40.0)


def by_excess(edges: Iterable[Edge], n_nodes: int) -> list[float]:
    """The burst baseline keyed by edge, source and destination: the sum of their excesses.

    What is odd in a key teaches that key less, as in the worker.
    """
    rate, scores = RateBaseline(), list[float]()
    learn, x = rate.learn_one, Features(time=0.0, verb=0)
    for source, to, minute in edges:
        x["time"] = time = _MINUTE_S * minute
        total = 0.0
        for key in (source, n_nodes + to, (2 + source) * n_nodes + to):
            x["verb"] = key
            nats = excess(rate, key, time)
            total += nats
            learn(x, 1.0 if nats <= _WEIGHT_FULL else _weight(nats))
        scores.append(total)
    return scores


def by_burst(edges: Iterable[Edge], n_nodes: int) -> list[float]:
    """The detector `burst` as shipped, on the same keys: the sum of its nats."""
    own, nobody, burst = Profile(), Profile(), Burst()
    rate, scores = own[RateBaseline], list[float]()
    for source, to, minute in edges:
        calls: list[Features] = [
            {"time": _MINUTE_S * minute, "verb": len(ACTIONS) + key}
            for key in (source, n_nodes + to, (2 + source) * n_nodes + to)
        ]
        total = 0.0
        for x in calls:
            score = burst.score_one(x, own, nobody)
            nats = 0.0 if score is None else -math.log(score.p)
            rate.learn_one(x, _weight(nats))
            total += nats
        scores.append(total)
    return scores


def midas(edges: Iterable[Edge], n_nodes: int) -> list[float]:
    """Chi-squared of an edge's count in this minute; exact counts in place of a sketch.

    References
    ----------
    Bhatia et al. (2020), arXiv:1911.04464.
    """
    current: dict[int, float] = {}
    total: dict[int, float] = {}
    now, scores = -1, list[float]()
    for source, to, minute in edges:
        if minute != now:
            current.clear()
            now = minute
        scores.append(_count(current, total, source * n_nodes + to, minute))
    return scores


def midas_r(edges: Iterable[Edge], n_nodes: int) -> list[float]:
    """The largest chi-squared of edge, source and destination; counts fade by half a minute."""
    current: dict[int, float] = {}
    total: dict[int, float] = {}
    now, scores = -1, list[float]()
    for source, to, minute in edges:
        if minute != now:
            faded = ((key, count * _FADE) for key, count in current.items())
            current = {key: count for key, count in faded if count > _FORGOTTEN}
            now = minute
        keys = (source, n_nodes + to, (2 + source) * n_nodes + to)
        scores.append(max([_count(current, total, key, minute) for key in keys]))
    return scores


OURS_TOO: dict[str, Scorer] = {"detector burst": by_burst}
RIVALS: dict[str, Scorer] = {"MIDAS": midas, "MIDAS-R": midas_r}


def _count(current: dict[int, float], total: dict[int, float], key: int, minute: int) -> float:
    seen = current[key] = current.get(key, 0.0) + 1.0
    ever = total[key] = total.get(key, 0.0) + 1.0
    if minute <= 1:
        return 0.0
    off: float = seen - ever / minute
    return off * off * minute * minute / (ever * (minute - 1))


def _weight(nats: float) -> float:
    return 1.0 if nats <= _WEIGHT_FULL else math.exp(max(-700.0, 0.5 * (_WEIGHT_FULL - nats)))
