"""Edges are read in both published forms, and what is not as described is refused in words."""

import gzip
import lzma
from pathlib import Path

import pytest

from roguewatch.evaluation.edges.files import read_edges

RUNS = "900 7 4 0 2\n7 55 0 1 1\n900 7 3 0 1\n"
EDGES = [(2, 0, 5), (2, 0, 5), (0, 1, 5), (2, 0, 8)]


def write(folder: Path, edges: str, labels: str) -> Path:
    (folder / "x_processed.csv").write_text(edges)
    (folder / "x_ground_truth.csv").write_text(labels)
    return folder


@pytest.mark.parametrize("is_folder", [True, False])
@pytest.mark.parametrize(
    ("end", "content"),
    [
        ("", RUNS.encode()),
        (".gz", gzip.compress(RUNS.encode())),
        (".xz", lzma.compress(RUNS.encode())),
    ],
    ids=["plain", "gz", "xz"],
)
def test_runs_are_read_packed_or_not(
    tmp_path: Path, end: str, content: bytes, is_folder: bool
) -> None:
    """A line is so many equal edges; minutes count from the line before, the first from one."""
    file = tmp_path / f"any.rle{end}"
    file.write_bytes(content)
    stream = read_edges(tmp_path if is_folder else file)
    assert list(stream) == EDGES
    assert stream.flags.tolist() == [False, False, True, False]


def test_nodes_are_counted_whatever_their_numbers(tmp_path: Path) -> None:
    stream = read_edges(write(tmp_path, "900,7,1\n7,55,1\n900,55,3\n", "0\n1\n0\n"))
    assert list(stream) == [(2, 0, 1), (0, 1, 1), (2, 1, 3)]
    assert (stream.n_nodes, stream.flags.tolist()) == (3, [False, True, False])


def test_a_first_line_of_names_is_no_edge(tmp_path: Path) -> None:
    path = write(tmp_path, "source,destination,minute\n900,7,1\n7,55,1\n", "label\n0\n1\n")
    assert list(read_edges(path)) == [(2, 0, 1), (0, 1, 1)]


def test_of_two_streams_in_a_folder_the_file_says_which(tmp_path: Path) -> None:
    write(tmp_path, "1,2,3\n", "1\n")
    (tmp_path / "y.rle").write_text(RUNS)
    assert list(read_edges(tmp_path / "x_processed.csv")) == [(0, 1, 3)]
    assert list(read_edges(tmp_path / "y.rle")) == EDGES
    with pytest.raises(ValueError, match="must be one stream of edges"):
        read_edges(tmp_path)


def test_packed_tables_in_a_folder_below_are_found(tmp_path: Path) -> None:
    below = tmp_path / "deep"
    below.mkdir()
    (below / "x_processed.csv.gz").write_bytes(gzip.compress(b"1,2,3\n"))
    (below / "x_ground_truth.csv.gz").write_bytes(gzip.compress(b"1\n"))
    assert list(read_edges(tmp_path)) == [(0, 1, 3)]


@pytest.mark.parametrize(
    ("edges", "labels", "said"),
    [
        ("1,2,3\n1,2,4\n", "0\n", "every edge must have a label"),
        ("1,2,4\n1,2,3\n", "0\n0\n", "order of time"),
        ("1,2\n", "0\n", "source, destination and time"),
        ("a,b,3\n", "0\n", "x_processed.csv must have whole numbers"),
        ("1,2,3\n", "7\n", "labels 0 or 1"),
        ("", "", "x_processed.csv must have whole numbers, .* it is empty"),
    ],
)
def test_tables_that_do_not_fit_are_refused(
    tmp_path: Path, edges: str, labels: str, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        read_edges(write(tmp_path, edges, labels))


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        ("1 2 0 0\n", "source, destination, minutes, label and run"),
        ("1 2 -1 0 1\n", "order of time"),
        ("1 2 0 0 0\n", "runs of 1 or more"),
        ("1 2 0 2 1\n", "labels 0 or 1"),
        ("one 2 0 0 1\n", "whole numbers"),
    ],
)
def test_runs_that_do_not_fit_are_refused(tmp_path: Path, runs: str, said: str) -> None:
    (tmp_path / "x.rle").write_text(runs)
    with pytest.raises(ValueError, match=said):
        read_edges(tmp_path)


def test_what_was_expected_is_said(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"NAME\.rle .* NAME_processed\.csv .* got neither"):
        read_edges(tmp_path)


def test_the_shared_stream_is_as_its_readme_says(shared_data: Path) -> None:
    stream = read_edges(shared_data / "benchmarks")
    assert len(stream) == 4_554_344
    assert round(float(stream.flags.mean()), 3) == 0.601
