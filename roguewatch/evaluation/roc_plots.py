"""Plots of labelled scores as SVG files: no plotting library, no fonts, no network."""

import re
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .suites.sample import Sample

_SIDE, _EDGE = 320, 40
_COLOURS = "#1b6ca8 #c8553d #588b3a #8b5fbf #b8860b #555555 #00897b #ad1457".split()
_N_BINS = 40


def write_plots(samples: list[Sample], folder: Path) -> list[Path]:
    """Write a ROC of each part, and each competitor's score distribution; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for suite, part in dict.fromkeys((sample.suite, sample.part) for sample in samples):
        here = [sample for sample in samples if (sample.suite, sample.part) == (suite, part)]
        written.append(_write(folder, f"{suite}-{part}-roc", roc_svg(here)))
    for sample in samples:
        name = f"{sample.suite}-{sample.part}-{sample.competitor}-scores"
        written.append(_write(folder, name, distribution_svg(sample)))
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
    lines = [_line(np.asarray([[0.0, 0.0], [1.0, 1.0]]), "#bbbbbb")]
    for number, sample in enumerate(samples):
        colour = _COLOURS[number % len(_COLOURS)]
        lines.append(_line(roc_points(sample), colour))
        lines.append(_text(_EDGE + 120, _SIDE + 20 - 14 * number, sample.competitor, colour))
    where = f"{samples[0].suite} {samples[0].part}".strip()
    return _svg(lines, f"{where}: caught against false alarms")


def distribution_svg(sample: Sample) -> str:
    """How the scores of good (blue) and bad (red) lie."""
    flags, scores = np.asarray(sample.flags, dtype=bool), np.asarray(sample.scores)
    edges = np.linspace(scores.min(), scores.max() or 1.0, _N_BINS + 1)
    if edges[0] == edges[-1]:
        edges = np.linspace(edges[0], edges[0] + 1.0, _N_BINS + 1)
    lines = []
    for kind, colour in ((scores[~flags], _COLOURS[0]), (scores[flags], _COLOURS[1])):
        if not len(kind):
            continue
        shares = np.histogram(kind, edges)[0] / len(kind)
        steps = np.column_stack([np.linspace(0.0, 1.0, _N_BINS), shares / max(1e-9, shares.max())])
        lines.append(_line(steps, colour))
    return _svg(lines, f"{sample.title}: {edges[0]:.3g} to {edges[-1]:.3g}")


def _line(points: npt.NDArray[np.float64], colour: str) -> str:
    places = " ".join(
        f"{_EDGE + x * _SIDE:.1f},{_EDGE + (1.0 - y) * _SIDE:.1f}" for x, y in points.tolist()
    )
    return f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="1.5"/>'


def _text(x: float, y: float, text: str, colour: str) -> str:
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f'<text x="{x}" y="{y}" fill="{colour}" font-size="11" font-family="sans-serif">'
        f"{safe}</text>"
    )


def _svg(lines: list[str], title: str) -> str:
    side = _SIDE + 2 * _EDGE
    frame = (
        f'<rect x="{_EDGE}" y="{_EDGE}" width="{_SIDE}" height="{_SIDE}" fill="none" '
        'stroke="#888888"/>'
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
    return "\n".join([head, frame, _text(_EDGE, _EDGE - 10, title, "#222222"), *lines, "</svg>\n"])


def _write(folder: Path, name: str, svg: str) -> Path:
    path = folder / (re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") + ".svg")
    path.write_text(svg)
    return path
