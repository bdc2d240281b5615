"""Our scorer gives a published detector exactly the scores that were published for it."""

import json
import tarfile
from pathlib import Path

import pytest

from roguewatch.evaluation.nab.score import PROFILES, nab_score
from roguewatch.evaluation.nab.scorers import windowed_gaussian
from roguewatch.evaluation.nab.series import read_corpus

PUBLISHED = {
    "standard": "standard",
    "few false alarms": "reward_low_FP_rate",
    "few misses": "reward_low_FN_rate",
}


def test_the_windowed_gaussian_scores_as_published(shared_data: Path) -> None:
    """Its algorithm is short enough to be made again; those of the others lack their scores."""
    file = shared_data / "benchmarks" / "nab.tar.xz"
    with tarfile.open(file) as archive:
        results = archive.extractfile("results/final_results.json")
        assert results is not None
        published = json.load(results)
    corpus = read_corpus(file)
    scores = [windowed_gaussian(series) for series in corpus]
    nothing = [[0.0] * len(series.values) for series in corpus]
    for profile, name in PUBLISHED.items():
        scored = nab_score(corpus, scores, PROFILES[profile])
        assert scored == pytest.approx(published["windowedGaussian"][name], abs=1e-6)
        assert nab_score(corpus, nothing, PROFILES[profile]) == published["null"][name]
