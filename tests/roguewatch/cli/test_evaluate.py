"""`roguewatch evaluate` prints a table, writes its figures, and fails only when asked to."""

from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from roguewatch.cli.main import app
from roguewatch.evaluation import suites
from roguewatch.evaluation.no_such_data import NoSuchData
from roguewatch.evaluation.suites import Options, Progress, Result, Row, Sample, Suite


class Lines(Suite):
    name = "lines"
    summary = "Counts the lines of a file."
    data_format = "a text file; write one."

    def run(self, options: Options, progress: Progress) -> Result:
        if options.data is None:
            raise ValueError("data must be given")
        lines = _text(options.data).splitlines()
        n = float(sum(1 for _ in progress.follow(lines, "counting")))
        row = Row(suite=self.name, competitor="roguewatch", figures={"n": n}, must={"n": 3.0})
        return Result([row], [Sample(self.name, "", "roguewatch", [False, True], [0.0, n])])


class OtherLines(Lines):
    name = "other-lines"


def _text(data: Path) -> str:
    if data.is_dir():
        raise NoSuchData(f"{data} must be a text file")
    return data.read_text()


@pytest.fixture(autouse=True)
def exported(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in (Lines, OtherLines):
        monkeypatch.setattr(suites, kind.__name__, kind, raising=False)
    monkeypatch.setattr(suites, "__all__", ["Lines", "OtherLines"])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "data.txt"
    path.write_text("a\nb\n")
    return path


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["evaluate", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_the_table_stands_on_stdout_and_the_figures_in_a_file(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    code, out, err = run("lines", "--data", str(path), "--json", str(file))
    assert code == 0
    assert out.splitlines()[0].strip() == "lines"
    assert "below its floor: lines  n" in err
    assert msgspec.json.decode(file.read_bytes(), type=list[Row])[0].figures == {"n": 2.0}


def test_a_missed_floor_fails_with_check_alone(path: Path) -> None:
    assert run("lines", "--data", str(path), "--check")[0] == 1
    path.write_text("a\nb\nc\n")
    assert run("lines", "--data", str(path), "--check")[0] == 0


def test_a_suite_takes_the_folder_of_its_name(path: Path) -> None:
    path.rename(path.parent / "lines")
    assert run("lines", "--data", str(path.parent))[0] == 0


def test_of_all_suites_those_whose_data_is_not_there_are_left_out(path: Path) -> None:
    path.rename(path.parent / "lines")
    code, out, err = run("--data", str(path.parent))
    assert code == 0
    assert out.split() == [
        "lines",
        "part",
        "who",
        "n",
        "roguewatch",
        "2",
        "!",
        "must",
        "reach",
        "3",
    ]
    assert "left out: other-lines:" in err


def test_data_that_cannot_be_read_costs_no_other_suite_its_figures(path: Path) -> None:
    path.rename(path.parent / "lines")
    (path.parent / "other-lines").write_bytes(b"\xff")
    code, out, err = run("--data", str(path.parent))
    assert code == 2
    assert "roguewatch  " in out
    assert "roguewatch evaluate: 'utf-8' codec can't decode byte 0xff" in err


def test_without_its_data_a_suite_says_what_it_needs() -> None:
    code, _, err = run("lines")
    assert code == 2
    assert "lines needs --data: a text file; write one." in err


def test_data_that_a_suite_cannot_take_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise its figures would be taken for those of the data."""
    monkeypatch.setattr(Lines, "data_format", "")
    code, _, err = run("lines", "--data", str(path))
    assert code == 2
    assert "lines takes no --data" in err


def test_plots_are_files(path: Path, tmp_path: Path) -> None:
    assert run("lines", "--data", str(path), "--plots", str(tmp_path / "plots"))[0] == 0
    assert (tmp_path / "plots" / "lines-roc.svg").exists()


def test_an_unknown_suite_is_a_message_not_a_traceback() -> None:
    code, _, err = run("circles")
    assert code == 2
    assert err.startswith("roguewatch evaluate: suites must be among")


def test_the_list_says_what_each_suite_is_and_needs() -> None:
    _, out, _ = run("--list")
    assert "lines: Counts the lines of a file.\n    needs --data: a text file" in out
