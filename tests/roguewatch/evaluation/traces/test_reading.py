"""Labelled traces become runs; what does not fit is refused or counted, never guessed."""

from pathlib import Path
from typing import Any

import pytest

from roguewatch.evaluation.suites import Options
from roguewatch.evaluation.traces.reading import Recording, read_recording
from tests.roguewatch.evaluation.traces.material import (
    AGENTS,
    N_TASKS,
    SUITES,
    Record,
    traces,
    write,
)

DEFAULT = Options().leave_out
N_BENIGN = len(SUITES) * len(AGENTS) * N_TASKS


def read(path: Path, records: list[Record], leave_out: tuple[str, ...] = DEFAULT) -> Recording:
    return read_recording(write(path / "traces.jsonl", records), leave_out)


def changed(records: list[Record], session: str, **fields: Any) -> list[Record]:
    """The records, those of one session changed."""
    return [r | fields if r["session_id"] == session else r for r in records]


@pytest.mark.parametrize("name", ["traces.jsonl", "traces.jsonl.gz"])
def test_a_folder_and_its_file_hold_the_same_runs(tmp_path: Path, name: str) -> None:
    """Files of the folder that hold something else are passed over."""
    (tmp_path / "other.jsonl").write_text('{"actor": "a", "tokens": [1]}\n')
    (tmp_path / "README.md").write_text("# not a trace")
    path = write(tmp_path / name, traces())
    of_folder, of_file = read_recording(tmp_path, DEFAULT), read_recording(path, DEFAULT)
    assert of_folder == of_file
    assert sum(run.is_benign for run in of_file.runs) == N_BENIGN
    assert sum(run.is_clean for run in of_file.runs) == N_BENIGN
    assert not of_file.left_out


def test_an_attack_without_a_malicious_call_is_not_clean(tmp_path: Path) -> None:
    runs = read(tmp_path, traces(is_seen=False)).runs
    assert any(run.is_hijacked for run in runs)
    assert not any(run.is_clean for run in runs)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("attack", "swearwords_dos", "attack swearwords_dos"),
        ("attack", "Direct_Request", "attack Direct_Request"),
        ("dataset", "direct-request", "data set direct-request"),
        ("agent_id", "made-up/model-a/direct_request", "suite direct_request"),
        ("session_label", "who_knows", "session label 'who_knows'"),
        ("session_label", None, "session label None"),
        ("agent_id", "made-up/stranger/office", "agent without a benign run"),
    ],
)
def test_a_run_that_is_left_out_is_counted_with_the_reason(
    tmp_path: Path, field: str, value: str | None, reason: str
) -> None:
    session = "office-model-a-1-attack_succeeded"
    recording = read(tmp_path, changed(traces(), session, **{field: value}))
    assert recording.left_out == {reason: 1}
    assert session not in {run.session_id for run in recording.runs}


def test_which_runs_are_left_out_can_be_chosen(tmp_path: Path) -> None:
    recording = read(tmp_path, traces(), ("bank",))
    assert {run.cohort for run in recording.runs} == {"made-up/office"}
    assert list(recording.left_out) == ["suite bank"]


@pytest.mark.parametrize("label", ["rogue", None, 1])
def test_a_label_nobody_knows_is_an_error_with_its_place(tmp_path: Path, label: object) -> None:
    records = traces()
    records[6] |= {"label": label}
    expected = rf"traces.jsonl:7: label must be one of malicious, benign, unknown; got {label!r}"
    with pytest.raises(ValueError, match=expected):
        read(tmp_path, records)


def test_a_session_with_two_labels_is_an_error(tmp_path: Path) -> None:
    records = traces()
    records[1] |= {"session_label": "attack_attempted"}
    with pytest.raises(ValueError, match=r"traces\.jsonl:2: all calls of a session"):
        read(tmp_path, records)


@pytest.mark.parametrize(
    ("line", "expected"),
    [("{", "traces.jsonl:1"), ('{"ts": 1}', "traces.jsonl:1"), ("", "must hold recorded runs")],
)
def test_what_is_no_trace_is_an_error(tmp_path: Path, line: str, expected: str) -> None:
    path = tmp_path / "traces.jsonl"
    path.write_text(line)
    with pytest.raises(ValueError, match=expected):
        read_recording(path, DEFAULT)


def test_a_damaged_file_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path / "traces.jsonl.gz", traces())
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(ValueError, match="must be readable to its end"):
        read_recording(path, DEFAULT)


def test_if_nothing_is_left_it_says_why(tmp_path: Path) -> None:
    records = [record | {"session_label": "hijacked"} for record in traces()]
    n = len({record["session_id"] for record in records})
    with pytest.raises(ValueError, match=rf"{n} for session label 'hijacked'; session_label must"):
        read(tmp_path, records)
