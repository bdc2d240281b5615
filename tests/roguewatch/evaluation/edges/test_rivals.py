"""MIDAS gives the published statistics."""

import pytest

from roguewatch.evaluation.edges.rivals import midas, midas_f, midas_r
from roguewatch.evaluation.edges.stream import Edge
from tests.roguewatch.evaluation.edges.test_scorers import life


def test_midas_is_the_chi_squared_of_this_minute_against_all() -> None:
    edges = [(0, 1, 1), (0, 1, 4), (0, 1, 4)]
    off = 2.0 - 3.0 / 4.0
    assert midas(edges, 2) == pytest.approx([0.0, 2 / 3, off * off * 16.0 / (3.0 * 3.0)])


def test_midas_r_takes_the_most_and_counts_fade() -> None:
    edges = [(0, 1, 2), (0, 2, 3)]
    off = 1.5 - 2.0 / 3.0
    assert midas_r(edges, 3)[1] == pytest.approx(
        max(off * off * 9.0 / 4.0, (2 / 3) ** 2 * 9.0 / 2.0)
    )


def test_midas_f_is_what_ends_every_key_with_every_minute() -> None:
    """As published, without a sketch: here a key is made up for when it is seen again."""
    edges = list(life())
    assert midas_f(edges, 100) == pytest.approx(ended_each_minute(edges))


def ended_each_minute(edges: list[Edge]) -> list[float]:
    current: dict[tuple[int, ...], float] = {}
    total: dict[tuple[int, ...], float] = {}
    score: dict[tuple[int, ...], float] = {}
    now, share, scores = 1, 0.0, []
    for source, to, minute in edges:
        if minute > now:
            for key in current:
                total[key] += current[key] if score[key] < 1e3 else total[key] * share
                current[key] *= 0.5
            now, share = minute, 1.0 / (minute - 1)
        keys = ((0, source), (1, to), (2, source, to))
        for key in keys:
            a = current[key] = current.get(key, 0.0) + 1.0
            s = total.setdefault(key, 0.0)
            score[key] = (a + s - a * minute) ** 2 / (s * (minute - 1)) if s else 0.0
        scores.append(max(score[key] for key in keys))
    return scores
