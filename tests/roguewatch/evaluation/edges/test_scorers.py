"""Every scorer ranks a flood above ordinary edges, and knows the past alone."""

import random

import pytest

from roguewatch.evaluation.edges.rivals import RIVALS
from roguewatch.evaluation.edges.scorers import OURS_TOO, by_excess
from roguewatch.evaluation.edges.stream import EdgeStream, Scorer
from roguewatch.evaluation.measures import auroc

ALL = {"excess": by_excess, **OURS_TOO, **RIVALS}

every_scorer = pytest.mark.parametrize("scorer", ALL.values(), ids=list(ALL))


def life() -> EdgeStream:
    """Return a week of ordinary edges, and three floods at new and known nodes."""
    chance = random.Random(2)
    found = [
        ((chance.randrange(20), chance.randrange(20), minute), False)
        for minute in range(1, 3_000)
        for _ in range(chance.randrange(4))
    ]
    for start in (1_500, 2_000, 2_500):
        found += [((99, start % 19, start + i // 60), True) for i in range(300)]
    found.sort(key=lambda edge: edge[0][2])
    return EdgeStream([edge for edge, _ in found], [flag for _, flag in found])


@every_scorer
def test_a_flood_ranks_above_ordinary_edges(scorer: Scorer) -> None:
    stream = life()
    scores = scorer(stream, stream.n_nodes)
    assert len(scores) == len(stream)
    assert (auroc(stream.flags, scores) or 0.0) > 0.9


@every_scorer
def test_a_score_knows_nothing_of_what_comes_later(scorer: Scorer) -> None:
    stream = life()
    head = stream.head(2_000)
    # The number of nodes names the keys, and must be no part of a score.
    assert scorer(head, head.n_nodes) == pytest.approx(scorer(stream, stream.n_nodes)[:2_000])


@every_scorer
def test_nothing_is_nothing(scorer: Scorer) -> None:
    assert scorer(EdgeStream([], []), 0) == []
