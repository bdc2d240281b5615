"""Plots of labelled scores as SVG files: a ROC of each part, how the scores lie, and delays."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .delay_plots import delay_svg
from .suites.delays import Delays
from .suites.sample import Sample
from .svg import COLOURS, Line, draw, write_svg

_N_BINS = 40
_FINEST = 1_000
_GOOD, _BAD = COLOURS[:2]


def write_plots(samples: list[Sample], folder: Path, delays: Sequence[Delays] = ()) -> list[Path]:
    """Write a ROC of each part, each competitor's score distribution, and delays of each suite.

    Returns the files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for suite, part in dict.fromkeys((sample.suite, sample.part) for sample in samples):
        here = [sample for sample in samples if (sample.suite, sample.part) == (suite, part)]
        written.append(write_svg(folder, f"{suite}-{part}-roc", roc_svg(here)))
    for sample in samples:
        name = f"{sample.suite}-{sample.part}-{sample.competitor}-scores"
        written.append(write_svg(folder, name, distribution_svg(sample)))
    for suite in dict.fromkeys(one.suite for one in delays):
        of_suite = [one for one in delays if one.suite == suite]
        written.append(write_svg(folder, f"{suite}-delay", delay_svg(of_suite)))
    return written


def roc_points(sample: Sample) -> npt.NDArray[np.float64]:
    """False and true positive rates at every threshold, from (0, 0) to (1, 1).

    Examples
    --------
    >>> roc_points(Sample("s", "", "x", [False, True], [0.1, 0.9])).tolist()
    [[0.0, 0.0], [0.0, 1.0], [1.0, 1.0]]
    """
    flags, scores = np.asarray(sample.flags, dtype=bool), np.asarray(sample.scores)
    thresholds = np.unique(scores)[::-1]
    bad, good = np.sort(scores[flags]), np.sort(scores[~flags])
    rates = [
        1.0 - np.searchsorted(kind, thresholds, side="left") / max(1, len(kind))
        for kind in (good, bad)
    ]
    return np.concatenate([[[0.0, 0.0]], np.column_stack(rates)])


def roc_svg(samples: list[Sample]) -> str:
    """One ROC curve a competitor, and the line of chance."""
    lines = [Line([(0.0, 0.0), (1.0, 1.0)], "#bbbbbb")]
    for number, sample in enumerate(samples):
        colour = COLOURS[number % len(COLOURS)]
        lines.append(Line(_pairs(_seen(roc_points(sample))), colour, sample.competitor))
    where = f"{samples[0].suite} {samples[0].part}".strip()
    return draw(lines, where, ("0", "false alarms", "100 %"), ("0", "caught", "100 %"))


def distribution_svg(sample: Sample) -> str:
    """How the scores of good and bad lie, each by its own highest column."""
    flags, scores = np.asarray(sample.flags, dtype=bool), np.asarray(sample.scores)
    edges = np.linspace(scores.min(), scores.max() or 1.0, _N_BINS + 1)
    if edges[0] == edges[-1]:
        edges = np.linspace(edges[0], edges[0] + 1.0, _N_BINS + 1)
    lines = []
    for kind, colour, name in ((scores[~flags], _GOOD, "benign"), (scores[flags], _BAD, "rogue")):
        if not len(kind):
            continue
        shares = np.histogram(kind, edges)[0] / len(kind)
        steps = np.column_stack([np.linspace(0.0, 1.0, _N_BINS), shares / max(1e-9, shares.max())])
        lines.append(Line(_pairs(steps), colour, f"{name}, {len(kind):,}"))
    ends = (f"{edges[0]:.3g}", "score", f"{edges[-1]:.3g}")
    return draw(lines, sample.title, ends, ("0", "share", "most"))


def _seen(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The points of a rising curve that an eye tells apart: millions of them fill a hundred MB."""
    moved = np.asarray(np.diff(np.round(points * _FINEST), axis=0).any(axis=1))
    kept = np.flatnonzero(np.concatenate([[True], moved[:-1], [True]]))
    return np.take(points, kept, axis=0)


def _pairs(points: npt.NDArray[np.float64]) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in points]
