"""The score of the Numenta Anomaly Benchmark: early is better, and false alarms cost."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .series import NabSeries

_Numbers = npt.NDArray[np.float64]

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
    parts, n_windows = [], 0
    for series, scored in zip(corpus, scores, strict=True):
        parts.append(_points(series, scored, n_windows, profile))
        n_windows += len(series.windows)
    if not n_windows:
        raise ValueError("a corpus must have at least one window")
    silence = -profile.missed * n_windows
    gained = _most_gained(np.concatenate(parts), n_windows, profile)
    return 100.0 * gained / (profile.found * n_windows - silence)


def _points(
    series: NabSeries, scored: Sequence[float], first: int, profile: NabProfile
) -> _Numbers:
    """Score, worth as an alarm, and number of its window or -1, of each value that counts."""
    n = len(series.values)
    if len(scored) != n:
        raise ValueError(f"{series.name} must have a score for every value; got {len(scored)}")
    places, worth, window = np.arange(n), np.full(n, -1.0), np.full(n, -1)
    # The last window before a value tells its cost, so later windows overwrite earlier ones.
    for start, end in series.windows:
        worth[end + 1 :] = _worth((places[end + 1 :] - end) / max(1, end - start))
    worth *= profile.false_alarm
    for number, (start, end) in enumerate(series.windows, start=first):
        inside = slice(start, end + 1)
        early = _worth(-(end - places[inside] + 1) / (end - start + 1))
        worth[inside] = profile.found * early / _worth(np.array([-1.0]))
        window[inside] = number
    counted = slice(series.n_probation, None)
    return np.column_stack([scored, worth, window])[counted]


def _most_gained(points: _Numbers, n_windows: int, profile: NabProfile) -> float:
    """The most over silence at any threshold: alarms are all points that score at least as high."""
    points = points[np.argsort(-points[:, 0], kind="stable")]
    scored, gains, window = points[:, 0], points[:, 1].copy(), points[:, 2]
    for number in range(n_windows):
        inside = np.flatnonzero(window == number)
        best = np.maximum.accumulate(np.append(-profile.missed, gains[inside]))
        gains[inside] = np.diff(best)
    is_last = np.append(scored[1:] != scored[:-1], True)
    return float(max(0.0, np.cumsum(gains)[is_last].max(initial=0.0)))


def _worth(position: _Numbers) -> _Numbers:
    """From 1 long before the end of a window over 0 at its end to -1 long after."""
    near = np.minimum(position, _FAR)
    return np.where(position >= _FAR, -1.0, 2.0 / (1.0 + np.exp(5.0 * near)) - 1.0)
