"""The suite scores ours and the competitors by the same rules on a corpus of the layout."""

import json
import random
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from roguewatch.evaluation.suites import OURS, Nab, Options, Progress

START = datetime(2014, 4, 1)  # noqa: DTZ001


def corpus(folder: Path, n_series: int = 5) -> Path:
    chance, labels = random.Random(8), {}
    (folder / "data").mkdir()
    (folder / "labels").mkdir()
    times = [START + timedelta(minutes=5 * i) for i in range(1_000)]
    for number in range(n_series):
        values = [50.0 + chance.gauss(0.0, 1.0) for _ in times]
        values[700] += 40.0
        lines = [f"{t},{v}" for t, v in zip(times, values, strict=True)]
        (folder / "data" / f"{number}.csv").write_text("\n".join(["timestamp,value", *lines]))
        labels[f"{number}.csv"] = [[f"{times[690]}", f"{times[740]}"]]
    (folder / "labels" / "combined_windows.json").write_text(json.dumps(labels))
    return folder


@pytest.mark.parametrize("is_quick", [False, True])
def test_clear_spikes_are_nearly_perfect(tmp_path: Path, is_quick: bool) -> None:
    rows = Nab().run(Options(corpus(tmp_path), is_quick), Progress(None)).rows
    figures = {row.competitor: row.figures["standard"] or 0.0 for row in rows}
    assert figures[OURS] > 90.0
    assert {"windowed Gaussian", "River z-score"} < set(figures)
    [ours] = [row for row in rows if row.must]
    assert (ours.competitor, ours.misses()) == (OURS, [])


def test_without_data_it_says_which() -> None:
    with pytest.raises(ValueError, match="needs --data"):
        Nab().run(Options(), Progress(None))
