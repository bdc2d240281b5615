"""The suite measures rank and cost on a stream of its format."""

from pathlib import Path

import pytest

from roguewatch.evaluation.suites import OURS, Edges, Options, Progress
from tests.roguewatch.evaluation.edges.test_scorers import life


@pytest.mark.parametrize("is_quick", [False, True])
def test_ours_and_rivals_on_the_same_edges(tmp_path: Path, is_quick: bool) -> None:
    stream = life()
    lines = "".join(f"{source},{to},{minute}\n" for source, to, minute in stream)
    (tmp_path / "x_processed.csv").write_text(lines)
    (tmp_path / "x_ground_truth.csv").write_text("".join(f"{int(f)}\n" for f in stream.flags))
    result = Edges().run(Options(tmp_path, is_quick), Progress(None))
    figures = {row.competitor: row.figures for row in result.rows}
    assert (figures[OURS]["AUROC"] or 0.0) > 0.97
    assert ({"MIDAS-F"} if is_quick else {"MIDAS", "MIDAS-R", "MIDAS-F"}) < set(figures)
    assert (f"{OURS}, detector burst" in figures) is not is_quick
    assert all((row.figures["µs an edge"] or 0.0) > 0.0 for row in result.rows)
    assert [row.competitor for row in result.rows if row.must] == [OURS]
    assert all(len(sample.scores) == len(stream) for sample in result.samples)


def test_edges_of_one_label_are_refused(tmp_path: Path) -> None:
    (tmp_path / "x.rle").write_text("1 2 0 0 3\n2 1 1 0 1\n")
    with pytest.raises(ValueError, match="both labels; got 4 of label 0 and 0 of label 1"):
        Edges().run(Options(tmp_path), Progress(None))


def test_without_data_it_says_which() -> None:
    with pytest.raises(ValueError, match="needs --data"):
        Edges().run(Options(), Progress(None))
