"""Rank measures never flatter: a tie is worth one half, and nothing at a threshold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roguewatch.evaluation.measures import auroc, bootstrap, bootstrap_groups, caught

SCORES = st.lists(st.tuples(st.booleans(), st.integers(0, 5)), min_size=2, max_size=40).filter(
    lambda pairs: len({flag for flag, _ in pairs}) == 2
)


@given(SCORES)
def test_auroc_is_the_share_of_pairs_in_the_right_order(pairs: list[tuple[bool, int]]) -> None:
    bad = [score for flag, score in pairs if flag]
    good = [score for flag, score in pairs if not flag]
    wins = sum((b > g) + 0.5 * (b == g) for b in bad for g in good)
    flags, scores = zip(*pairs, strict=True)
    assert auroc(flags, scores) == pytest.approx(wins / (len(bad) * len(good)))


@given(SCORES, st.sampled_from([0.0, 0.01, 0.05, 0.5]))
def test_nobody_is_caught_beyond_the_budget(pairs: list[tuple[bool, int]], rate: float) -> None:
    bad = [score for flag, score in pairs if flag]
    good = [score for flag, score in pairs if not flag]
    fits = [b for b in bad if sum(g >= b for g in good) <= rate * len(good)]
    flags, scores = zip(*pairs, strict=True)
    assert caught(flags, scores, rate) == pytest.approx(len(fits) / len(bad))


def test_the_same_score_for_all_is_chance_and_catches_nobody() -> None:
    assert auroc([0, 1, 0, 1], [3.0] * 4) == 0.5
    assert caught([0, 1, 0, 1], [3.0] * 4, 0.5) == 0.0


@pytest.mark.parametrize("flags", [[0, 0], [1, 1], []])
def test_one_kind_alone_has_no_figure(flags: list[int]) -> None:
    scores = [1.0] * len(flags)
    assert auroc(flags, scores) is None
    assert caught(flags, scores, 0.05) is None
    assert bootstrap(auroc, flags, scores, seed=1) is None


def test_the_interval_holds_the_value_and_follows_the_seed() -> None:
    drawn = np.random.default_rng(5)
    scores = np.concatenate([drawn.normal(0, 1, 200), drawn.normal(1, 1, 200)])
    flags = np.arange(400) >= 200
    value, interval = auroc(flags, scores), bootstrap(auroc, flags, scores, seed=1)
    assert value is not None
    assert interval is not None
    assert interval[0] < value < interval[1]
    assert interval == bootstrap(auroc, flags, scores, seed=1)
    assert interval != bootstrap(auroc, flags, scores, seed=2)


def test_scores_must_pair_up_and_be_numbers() -> None:
    with pytest.raises(ValueError, match="pair up"):
        auroc([0, 1], [1.0])
    with pytest.raises(ValueError, match="NaN"):
        auroc([0, 1], [1.0, float("nan")])


def test_an_interval_over_groups_is_wider_where_what_is_in_one_is_alike() -> None:
    """Ten runs of one task say as much as one: drawing them apart would flatter."""
    flags = [place % 2 for place in range(40)]
    scores = [float(flag + place % 3) for place, flag in enumerate(flags)]
    pairs = [str(place // 2) for place in range(40)]
    apart = [str(i) for i in range(400)]
    alone = bootstrap_groups(auroc, flags * 10, scores * 10, apart, seed=1)
    together = bootstrap_groups(auroc, flags * 10, scores * 10, pairs * 10, seed=1)
    assert alone is not None
    assert together is not None
    assert together[1] - together[0] > 2 * (alone[1] - alone[0])
    assert bootstrap_groups(auroc, [0, 0], [1.0, 2.0], ["a", "b"], seed=1) is None
