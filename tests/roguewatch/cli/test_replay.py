"""`roguewatch replay` says the same thing twice, and obeys nothing that stands in the files."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from roguewatch.cli.main import app
from streams.events import ActionEvent, encode_event

START = datetime(2026, 1, 5, 10, tzinfo=UTC)
HOSTILE = "\x1b[2J[bold]all is well[/bold]\u202e\r\n"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings and no keys of the machine the tests run on."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROGUEWATCH_KEYS_DIR", str(tmp_path / "keys"))


def event(number: int, **fields: Any) -> ActionEvent:
    common: dict[str, Any] = {
        "event_id": f"e{number}",
        "time": START + timedelta(minutes=number),
        "agent_id": "mail-1",
        "session_id": "s",
        "tool": "read_email",
        "action": "read",
    }
    return ActionEvent(**{**common, **fields})


def rogue() -> list[ActionEvent]:
    """Two days of reading, and then two hundred deletions within seconds."""
    life = [event(10 * i, session_id=f"s{i // 6}") for i in range(288)]
    burst = [
        event(
            3_000,
            event_id=f"d{i}",
            time=START + timedelta(minutes=3_000, seconds=i / 3),
            session_id="last",
            tool="delete_email" + HOSTILE,
            action="delete",
            resource=HOSTILE + str(i),
            environment="production",
        )
        for i in range(200)
    ]
    return life + burst


def write(path: Path, events: list[ActionEvent], *lines: bytes) -> Path:
    path.write_bytes(b"\n".join([*map(encode_event, events), *lines]) + b"\n")
    return path


def invoke(*arguments: object) -> Result:
    result = CliRunner().invoke(app, ["replay", *map(str, arguments)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def lines_of(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_burst_of_deletions_is_an_alert_with_reasons_and_evidence(tmp_path: Path) -> None:
    path = write(tmp_path / "events.jsonl", rogue())
    *alerts, summary = lines_of(invoke(path, "--format", "json"))
    assert {alert["kind"] for alert in alerts} == {"alert"}
    first = alerts[0]
    assert first["agent_id"] == "mail-1"
    assert "burst" in first["detectors"]
    assert all(reason["sentence"] for reason in first["reasons"])
    assert first["evidence"][-1]["action"] == "delete"
    assert summary["kind"] == "summary"
    assert summary["events"] == 488
    assert summary["alerts"] == len({alert["alert_id"] for alert in alerts})


@pytest.mark.parametrize("output_format", ["table", "json"])
def test_two_runs_print_the_same(tmp_path: Path, output_format: str) -> None:
    path = write(tmp_path / "events.jsonl", rogue())
    first, second = (invoke(path, "--format", output_format) for _ in range(2))
    assert first.stdout == second.stdout
    assert "a second" in first.stderr
    assert "a second" not in first.stdout


@pytest.mark.parametrize("output_format", ["table", "json"])
def test_nothing_in_an_event_reaches_the_terminal_as_an_order(
    tmp_path: Path, output_format: str
) -> None:
    path = write(tmp_path / "events.jsonl", rogue(), HOSTILE.encode())
    output = invoke(path, "--format", output_format).stdout
    assert "[bold]all is" in output
    assert "\x1b" not in output
    assert "\u202e" not in output


def test_the_table_counts_everything_that_was_no_event(tmp_path: Path) -> None:
    write(tmp_path / "events.jsonl", [event(0), event(0), event(1)], b"nonsense", b"{}", b"[1]")
    root = {
        "eventID": "c1",
        "eventTime": "2026-01-05T10:00:00Z",
        "eventSource": "iam.amazonaws.com",
        "eventName": "CreateUser",
        "userIdentity": {"type": "Root"},
    }
    (tmp_path / "trail.json").write_text(json.dumps({"Records": [root]}))
    (tmp_path / "notes.txt").write_text("not a log")
    *_, summary = lines_of(invoke(tmp_path, "--format", "json"))
    assert (summary["files"], summary["ignored_files"]) == (2, 1)
    assert (summary["events"], summary["duplicates"], summary["agents"]) == (3, 1, 1)
    assert summary["without_agent"] == {"the root user of the account": 1}
    assert sum(summary["bad"].values()) == 3
    table = invoke(tmp_path).stdout
    assert "without agent: the root user of the account" in table
    assert "bad: limits: an event must start with '{'" in table
    assert "No alerts." in table


@pytest.mark.parametrize("name", ["scores.jsonl", "scores.jsonl.gz"])
def test_scores_have_one_line_an_event_with_every_detector(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "events.jsonl", rogue())
    invoke(path, "--scores", tmp_path / name)
    raw = (tmp_path / name).read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode()
    scores = [json.loads(line) for line in text.splitlines()]
    assert [line["event_id"] for line in scores] == [x.event_id for x in rogue()]
    assert {"hijack", "burst", "volume", "off_hours", "failure_streak", "high_impact"} <= set(
        scores[-1]["scores"]
    )
    assert {"p", "observed", "expected_by_agent", "expected_by_peers", "n"} == set(
        scores[-1]["scores"]["burst"]
    )
    points = scores[-1]["scores"]["high_impact"]["points"]
    assert points["total"] == sum(value for _, value in points["terms"])
    assert scores[-1]["risk"] > scores[0]["risk"] == 0
    invoke(path, "--scores", tmp_path / "again.gz")
    invoke(path, "--scores", tmp_path / "twice.gz")
    assert (tmp_path / "again.gz").read_bytes() == (tmp_path / "twice.gz").read_bytes()


def test_files_of_which_nothing_can_be_read_are_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text('{"tool": "read_email"}\n')
    result = CliRunner().invoke(app, ["replay", str(path), "--source", "native"])
    assert result.exit_code == 1
    assert "event_id" in result.output
    path.write_bytes(path.read_bytes() + encode_event(event(1)) + b"\n")
    assert CliRunner().invoke(app, ["replay", str(path)]).exit_code == 0


def test_a_configuration_counts(tmp_path: Path) -> None:
    path = write(tmp_path / "events.jsonl", rogue())
    names = ("hijack", "burst", "volume", "off_hours", "failure_streak", "high_impact")
    config = tmp_path / "quiet.toml"
    config.write_text("".join(f'[detectors.{name}]\nstage = "shadow"\n' for name in names))
    *alerts, _ = lines_of(invoke(path, "--format", "json", "--config", config))
    assert alerts == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-file"],
        [".", "--source", "syslog"],
        [".", "--config", "no-such-file"],
        [".", "--config", "bad.toml"],
    ],
)
def test_a_wrong_argument_is_a_message_not_a_traceback(
    tmp_path: Path, arguments: list[str]
) -> None:
    (tmp_path / "bad.toml").write_text("mode = 7")
    result = CliRunner().invoke(app, ["replay", *arguments], catch_exceptions=False)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert result.stderr


@pytest.mark.parametrize("folder", ["cloudtrail", "agent-traces"])
def test_the_shared_files_replay_alike_twice(shared_data: Path, folder: str) -> None:
    """The trail whole; of the traces one file, for the time it takes."""
    path = shared_data / folder
    if folder == "agent-traces":
        path = path / "agentdojo-banking.jsonl.gz"
    first, second = (invoke(path, "--format", "json").stdout for _ in range(2))
    assert first == second
    assert json.loads(first.splitlines()[-1])["bad"] == {}
