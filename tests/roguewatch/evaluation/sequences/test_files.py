"""Sequences are read as they were published, and what is no sequence is named."""

import gzip
from pathlib import Path

import pytest

from roguewatch.evaluation.no_such_data import NoSuchData
from roguewatch.evaluation.sequences.files import read_sequences

LINE = b'{"actor": "a", "split": "train", "label": 0, "tokens": ["x", 7]}\n'


def test_a_byte_order_mark_is_none_of_the_sequence(tmp_path: Path) -> None:
    (tmp_path / "some.jsonl").write_bytes(b"\xef\xbb\xbf" + LINE)
    assert len(read_sequences(tmp_path)["some"]) == 1


@pytest.mark.parametrize("name", ["some.jsonl", "some.jsonl.gz"])
def test_json_lines_plain_and_packed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(LINE) if name.endswith("gz") else LINE)
    for path in (tmp_path, tmp_path / name):
        [(part, [sequence])] = read_sequences(path).items()
        assert (part, sequence.actor, sequence.tokens) == ("some", "a", ("x", 7))


@pytest.mark.parametrize(
    "line", [b"{}", b"x", LINE.replace(b"train", b"other"), LINE.replace(b"0", b"2")]
)
def test_a_line_that_is_no_sequence_is_an_error_with_its_place(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "bad.jsonl").write_bytes(LINE + b"\n" + line)
    with pytest.raises(ValueError, match=r"bad\.jsonl:3 must be a sequence"):
        read_sequences(tmp_path)


def test_files_of_something_else_beside_them_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "some.jsonl").write_bytes(LINE)
    (tmp_path / "traces.jsonl.gz").write_bytes(gzip.compress(b'{"ts": "2026-01-05"}\n'))
    (tmp_path / "notes.jsonl").write_bytes(b"no JSON\n")
    assert list(read_sequences(tmp_path)) == ["some"]


def test_other_fields_of_a_line_are_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / "some.jsonl").write_bytes(LINE.replace(b'{"actor"', b'{"id": "1", "actor"'))
    [[sequence]] = read_sequences(tmp_path).values()
    assert (sequence.actor, sequence.tokens) == ("a", ("x", 7))


def test_files_of_one_name_are_two_sets(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "some.jsonl").write_bytes(LINE)
    assert list(read_sequences(tmp_path)) == ["some", "b/some.jsonl"]


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoSuchData, match="must be JSON lines of sequences"):
        read_sequences(tmp_path)


def test_traces_of_system_calls_in_their_own_folders(tmp_path: Path) -> None:
    for folder, name in (
        ("Training_Data_Master", "1.txt"),
        ("Validation_Data_Master", "2.txt"),
        ("Attack_Data_Master", "some/3.txt"),
    ):
        file = tmp_path / "deep" / folder / name
        file.parent.mkdir(parents=True)
        file.write_text("6 6 63\n")
    found = read_sequences(tmp_path)["system calls"]
    assert [(s.split, s.label) for s in found] == [("train", 0), ("test", 0), ("test", 1)]
    assert {s.tokens for s in found} == {(6, 6, 63)}


def test_users_are_intruders_to_each_other(tmp_path: Path) -> None:
    for user in ("USER0", "USER1"):
        session = "**SOF**\n" + f"{user}\n" * 20 + "**EOF**\n"
        (tmp_path / user).mkdir()
        (tmp_path / user / "history").write_text(session * 3 + "**SOF**\nshort\n**EOF**\n")
    found = read_sequences(tmp_path)["users"]
    assert sum(s.split == "train" for s in found) == 4
    tests = {(s.actor, s.tokens[0], s.label) for s in found if s.split == "test"}
    assert tests == {(a, b, int(a != b)) for a in ("USER0", "USER1") for b in ("USER0", "USER1")}
