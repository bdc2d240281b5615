"""Plots are well-formed files, one ROC a part and one distribution a competitor."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from roguewatch.evaluation.roc_plots import roc_points, write_plots
from roguewatch.evaluation.suites import Delays, Sample

GOOD = Sample("traces", "A", "roguewatch", [False, False, True], [0.1, 0.2, 0.9])
FLAT = Sample("traces", "A", "a rule & more", [False, True], [0.5, 0.5])


def test_each_part_has_one_roc_and_each_competitor_a_distribution(tmp_path: Path) -> None:
    written = write_plots([GOOD, FLAT], tmp_path / "plots")
    assert [path.name for path in written] == [
        "traces-a-roc.svg",
        "traces-a-roguewatch-scores.svg",
        "traces-a-a-rule-more-scores.svg",
    ]
    for path in written:
        assert ElementTree.parse(path).getroot().tag.endswith("svg")  # noqa: S314 - our own file


def test_each_suite_with_incidents_has_a_plot_of_delays(tmp_path: Path) -> None:
    delays = [Delays("incidents", who, calls) for who, calls in (("ours", (1, None)), ("z", (9,)))]
    written = write_plots([], tmp_path, delays)
    assert [path.name for path in written] == ["incidents-delay.svg"]
    curves = ElementTree.parse(written[0]).getroot().findall("{*}polyline")  # noqa: S314 - ours
    ends = [curve.get("points", "").split()[-1].split(",")[1] for curve in curves]
    assert float(ends[0]) > float(ends[1]), "who sees half of them ends lower than who sees all"


def test_a_tie_is_one_diagonal_step() -> None:
    assert roc_points(FLAT).tolist() == [[0.0, 0.0], [1.0, 1.0]]


def test_a_curve_rises_and_ends_at_one() -> None:
    points = roc_points(GOOD)
    assert (points[1:] >= points[:-1]).all()
    assert points[-1].tolist() == pytest.approx([1.0, 1.0])


def test_a_curve_of_very_many_scores_is_a_small_file_that_ends_where_it_should(
    tmp_path: Path,
) -> None:
    n = 200_000
    scores = [(i * 7_919 % n) / n for i in range(n)]
    many = Sample("edges", "", "ours", [score > 0.7 for score in scores], scores)
    roc, *_ = write_plots([many], tmp_path)
    assert roc.stat().st_size < 100_000
    *_, curve = ElementTree.parse(roc).getroot().findall("{*}polyline")  # noqa: S314 - our own
    first, *between, last = curve.get("points", "").split()
    assert len(between) > 1_000
    chance, *_ = ElementTree.parse(roc).getroot().findall("{*}polyline")  # noqa: S314 - our own
    assert [first, last] == chance.get("points", "").split()
