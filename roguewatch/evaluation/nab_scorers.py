"""What scores a series of numbers: the worker's volume estimators, and two competitors."""

import math
from collections import deque
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
from river import stats

from baselines import Features, Profile, VolumeBaseline
from detectors import Volume

from .nab_series import NabSeries

Scorer = Callable[[NabSeries], list[float]]

_USUAL = 100.0
"""Items that a usual step away from the median becomes: sizes are whole and logarithmic."""
_MOST_ITEMS = 1e12
_WINDOW, _STEP = 6_400, 100
_FADING = 0.01
_TINY = 1e-6
# So many digits have the published scores; what they round to one are ties, and cost a little.
_DIGITS = 12
_OLD = 1e-3


def by_volume(series: NabSeries) -> list[float]:
    """The detector `volume` on three sizes of each value, in nats; each alarm is raised once.

    The sizes are how far a value is above the median, how far below it, and how far from the value
    before. Median and units are of the probation; each size is a verb class of its own.
    """
    own, nobody, detector = Profile(), Profile(), Volume()
    baseline, scores = own[VolumeBaseline], []
    for sizes in _sizes(series):
        most = 0.0
        for verb, size in enumerate(sizes):
            n_items = int(min(_MOST_ITEMS, _USUAL * size))
            x: Features = {"time": 0.0, "verb": verb, "n_items": n_items, "n_bytes": 0}
            score = detector.score_one(x, own, nobody)
            if score is not None:
                most = max(most, -math.log(score.p))
            baseline.learn_one(x)
        scores.append(most)
    return once(series, scores)


def windowed_gaussian(series: NabSeries) -> list[float]:
    """How far from the mean of a sliding window, as a normal tail: the benchmark's own baseline."""
    window: list[float] = []
    waiting: list[float] = []
    scores: list[float] = []
    total = squares = 0.0
    mean, sigma = 0.0, _TINY
    for value in series.values:
        z = abs(value - mean) / sigma if window else 0.0
        tail = math.erfc(z / math.sqrt(2.0)) / 2.0
        scores.append(round(1.0 - tail, _DIGITS) if window else 0.0)
        if len(window) < _WINDOW:
            window.append(value)
            total, squares = total + value, squares + value * value
        else:
            waiting.append(value)
            if len(waiting) < _STEP:
                continue
            window, waiting = window[_STEP:] + waiting, []
            total, squares = math.fsum(window), math.fsum(v * v for v in window)
        mean = total / len(window)
        sigma = math.sqrt(max(0.0, squares / len(window) - mean * mean)) or _TINY
    return scores


def fading_z(series: NabSeries) -> list[float]:
    """Distance from an exponentially fading mean in fading standard deviations: River's z-score."""
    mean, variance = stats.EWMean(_FADING), stats.EWVar(_FADING)
    scores = []
    for value in series.values:
        spread = float(variance.get())
        scores.append(abs(value - float(mean.get())) / math.sqrt(spread) if spread > 0.0 else 0.0)
        mean.update(value)
        variance.update(value)
    return scores


def once(series: NabSeries, scores: Sequence[float]) -> list[float]:
    """Keep what exceeds all of the last quarter of a probation: the rest of an incident is no news.

    So does the worker: of a session only the largest statistic so far is evidence.

    Examples
    --------
    >>> once(NabSeries("a.csv", [0.0] * 200, []), [0.0, 2.0, 1.0, 3.0])
    [0.0, 2.0, 0.001, 3.0]
    """
    last: deque[float] = deque(maxlen=max(5, series.n_probation // 4))
    kept = []
    for score in scores:
        kept.append(score if score > max(last, default=0.0) else _OLD * score)
        last.append(score)
    return kept


RIVALS: dict[str, Scorer] = {
    "windowed Gaussian": windowed_gaussian,
    "windowed Gaussian, each alarm once": lambda series: once(series, windowed_gaussian(series)),
    "River z-score": fading_z,
    "River z-score, each alarm once": lambda series: once(series, fading_z(series)),
}


def _sizes(series: NabSeries) -> Iterator[tuple[float, float, float]]:
    if not series.values:
        return
    first = np.array(series.values[: max(10, series.n_probation)])
    median = float(np.median(first))
    unit = _unit(np.abs(first - median), median)
    step = _unit(np.abs(np.diff(first)), median)
    before = series.values[0]
    for value in series.values:
        off = (value - median) / unit
        yield max(0.0, off), max(0.0, -off), abs(value - before) / step
        before = value


def _unit(sizes: npt.NDArray[np.float64], median: float) -> float:
    """The median size; their mean where most are nothing, and some scale where all are."""
    if not len(sizes):
        return 1.0
    return float(np.median(sizes)) or float(np.mean(sizes)) or abs(median) / _USUAL or 1.0
