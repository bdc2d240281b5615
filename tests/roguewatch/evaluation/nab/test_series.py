"""The corpus is read in its published layout, and what is missing from it is named."""

import json
import tarfile
from pathlib import Path
from typing import Literal

import pytest

from roguewatch.evaluation.nab.series import NabSeries, read_corpus
from roguewatch.evaluation.no_such_data import NoSuchData

WINDOW = ["2014-04-01 00:10:00.000000", "2014-04-01 00:20:00.000000"]


def write(
    folder: Path, labels: dict[str, list[list[str]]], header: str = "timestamp,value"
) -> Path:
    rows = [f"2014-04-01 00:{minute:02}:00,{minute}.5" for minute in range(0, 60, 5)]
    (folder / "data" / "real").mkdir(parents=True)
    (folder / "labels").mkdir()
    (folder / "data" / "real" / "a.csv").write_text("\n".join([header, *rows]))
    (folder / "labels" / "combined_windows.json").write_text(json.dumps(labels))
    return folder


def test_windows_are_first_and_last_index(tmp_path: Path) -> None:
    [series] = read_corpus(write(tmp_path, {"real/a.csv": [WINDOW]}))
    assert (series.windows, len(series.values), series.values[1]) == ([(2, 4)], 12, 5.5)


def test_a_series_without_an_anomaly_counts_too(tmp_path: Path) -> None:
    [series] = read_corpus(write(tmp_path, {"real/a.csv": []}))
    assert series.windows == []


def test_probation_is_a_part_of_the_first_five_thousand() -> None:
    assert NabSeries("a", [0.0] * 4_032, []).n_probation == 604
    assert NabSeries("a", [0.0] * 22_695, []).n_probation == 750


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ({"real/b.csv": []}, "real/b.csv must be there once"),
        ({"real/a.csv": [[WINDOW[0].replace("2014", "2024")] * 2]}, "no values from"),
        ({}, "names no series"),
    ],
)
def test_labels_that_do_not_fit_are_refused(
    tmp_path: Path, labels: dict[str, list[list[str]]], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        read_corpus(write(tmp_path, labels))


def test_a_file_with_other_columns_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"a\.csv must have timestamps and values"):
        read_corpus(write(tmp_path, {"real/a.csv": []}, header="when,what"))


def test_a_folder_without_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoSuchData, match=r"labels \(combined_windows\.json\) .* got no"):
        read_corpus(tmp_path)


@pytest.mark.parametrize("end", ["tar", "tar.xz", "tar.gz"])
@pytest.mark.parametrize("is_folder", [True, False])
def test_a_tar_is_read_where_it_lies(tmp_path: Path, end: str, is_folder: bool) -> None:
    unpacked = write(tmp_path / "unpacked", {"real/a.csv": [WINDOW]})
    where = tmp_path / "packed"
    where.mkdir()
    file = where / f"any.{end}"
    mode: Literal["w", "w:xz", "w:gz"] = "w"
    if end == "tar.xz":
        mode = "w:xz"
    elif end == "tar.gz":
        mode = "w:gz"
    with tarfile.open(file, mode) as archive:
        archive.add(unpacked, arcname=".")
    assert read_corpus(where if is_folder else file) == read_corpus(unpacked)
    assert list(where.iterdir()) == [file]


def test_a_file_that_is_no_tar_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("timestamp,value")
    with pytest.raises(ValueError, match=r"a\.csv must be the folders data .* or a tar of them"):
        read_corpus(file)


def test_the_shared_corpus_is_as_its_readme_says(shared_data: Path) -> None:
    corpus = read_corpus(shared_data / "benchmarks")
    assert len(corpus) == 58
    assert sum(len(series.values) for series in corpus) == 365_558
