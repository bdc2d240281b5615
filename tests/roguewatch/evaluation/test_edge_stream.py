"""Edges are read as published, and what does not fit together is refused."""

import gzip
from pathlib import Path

import pytest

from roguewatch.evaluation.edge_stream import EdgeStream


def write(folder: Path, edges: str, labels: str) -> Path:
    (folder / "x_processed.csv").write_text(edges)
    (folder / "x_ground_truth.csv").write_text(labels)
    return folder


def test_nodes_are_counted_whatever_their_numbers(tmp_path: Path) -> None:
    stream = EdgeStream.read(write(tmp_path, "900,7,1\n7,55,1\n900,55,3\n", "0\n1\n0\n"))
    assert stream.edges == [(2, 0, 1), (0, 1, 1), (2, 1, 3)]
    assert (stream.n_nodes, stream.flags) == (3, [False, True, False])


def test_packed_files_in_a_folder_below_are_found(tmp_path: Path) -> None:
    below = tmp_path / "deep"
    below.mkdir()
    (below / "x_processed.csv.gz").write_bytes(gzip.compress(b"1,2,3\n"))
    (below / "x_ground_truth.csv.gz").write_bytes(gzip.compress(b"1\n"))
    assert EdgeStream.read(tmp_path).edges == [(0, 1, 3)]


@pytest.mark.parametrize(
    ("edges", "labels", "said"),
    [
        ("1,2,3\n1,2,4\n", "0\n", "every edge must have a label"),
        ("1,2,4\n1,2,3\n", "0\n0\n", "order of time"),
        ("1,2\n", "0\n", "source, destination and time"),
        ("a,b,3\n", "0\n", "could not convert"),
    ],
)
def test_files_that_do_not_fit_are_refused(
    tmp_path: Path, edges: str, labels: str, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        EdgeStream.read(write(tmp_path, edges, labels))


def test_a_folder_without_edges_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="must hold one"):
        EdgeStream.read(tmp_path)
