"""Labels travel in a file of their own."""

from pathlib import Path

import pytest

from roguewatch.simulation.benchmark import Label, read_labels, write_labels

ONE = Label(
    benchmark="b@1",
    split="dev",
    incident="x",
    title="t",
    kind="quiet",
    stop_by=None,
    keys=("default/a",),
    start=1.0,
    end=2.0,
    event_ids=("1", "2"),
)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    assert write_labels([ONE, ONE], path) == 2
    assert read_labels(path) == [ONE, ONE]


def test_a_line_that_is_no_label_is_refused_by_field(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text('{"incident": "x"}\n')
    with pytest.raises(ValueError, match=r"labels.jsonl:1 must be a label: .* `benchmark`"):
        read_labels(path)
