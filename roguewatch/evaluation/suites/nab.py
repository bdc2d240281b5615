"""Anomalies in series of numbers: the Numenta Anomaly Benchmark, scored by its own rules."""

from roguewatch.evaluation.nab.score import PROFILES, nab_score
from roguewatch.evaluation.nab.scorers import RIVALS, Scorer, by_volume
from roguewatch.evaluation.nab.series import FORMATS, read_corpus

from .base import Options, Result, Suite
from .progress import Progress
from .row import OURS, Row

_QUICK_EVERY = 4


class Nab(Suite):
    """The shipped `volume` on every series of the corpus, at one threshold for all.

    What it finds odd is held against what it found before in the series, by the histogram that
    estimators of River are calibrated with. Ours raises an alarm once, as the worker does. What
    that alone is worth shows in the lines of the competitors with the same rule; without it the
    windowed Gaussian is as published.
    """

    name = "nab"
    summary = "Anomalies in series of numbers, by the rules of the Numenta benchmark."
    data_format = FORMATS

    def run(self, options: Options, progress: Progress) -> Result:
        if options.data is None:
            raise ValueError(f"{self.name} needs --data: {self.data_format}")
        corpus = read_corpus(options.data)
        if options.is_quick:
            corpus = corpus[::_QUICK_EVERY]
        scorers: dict[str, Scorer] = {OURS: by_volume, **RIVALS}
        rows = []
        for name in progress.follow(list(scorers), self.name):
            scores = [scorers[name](series) for series in corpus]
            figures: dict[str, float | None] = {
                profile: nab_score(corpus, scores, weights) for profile, weights in PROFILES.items()
            }
            rows.append(_row(name, figures))
        return Result(rows)


def _row(name: str, figures: dict[str, float | None]) -> Row:
    is_ours = name == OURS
    return Row(
        suite=Nab.name,
        competitor=name,
        figures=figures,
        must={"standard": 40.0} if is_ours else {},
        goal={"standard": 58.0} if is_ours else {},
    )
