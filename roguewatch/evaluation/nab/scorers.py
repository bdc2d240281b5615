"""What scores a series of numbers: the worker's volume estimators, and two competitors."""

import math
from collections import deque
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from river import stats

from baselines import Features, Profile, VolumeBaseline
from baselines.river.score_histogram import ScoreHistogram
from detectors import Volume

from .series import NabSeries

Scorer = Callable[[NabSeries], list[float]]

_MIDDLE, _MOST_STEPS = 350.0, 340.0
"""Logarithms of sizes stay between 10 and 690: neither rounded, nor too large for a number."""
_QUARTILES = 1.349
"""Standard deviations between the quartiles of a normal distribution."""
_SHARE_OF_MODEL = 0.01
_WINDOW, _STEP = 6_400, 100
_FADING = 0.01
_TINY = 1e-6
# With so many digits our scores come to the published result: what they round to one are ties.
_DIGITS = 12
_OLD = 1e-3


def by_volume(series: NabSeries) -> list[float]:
    """The detector `volume` on each value among those of its hour, then among its own past scores.

    A value is the logarithm of a size, once as it is and once upside down, in robust standard
    deviations of the probation; each hour of the day is a verb class of its own. How rare so odd a
    value is in its series tells more than the model's tail; that parts what is new to the series.
    """
    own, nobody, detector = Profile(), Profile(), Volume()
    baseline, past, scores = own[VolumeBaseline], ScoreHistogram(), []
    for at, steps in enumerate(_steps(series)):
        hour, nats = series.hours[at] if series.hours else 0, 0.0
        for side, size in enumerate((steps, -steps)):
            n_items = int(math.exp(_MIDDLE + size))
            x: Features = Features(time=0.0, verb=2 * hour + side, n_items=n_items, n_bytes=0)
            score = detector.score_one(x, own, nobody)
            if score is not None:
                nats = max(nats, -math.log(score.p))
            baseline.learn_one(x)
        scores.append(_SHARE_OF_MODEL * nats - math.log(past.tail(nats)))
        past.add(nats)
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
    """Keep what exceeds all of the last half of a probation: the rest of an incident is no news.

    So does the worker: of a session only the largest statistic so far is evidence.

    Examples
    --------
    >>> once(NabSeries("a.csv", [0.0] * 200, []), [0.0, 2.0, 1.0, 3.0])
    [0.0, 2.0, 0.001, 3.0]
    """
    last: deque[float] = deque(maxlen=max(5, series.n_probation // 2))
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


def _steps(series: NabSeries) -> Iterator[float]:
    """How far above the median of the probation each value is, in its standard deviations."""
    if not series.values:
        return
    first = np.array(series.values[: max(10, series.n_probation)])
    low, median, high = np.quantile(first, [0.25, 0.5, 0.75]).tolist()
    # Most are the same: all of them tell, and where all are, some scale has to do.
    unit = (high - low) / _QUARTILES or float(np.std(first)) or abs(median) / 100.0 or 1.0
    for value in series.values:
        yield max(-_MOST_STEPS, min(_MOST_STEPS, (value - median) / unit))
