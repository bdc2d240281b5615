"""The score of the Numenta Anomaly Benchmark: early is better, and false alarms cost."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .nab_series import NabSeries

_FAR = 3.0


class NabProfile(NamedTuple):
    """What a window found, a window missed and a false alarm weigh.

    Examples
    --------
    >>> PROFILES["standard"].false_alarm
    0.11
    """

    found: float
    missed: float
    false_alarm: float


PROFILES = {
    "standard": NabProfile(1.0, 1.0, 0.11),
    "few false alarms": NabProfile(1.0, 1.0, 0.22),
    "few misses": NabProfile(1.0, 2.0, 0.11),
}
"""The three profiles of the benchmark."""


def nab_score(
    corpus: Iterable[NabSeries], scores: Iterable[Sequence[float]], profile: NabProfile
) -> float:
    """The corpus score at the best single threshold, 0 for silence and 100 for perfection.

    An alarm within a window counts by how early it is, and only the earliest counts; one outside
    costs more the further it is past the last window. What is scored in the first 15 % of a series,
    and at most the first 750 values, does not count.

    Parameters
    ----------
    corpus
        The series and their windows.
    scores
        One score for each value of each series; higher is odder.
    profile
        Weights.

    Examples
    --------
    >>> series = NabSeries("a.csv", [0.0] * 100, [(40, 49)])
    >>> found = [0.0] * 40 + [1.0] + [0.0] * 59
    >>> round(nab_score([series], [found], PROFILES["standard"]), 1)
    100.0
    >>> late = [0.0] * 48 + [1.0] + [0.0] * 51
    >>> round(nab_score([series], [late], PROFILES["standard"]), 1)
    73.4

    References
    ----------
    Lavin and Ahmad (2015), Evaluating real-time anomaly detection algorithms, arXiv:1510.03336.
    """
    points: list[tuple[float, float, int | None]] = []
    n_windows = 0
    for series, scored in zip(corpus, scores, strict=True):
        points += _points(series, scored, n_windows, profile)
        n_windows += len(series.windows)
    if not n_windows:
        raise ValueError("a corpus must have at least one window")
    best = _sweep(points, n_windows, profile)
    silence = -profile.missed * n_windows
    return 100.0 * (best - silence) / (profile.found * n_windows - silence)


def _points(
    series: NabSeries, scored: Sequence[float], first: int, profile: NabProfile
) -> list[tuple[float, float, int | None]]:
    """Score, worth as an alarm, and number of its window, of each value that counts."""
    if len(scored) != len(series.values):
        raise ValueError(f"{series.name} must have a score for every value; got {len(scored)}")
    found: list[tuple[float, float, int | None]] = []
    number, earliest = 0, _worth(-1.0)
    for i in range(len(scored)):
        while number < len(series.windows) and i > series.windows[number][1]:
            number += 1
        if i < series.n_probation:
            continue
        start, end = series.windows[number] if number < len(series.windows) else (i + 1, i + 1)
        if start <= i:
            early = _worth(-(end - i + 1) / (end - start + 1)) / earliest
            found.append((scored[i], profile.found * early, first + number))
        else:
            late = _FAR
            if number:
                before = series.windows[number - 1]
                late = (i - before[1]) / max(1, before[1] - before[0])
            found.append((scored[i], profile.false_alarm * _worth(late), None))
    return found


def _sweep(
    points: list[tuple[float, float, int | None]], n_windows: int, profile: NabProfile
) -> float:
    """The best sum over all thresholds: alarms are all points that score at least as high."""
    points = sorted(points, key=lambda point: -point[0])
    worth = [-profile.missed] * n_windows
    total = best = sum(worth)
    for i, (score, value, window) in enumerate(points):
        if window is None:
            total += value
        elif value > worth[window]:
            total += value - worth[window]
            worth[window] = value
        if total > best and (i + 1 == len(points) or points[i + 1][0] != score):
            best = total
    return best


def _worth(position: float) -> float:
    """From 1 long before the end of a window over 0 at its end to -1 long after."""
    if position >= _FAR:
        return -1.0
    return 2.0 / (1.0 + math.exp(5.0 * position)) - 1.0
